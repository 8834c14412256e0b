using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Trellis.Access;
using Trellis.Matching.Index;
using Trellis.Modules.Candidates;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Candidates;

/// <summary>Whatever was committed, by whatever process and however late, is found; and what cannot be trusted is not used.</summary>
public sealed class The_index_kept_fresh(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task What_one_process_adds_another_finds()
    {
        await using var second = await AnotherAsync();
        await (await (await SignedIn(FrontDoorWorker)).Opens("/people/add")).Fill("First name", "Grebe").Fill("Last name", "Crossover").Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").Presses("Save and continue");

        (await FindsAsync(second, "Greebe", "Crossover")).ShouldBeTrue();
    }

    [Fact]
    public async Task Told_of_a_change_the_index_has_it_before_anybody_asks()
    {
        var index = Index(Site.Site);
        await Given.AChild(c => c.Named("Merganser Unprompted"));
        await Until(() => index.Find(new Known("Merganser", FamilyName: "Unprompted"), 1).Length == 1);
    }

    [Fact]
    public async Task What_commits_late_is_found_though_later_ones_were_read_before_it()
    {
        await using var late = Stage.Services.CreateAsyncScope();
        late.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem("RBKC"));
        var db = late.ServiceProvider.GetRequiredService<TrellisDb>();
        await using var open = await db.Database.BeginTransactionAsync();
        db.Acting.Begin(ActWords.SetUp);
        var person = new Modules.People.Person { Reference = "T-late", Area = "RBKC", GivenName = "Scoter", FamilyName = "Tardiness", Sex = "F", EthnicGroup = "REFU" };
        person.Added(Platform.Time.Moment.Exactly(Stage.Clock.Now));
        db.Add(person);
        await db.SaveChangesAsync();
        await Given.AChild(c => c.Named("Teal Intime"));
        (await FindsAsync(Site.Site, "Teal", "Intime")).ShouldBeTrue();
        (await FindsAsync(Site.Site, "Scoter", "Tardiness")).ShouldBeFalse();

        await open.CommitAsync();

        (await FindsAsync(Site.Site, "Scoter", "Tardiness")).ShouldBeTrue();
    }

    [Fact]
    public async Task Its_connections_killed_it_still_catches_up_and_listens_again()
    {
        var killed = await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and usename = 'trellis_app' and pid <> pg_backend_pid()");
        killed.ShouldBeGreaterThan(1);
        Stage.Database.As(DatabaseRoles.App).Clear();
        await Given.AChild(c => c.Named("Shoveler Afterwards"));

        await Until(async () => await FindsAsync(Site.Site, "Shoveler", "Afterwards"));
        await Until(async () => await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from pg_stat_activity where datname = current_database() and query = 'listen candidates'") > 0);
    }

    [Fact]
    public async Task Until_it_is_ready_the_database_answers_and_the_page_says_what_it_does_not_know()
    {
        await Given.AChild(c => c.Named("Fulmar Notready").BornOn("2012-02-02"));
        await using var cold = SiteUnderTest.Build(Stage, new FailureLog(), builder =>
        {
            builder.WebHost.UseTestServer(server => server.BaseAddress = TestSite.Address);
            builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(Following)));
        });
        await cold.StartAsync();
        var visitor = new Visitor(cold.GetTestClient());
        await visitor.SignsIn(Stage.EmailOf(FrontDoorWorker, number: 2));

        var page = await (await visitor.Opens("/start/front-door")).Fill("First name", "Fulmer").Fill("Last name", "Notready").Fill("Date of birth", "2 2 2012").Presses("Search");

        page.Links.ShouldContain("This is Fulmar Notready");
        page.Said.ShouldContain("How alike they are is not worked out at this moment");
        page.Said.ShouldNotContain("likely the same");
        page = await page.Presses("None of these: add a new person");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact_detail where field = 'by' and code = 'database'")).ShouldBe(1);
    }

    [Fact]
    public async Task Saved_and_loaded_it_knows_what_changed_since()
    {
        var folder = NewFolder();
        var before = await Given.AChild(c => c.Named("Gannet Savedly"));
        await using (var first = await AnotherAsync(folder)) { await first.StopAsync(); }
        await Given.AChild(c => c.Named("Razorbill Since"));

        await using var second = await AnotherAsync(folder);
        Kept(second, folder).ShouldNotBeNull().People.Find(new Known(before.GivenName, FamilyName: before.FamilyName), 1).ShouldHaveSingleItem();
        (await FindsAsync(second, "Gannet", "Savedly")).ShouldBeTrue();
        (await FindsAsync(second, "Razorbill", "Since")).ShouldBeTrue();
        File.ReadAllText(Path.Combine(folder, "index-of-people")).ToUpperInvariant().ShouldNotContain("SAVEDLY", customMessage: "locked");
    }

    [Fact]
    public async Task What_was_saved_is_not_used_when_it_was_altered_or_is_too_old_or_of_another_database()
    {
        var folder = NewFolder();
        await Given.AChild(c => c.Named("Kittiwake Altered"));
        await using var first = await AnotherAsync(folder);
        await first.StopAsync();
        var file = Path.Combine(folder, "index-of-people");
        Kept(first, folder).ShouldNotBeNull();
        Kept(first, folder, world: "another").ShouldBeNull();
        Kept(first, folder, later: TimeSpan.FromDays(8)).ShouldBeNull();
        Kept(first, folder, later: TimeSpan.FromDays(-1)).ShouldBeNull("it is of a time to come");

        var whole = File.ReadAllBytes(file);
        foreach (var at in new[] { 3, 18, 30, whole.Length / 2, whole.Length - 1 })
        {
            var altered = whole.ToArray();
            altered[at] ^= 1;
            File.WriteAllBytes(file, altered);
            Kept(first, folder).ShouldBeNull($"byte {at}");
        }

        File.WriteAllBytes(file, whole[..^1]);
        Kept(first, folder).ShouldBeNull("cut off");
        File.WriteAllBytes(file, [.. whole, 0, 0, 0, 0]);
        Kept(first, folder).ShouldBeNull("something was added");
    }

    [Fact]
    public async Task Who_is_disposed_of_is_in_it_no_more_nor_in_what_was_saved_nor_their_name()
    {
        var folder = NewFolder();
        var child = await Given.AChild(c => c.Named("Petrel Disposedof"));
        await Given.AChild(c => c.Named("Puffin Staying"));
        await using var other = await AnotherAsync(folder);
        await Until(() => Kept(other, folder) is { } kept && kept.People.Find(new Known("Petrel", FamilyName: "Disposedof"), 1).Length == 1);

        await Stage.Services.GetRequiredService<Disposal>().DisposeAsync(Stage.Someone(InformationGovernanceLead), "RBKC", "The period is over", [.. (await Stage.Facts(child)).Select(f => f.Id)], [], new WholePerson(child.Id, async (connection, transaction, act) =>
        {
            await using var erase = new NpgsqlCommand("select retention.erase($1, null, $2, now())", connection, transaction) { Parameters = { new() { Value = child.Id }, new() { Value = act } } };
            await erase.ExecuteNonQueryAsync();
        }));

        await Until(() => Kept(other, folder) is { } kept && kept.People.Find(new Known("Petrel", FamilyName: "Disposedof"), 1).Length == 0);
        (await FindsAsync(other, "Petrel", "Disposedof")).ShouldBeFalse();
        (await FindsAsync(other, "Puffin", "Staying")).ShouldBeTrue();
        using var plain = new MemoryStream();
        Kept(other, folder)!.People.Save(plain);
        System.Text.Encoding.ASCII.GetString(plain.ToArray()).ShouldNotContain("DISPOSEDOF");
        System.Text.Encoding.ASCII.GetString(plain.ToArray()).ShouldContain("STAYING");
    }

    private static LiveIndex Index(WebApplication of) => of.Services.GetRequiredService<LiveIndex>();

    private static async Task<bool> FindsAsync(WebApplication of, string given, string family) =>
        await Index(of).FreshAsync() && Index(of).Find(new Known(given, FamilyName: family), 3).Any(c => c.Probability > .5);

    /// <summary>Another process over the same database.</summary>
    private async Task<WebApplication> AnotherAsync(string? folder = null)
    {
        var another = SiteUnderTest.Build(Stage, new FailureLog(), builder =>
        {
            builder.WebHost.UseTestServer(server => server.BaseAddress = TestSite.Address);
            builder.Services.AddSingleton(all => Saved(all, folder));
        });
        await another.StartAsync();
        await Index(another).Ready;
        return another;
    }

    private static SavedIndex Saved(IServiceProvider all, string? folder) => new(folder, all.GetRequiredService<Safekeeping>(), all.GetRequiredService<ILogger<SavedIndex>>());

    private Kept? Kept(WebApplication of, string folder, string? world = null, TimeSpan later = default) =>
        Saved(of.Services, folder).Load(world ?? World(), Stage.Clock.Now + later);

    private string World()
    {
        using var ask = Stage.Database.As(DatabaseRoles.Owner).CreateCommand("select candidates.world()");
        return (string)ask.ExecuteScalar()!;
    }

    private static string NewFolder() => Directory.CreateDirectory(TestPostgres.File($"index-{Guid.NewGuid():N}")).FullName;

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    /// <summary>What another thread does in its own time, looked at until it has.</summary>
    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var watch = Stopwatch.StartNew(); !await holds();)
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(5);
        }
    }
}
