using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Platform.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Documents;

/// <summary>A document added to a form follows it: a draft with the draft, part of the version it was frozen with, seen by whoever sees that.</summary>
public sealed class Documents_in_a_form(TestSite site) : OnSite(site)
{
    private const string Label = "Reports to the conference";

    [Fact]
    public async Task What_was_added_is_kept_with_its_hash_and_comes_back_as_it_was()
    {
        var (child, step) = await AConference();
        var chair = await SignedIn(ConferenceChair);
        var report = Papers.Pdf("what the school wrote");

        var page = await Add(chair, step, ("School report.pdf", report), ("Bild.png", Papers.Png()));
        page.Status.ShouldBe(HttpStatusCode.OK);
        (await Count("documents.document", $"step_id = '{step.Id}' and words_ids = '{{}}'")).ShouldBe(2, "a draft's");

        var done = await Hold(child);
        var shown = await chair.Opens($"/steps/{done.Id}");
        shown.Links.ShouldContain("School report.pdf");
        shown.Said.ShouldContain("not scanned for viruses");
        var answer = await chair.Fetches(shown.Document.QuerySelectorAll("main a").First(a => a.TextContent == "School report.pdf").GetAttribute("href")!);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(report);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("School report.pdf");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox; default-src 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();

        var fact = (await Stage.Facts(child)).Single(f => f.SourceId == done.Id && f.Kind == done.Kind);
        fact.Codes("document").ShouldContain(Convert.ToHexStringLower(SHA256.HashData(report)));
        (await Count("record.view", $"what = 'document' and '{child.Id}' = any(people)")).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_was_replaced_stays_with_the_version_it_was_in()
    {
        var (child, step) = await AConference();
        var chair = await SignedIn(ConferenceChair);
        await Add(chair, step, ("first.txt", "one"u8.ToArray()));
        var done = await Hold(child);
        var manager = await SignedIn(TeamManager);

        var page = await manager.Opens($"/steps/{done.Id}/correct");
        page.Value($"Added: {Label}").ShouldContain("first.txt");
        page = await page.Fill($"Added: {Label}", "").Attach(Label, "second.txt", "two"u8.ToArray()).Fill("What was wrong?", "An older paper was added").Presses("Save the correction");

        page.Errors.ShouldBeEmpty();
        page.Links.ShouldContain("second.txt");
        page.Links.ShouldNotContain("first.txt");
        var before = await manager.Opens($"/steps/{done.Id}?version=1");
        before.Links.ShouldContain("first.txt");
        var link = before.Document.QuerySelectorAll("main a").First(a => a.TextContent == "first.txt").GetAttribute("href")!;
        (await (await manager.Fetches(link)).Content.ReadAsStringAsync()).ShouldBe("one");
    }

    [Fact]
    public async Task One_taken_out_before_it_was_completed_is_gone()
    {
        var (child, step) = await AConference();
        var chair = await SignedIn(ConferenceChair);
        await Add(chair, step, ("wrong child.txt", "secret"u8.ToArray()));
        var page = await Part(chair, step);
        await page.Fill($"Added: {Label}", "").Presses("Continue");

        await Hold(child);

        (await Count("documents.document", $"step_id = '{step.Id}'")).ShouldBe(0);
        (await Count("documents.piece", "encode(body, 'escape') = 'secret'")).ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_kept_says_so_at_its_field_and_the_rest_is_saved()
    {
        var (_, step) = await AConference();
        var chair = await SignedIn(ConferenceChair);
        var page = await Part(chair, step);

        page = await page.Fill("Was it quorate?", "Yes").Attach(Label, "bomb.docx", Papers.Docx(more: [("word/media/a.bin", new byte[60_000_000])])).Presses("Continue");

        page.ErrorAt(Label).ShouldContain("far more");
        page.Value("Was it quorate?").ShouldBe("Yes");
        (await Part(chair, step)).Value("Was it quorate?").ShouldBe("Yes");
        (await Count("documents.document", $"step_id = '{step.Id}'")).ShouldBe(0);
    }

    [Fact]
    public async Task One_of_26_megabytes_and_an_empty_one_are_refused_and_what_the_browser_says_it_is_does_not_matter()
    {
        var (_, step) = await AConference();
        var chair = await SignedIn(ConferenceChair);

        (await (await Part(chair, step)).Attach(Label, "big.txt", Encoding.ASCII.GetBytes(new string('x', 26 * 1024 * 1024))).Presses("Continue")).ErrorAt(Label).ShouldContain("25 MB");
        (await (await Part(chair, step)).Attach(Label, "empty.pdf", []).Presses("Continue")).ErrorAt(Label).ShouldContain("empty");
        (await (await Part(chair, step)).Attach(Label, "a.pdf", "MZ program"u8.ToArray(), "application/pdf").Presses("Continue")).ErrorAt(Label).ShouldContain("not one");
        (await (await Part(chair, step)).Attach(Label, "../../../a.pdf", Papers.Pdf(), "text/html").Presses("Continue")).ErrorAt(Label).ShouldBeEmpty();
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, $"select name from documents.document where step_id = '{step.Id}'")).ShouldBe("a.pdf");
    }

