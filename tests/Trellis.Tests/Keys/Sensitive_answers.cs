using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Casework;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Keys;

/// <summary>What a form keeps to a role is nowhere in the tables, and reads as it was typed for whoever may read it.</summary>
public sealed class Sensitive_answers(TestSite site) : OnSite(site)
{
    private const string Secret = "Zelda Quackenbush-Ferrier, 07700 900123";

    [Fact]
    public async Task The_tables_hold_nothing_of_it_and_the_page_shows_it()
    {
        var child = await Given.AChild();
        await As(FrontDoorWorker).Starts("front-door", child);
        var step = await Stage.Step("contact", child);
        var worker = await SignedIn(FrontDoorWorker);

        // A draft, saved over by somebody else.
        await Save(worker, step, Secret);
        (await Found()).ShouldBeEmpty("a draft");
        (await worker.Opens($"/steps/{step.Id}/fill")).Value("Your name and how to reach you").ShouldBe(Secret);
        await Save(await SignedIn(FrontDoorWorker, number: 2), step, Secret + " ext 2");
        (await Count("casework.draft_before")).ShouldBeGreaterThan(0);
        (await Found()).ShouldBeEmpty("a draft saved over");

        // Completed, and corrected.
        var done = await Given.AContact(await Given.AChild(), ("referrer-details", Secret), ("anonymity", "named"));
        (await Found()).ShouldBeEmpty("a frozen version");
        await As(TeamManager).Corrects(done, "Wrong extension", ("referrer-details", Secret + " ext 3"));
        (await Found()).ShouldBeEmpty("a correction");

        (await worker.Opens($"/steps/{done.Id}?version=1")).Said.ShouldContain(Secret);
        (await worker.Opens($"/steps/{done.Id}")).Said.ShouldContain(Secret + " ext 3");
    }

    [Fact]
    public async Task The_hash_in_the_fact_proves_what_is_kept_and_the_record_holds()
    {
        var child = await Given.AChild();
        var step = await Given.AContact(child, ("referrer-details", Secret), ("anonymity", "named"));
        await Site.Stage.Services.GetRequiredService<Seals>().SealAllAsync(Stage.Database);

        (await RecordVerifier.VerifyAsync(Stage.Database)).Tampered.ShouldBeEmpty();
        var fact = (await Stage.Facts(child)).Single(f => f.SourceId == step.Id && f.Frozen is not null);
        var words = await Stage.LookAsync(db => db.Words.FirstAsync(w => db.Versions.Any(v => v.StepId == step.Id && v.Id == w.Id)));
        words.Hash().ShouldBe(fact.Frozen);
        words.Body!.ShouldContain("RBKC/1/");
    }

    [Fact]
    public async Task A_lost_key_is_named_on_the_page_and_the_rest_reads_on()
    {
        var child = await Given.AChild(c => c.In("WCC"));
        var step = await Given.AContact(child, ("referrer-details", Secret), ("anonymity", "named"));
        await Stage.SqlAsync<int>(DatabaseRoles.Owner, "update keys.area_key set version = version + 100 where area = 'WCC'");
        await using var another = await OtherProcess();

        var text = await another.OpenAsync(step);

        text.ShouldContain(a => a.Text.Contains("WCC/1 is not in the database", StringComparison.Ordinal));
        text.Count(a => a.Text.Contains("cannot be read", StringComparison.Ordinal)).ShouldBe(1);
        await Stage.SqlAsync<int>(DatabaseRoles.Owner, "update keys.area_key set version = version - 100 where area = 'WCC'");
    }

    [Fact]
    public async Task What_was_kept_in_clear_before_opens_as_it_was()
    {
        var child = await Given.AChild();
        var step = await Given.AContact(child, ("referrer-details", Secret), ("anonymity", "named"));
        var id = (await Stage.LookAsync(db => db.Versions.FirstAsync(v => v.StepId == step.Id))).Id;
        var kept = Frozen.Read(await Stage.LookAsync(db => db.Words.FirstAsync(w => w.Id == id)));
        var clear = (kept with { Parts = [.. kept.Parts.Select(p => p with { Answers = [.. p.Answers.Select(a => a.Sensitive is null ? a : a with { Text = Secret })] })] }).AsWords(step).Body!;
        await Stage.SqlAsync<int>(DatabaseRoles.Owner, "update record.words set body = $1 where id = $2", clear, id);

        (await (await SignedIn(FrontDoorWorker)).Opens($"/steps/{step.Id}")).Said.ShouldContain(Secret);
    }

    private static async Task Save(Visitor visitor, CaseStep step, string answer)
    {
        var page = await visitor.Opens($"/steps/{step.Id}/fill");
        await page.Fill("Your name and how to reach you", answer).Presses("Save and return later");
    }

    /// <summary>Rows of any table, read raw by the owner, with the secret or a part of it in them.</summary>
    private async Task<List<string>> Found()
    {
        var found = new List<string>();
        await using var connection = await Stage.Database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        var tables = new List<string>();
        await using (var ask = new Npgsql.NpgsqlCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')", connection))
        {
            await using var row = await ask.ExecuteReaderAsync();
            while (await row.ReadAsync()) { tables.Add(row.GetString(0)); }
        }

        foreach (var table in tables)
        {
            await using var ask = new Npgsql.NpgsqlCommand($"select count(*) from {table} t where t::text ilike '%Quackenbush%' or t::text like '%07700 900123%'", connection);
            if ((long)(await ask.ExecuteScalarAsync())! > 0) { found.Add(table); }
        }

        return found;
    }

    private async Task<Opener> OtherProcess()
    {
        await Task.CompletedTask;
        return new Opener(new ServiceCollection().AddLogging().AddTrellis(Stage.Database, Stage.Practised).AddSingleton<TimeProvider>(Stage.Clock).AddSingleton(Stage.Keys).BuildServiceProvider(), Stage.Everything);
    }

    /// <summary>A process that has not read any key yet.</summary>
    private sealed class Opener(ServiceProvider services, Actor actor) : IAsyncDisposable
    {
        public async Task<IReadOnlyList<Frozen.Answer>> OpenAsync(CaseStep step)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Acting>().As(actor);
            var work = scope.ServiceProvider.GetRequiredService<StepWork>();
            var (written, _) = await work.LatestAsync((await work.FindAsync(step.Id))!);
            return [.. written.Parts.SelectMany(p => p.Answers)];
        }

        public async ValueTask DisposeAsync() => await services.DisposeAsync();
    }
}
