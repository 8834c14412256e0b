using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;

namespace Trellis.Tests.TheRecord;

/// <summary>A seal written down outside the database tells whether it is still the same record.</summary>
public sealed class AnchorTests(Stage stage) : OnStage(stage), IAsyncLifetime
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"trellis-anchors-{Guid.NewGuid():N}");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        File.Delete(file);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_new_seal_is_a_line_and_all_of_them_are_found_again()
    {
        using var anchoring = To(new(file, null));
        await SealSomething();
        await anchoring.AnchorAsync();
        await anchoring.AnchorAsync();
        await SealSomething();
        await anchoring.AnchorAsync();

        var anchors = Anchor.Read(file);
        anchors.Count.ShouldBe(2, "the same seal is written once");
        anchors[1].Seal.ShouldBeGreaterThan(anchors[0].Seal);
        (await Anchors.CompareAsync(Stage.Database, anchors)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_database_in_its_place_or_an_older_one_is_noticed_and_the_seal_named()
    {
        await SealSomething();
        using var anchoring = To(new(file, null));
        var anchor = (await anchoring.AnchorAsync())!;
        var other = new Stage();
        await other.InitializeAsync();
        await other.Given.AChild();
        await other.Services.GetRequiredService<Seals>().SealAllAsync(other.Database);
        var (code, said) = await Verb.RunAsync(other.Database, "record", "verify", "--anchor", file);
        await other.DisposeAsync();

        code.ShouldBe(1);
        said.ShouldContain($"The seal {anchor.Seal} of");
        (code, said) = await Verb.RunAsync(Stage.Database, "record", "verify", "--anchor", file);
        code.ShouldBe(0, said);
        said.ShouldContain("1 anchored seal is in this database");

        // An older one: the newest seals are gone, and what says how many there were is put back too.
        var newest = (await Stage.SqlAsync<byte[]>(DatabaseRoles.Owner, "delete from record.seal where number = $1 returning hash", anchor.Seal))!;
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update record.era set last_seal = $1", anchor.Seal - 1);
        newest.Length.ShouldBe(32);
        var found = (await Anchors.CompareAsync(Stage.Database, Anchor.Read(file))).ShouldHaveSingleItem();
        (found.What, found.Restored).ShouldBe(("missing", false));

        // Restored lawfully: a new era, and the operator says so.
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into record.era (number, last_seal) values (2, $1)", anchor.Seal - 1);
        (await Anchors.CompareAsync(Stage.Database, Anchor.Read(file), restored: 2)).ShouldHaveSingleItem().Restored.ShouldBeTrue();
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "delete from record.era where number = 2");
    }

    [Fact]
    public async Task It_is_posted_where_the_operator_says_and_a_refusal_is_told()
    {
        await SealSomething();
        var post = new Keeper();
        using var http = new HttpClient(post);
        using var anchoring = new Anchoring(Stage.Database, new(null, new Uri("https://anchors.example/trellis")), http, Stage.Clock, NullLogger<Anchoring>.Instance);
        post.Answer = HttpStatusCode.ServiceUnavailable;
        await Should.ThrowAsync<HttpRequestException>(() => anchoring.AnchorAsync());
        post.Answer = HttpStatusCode.Created;
        var anchor = (await anchoring.AnchorAsync())!;

        post.Kept.Last().ShouldBe(anchor.Line());
        anchor.Line().ShouldStartWith($"{{\"seal\":{anchor.Seal},");
    }

    [Fact]
    public void A_file_that_is_none_and_an_address_that_is_none_are_said_with_their_line()
    {
        File.WriteAllText(file, "{\"seal\":1,\"at\":\"2026-03-02T10:00:00Z\",\"hash\":\"" + new string('a', 64) + "\",\"era\":1}\nhello\n");
        Should.Throw<WrongInputException>(() => Anchor.Read(file)).Message.ShouldBe($"{file}:2: this line is no anchored seal");
        Should.Throw<WrongInputException>(() => Anchor.Read(file + "-none"));
        foreach (var address in new[] { "ftp://anchors", "http://anchors.example/trellis", "anchors" }) { Should.Throw<WrongInputException>(() => AnchorPlaces.Read(name => name is "TRELLIS_ANCHOR_URL" ? address : null)); }
        foreach (var address in new[] { "https://anchors.example/trellis", "http://127.0.0.1:8080/" }) { AnchorPlaces.Read(name => name is "TRELLIS_ANCHOR_URL" ? address : null).Address.ShouldBe(new Uri(address)); }
    }

    private Anchoring To(AnchorPlaces places) => new(Stage.Database, places, new HttpClient(), Stage.Clock, NullLogger<Anchoring>.Instance);

    private async Task SealSomething()
    {
        await Given.AChild();
        await Stage.Services.GetRequiredService<Seals>().SealAllAsync(Stage.Database);
    }

    /// <summary>An address that keeps what it was sent.</summary>
    private sealed class Keeper : HttpMessageHandler
    {
        public List<string> Kept { get; } = [];

        public HttpStatusCode Answer { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Kept.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(Answer);
        }
    }
}