    [Fact]
    public async Task Nobody_names_a_document_of_another_step_in_a_form()
    {
        var (_, theirs) = await AConference();
        var (child, step) = await AConference();
        var chair = await SignedIn(ConferenceChair);
        await Add(chair, theirs, ("theirs.txt", "theirs"u8.ToArray()));
        var other = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, $"select id from documents.document where step_id = '{theirs.Id}'");
        var page = await Part(chair, step);
        var form = page.FormOf("Continue");

        await chair.Sends(HttpMethod.Post, page.Address.PathAndQuery, [.. form, new("reports", other.ToString()), new("go", "save")]);

        var done = await Hold(child);
        (await chair.Opens($"/steps/{done.Id}")).Links.ShouldNotContain("theirs.txt");
        (await chair.Fetches($"/steps/{step.Id}/documents/{other}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_does_not_see_the_step_sees_no_document_of_it()
    {
        var (child, step) = await AConference();
        var chair = await SignedIn(ConferenceChair);
        await Add(chair, step, ("a.txt", "words"u8.ToArray()));
        var id = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, $"select id from documents.document where step_id = '{step.Id}'");
        var address = $"/steps/{step.Id}/documents/{id}";
        var (elsewhere, school) = (await SignedIn(ConferenceChair, "WCC"), await SignedIn(SchoolLead));

        // A draft's is not shown to somebody let in, who reads what is completed.
        await As(TeamManager).Involves(step.MatterId, null, Stage.Someone(ConferenceChair, "WCC").UserId, InvolvementLevel.Full);
        (await elsewhere.Fetches(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Hold(child);
        (await elsewhere.Fetches(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await SignedIn(SocialWorker, "WCC")).Fetches(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await school.Fetches(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Site.Visitor().Opens(address)).Path.ShouldBe("/sign-in");

        await As(TeamManager).Closes(child, ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(TeamManager, number: 2));
        (await chair.Fetches(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(TeamManager)).Fetches(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Asked_bare_the_tables_give_nothing_and_nobody_takes_one_from_a_version()
    {
        var (child, step) = await AConference();
        await Add(await SignedIn(ConferenceChair), step, ("a.txt", "words"u8.ToArray()));
        await Hold(child);

        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from documents.document")).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from documents.piece")).ShouldBe(0);
        await As(ConferenceChair).Sees(async db =>
        {
            await using var own = await db.OpenAsync();
            await using var take = new NpgsqlCommand($"update documents.document set words_ids = '{{}}' where step_id = '{step.Id}'", own.Connection);
            (await Should.ThrowAsync<PostgresException>(() => take.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
            await using var add = new NpgsqlCommand($"update documents.document set words_ids = words_ids || uuidv7() where step_id = '{step.Id}'", own.Connection);
            (await Should.ThrowAsync<PostgresException>(() => add.ExecuteNonQueryAsync())).MessageText.ShouldContain("outside an act");
            await using var delete = new NpgsqlCommand($"delete from documents.document where step_id = '{step.Id}'", own.Connection);
            (await delete.ExecuteNonQueryAsync()).ShouldBe(0);
            await using var change = new NpgsqlCommand("update documents.piece set body = 'x'", own.Connection);
            (await Should.ThrowAsync<PostgresException>(() => change.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
            return true;
        });
    }

    [Fact]
    public async Task One_that_was_altered_in_the_database_is_not_given_out_whole()
    {
        var (child, step) = await AConference();
        var chair = await SignedIn(ConferenceChair);
        await Add(chair, step, ("a.txt", "words"u8.ToArray()));
        await Hold(child);
        var id = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, $"select id from documents.document where step_id = '{step.Id}'");
        await Stage.SqlAsync<int>(DatabaseRoles.Owner, $"update documents.piece set body = 'swords' where document_id = '{id}'");

        var answer = await chair.Fetches($"/steps/{step.Id}/documents/{id}");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("swords");
    }

    [Fact]
    public async Task Disposed_of_with_the_words_of_its_version()
    {
        var (child, step) = await AConference();
        await Add(await SignedIn(ConferenceChair), step, ("a.txt", "words"u8.ToArray()));
        await Hold(child);
        var version = await Stage.LookAsync(db => db.Versions.Where(v => v.StepId == step.Id).Select(v => v.Id).SingleAsync());

        await Stage.Services.GetRequiredService<Disposal>().DisposeAsync(As(Administrator).Actor, "RBKC", "Retention period over", [], [version]);

        (await Count("documents.document", $"step_id = '{step.Id}'")).ShouldBe(0);
        (await Count("documents.piece", "document_id not in (select id from documents.document)")).ShouldBe(0);
    }

    [Theory]
    [InlineData("stream: OK\0", Scan.Clean)]
    [InlineData("stream: Eicar-Test-Signature FOUND\0", Scan.Infected)]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", Scan.NotReached)]
    [InlineData("", Scan.NotReached)]
    public async Task A_scanner_that_is_named_is_shown_the_file(string answers, Scan expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = new MemoryStream();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var buffer = new byte[100_000];
            do { seen.Write(buffer, 0, await stream.ReadAsync(buffer)); } while (!seen.ToArray().AsSpan().EndsWith(new byte[4]));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answers));
        });

        (await new VirusScanner($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}").ScanAsync("words"u8.ToArray())).ShouldBe(expected);

        await serving;
        seen.ToArray().ShouldBe([.. "zINSTREAM\0"u8, 0, 0, 0, 5, .. "words"u8, 0, 0, 0, 0]);
    }

    [Fact]
    public async Task Where_the_scanner_does_not_answer_nothing_is_kept() => (await new VirusScanner("127.0.0.1:1").ScanAsync("words"u8.ToArray())).ShouldBe(Scan.NotReached);

    private async Task<(Person Child, CaseStep Step)> AConference()
    {
        var child = await Given.AChild();
        return (child, await Stage.AConferenceToHold(child));
    }

    private Task<CaseStep> Hold(Person child) =>
        As(ConferenceChair).Completes("initial-conference", child, "plan", ("held-on", "2026-03-12"), ("category", "neglect"), Stories.Quorate);

    private static Task<TestPage> Part(Visitor visitor, CaseStep step) => visitor.Opens($"/steps/{step.Id}/fill");

    private static async Task<TestPage> Add(Visitor visitor, CaseStep step, params (string Name, byte[] Content)[] files)
    {
        var page = await Part(visitor, step);
        foreach (var (name, content) in files) { page.Attach(Label, name, content); }
        return await page.Presses("Save and return later");
    }
}
