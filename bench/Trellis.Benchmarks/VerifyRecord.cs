using System.Diagnostics;
using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>
/// A record as a partnership has after some years: three facts an act, three details a fact, words with every fourth act,
/// two views an act, sealed in twenty goes. Issue 2 wants a million facts checked in under 20 seconds on two cores.
/// </summary>
internal static class VerifyRecord
{
    private const int Goes = 20;
    private const int FactsAnAct = 3;

    public static async Task<int> RunAsync(int facts, TextWriter output)
    {
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"trellis-bench-{Environment.ProcessId}"));
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(new() { DataFolder = folder, Durable = false });
            await using var database = Database.At(server.ConnectionString("postgres", DatabaseRoles.Owner));
            await Migrator.MigrateAsync(database, typeof(TrellisDb).Assembly);
            var (filling, sealing) = (TimeSpan.Zero, TimeSpan.Zero);
            for (var go = 0; go < Goes; go++)
            {
                filling += await TimeAsync(() => FillAsync(database, facts / Goes));
                sealing += await TimeAsync(() => RunAsync(database, "select record.seal_now(now())"));
            }

            await RunAsync(database, "vacuum analyze");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{facts} facts filled in {filling.TotalSeconds:0.0} s, sealed in {sealing.TotalSeconds:0.0} s ({Goes} seals)"));
            for (var round = 1; round <= 3; round++)
            {
                Verification? found = null;
                var time = await TimeAsync(async () => found = await RecordVerifier.VerifyAsync(database));
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{found!.Rows} rows checked in {time.TotalSeconds:0.0} s: {(found.Holds ? "the record holds" : "the record does NOT hold")}, working set {Environment.WorkingSet / 1_000_000} MB"));
                if (!found.Holds) { return 1; }
            }

            return 0;
        }
        finally
        {
            if (Directory.Exists(folder)) { Directory.Delete(folder, recursive: true); }
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed;
    }

    private static Task FillAsync(Database database, int facts) => RunAsync(database, $"""
        create temporary table went as select uuidv7() as act, uuidv7() as matter, gen_random_uuid() as person from generate_series(1, {facts / FactsAnAct});
        insert into record.act (id, word, at, user_id, post_id, agency, area, matter_id)
          select act, 'step.complete', now(), gen_random_uuid(), gen_random_uuid(), 'rbkc-children', 'RBKC', matter from went;
        insert into record.words (id, kind, act_id, area, body, salt)
          select uuidv7(), 'step-version', act, 'RBKC', repeat('What was seen and heard, and what the child said. ', 40), gen_random_bytes(16) from went where abs(hashtext(act::text)) % 4 = 0;
        insert into record.fact (id, act_id, kind, person_id, matter_id, origin_id, source_id, because_id, area, agency, occurred_at, day_only, occurred_on, recorded, salt)
          select uuidv7(), act, 'front-door.contact', person, matter, matter, gen_random_uuid(), gen_random_uuid(), 'RBKC', 'rbkc-children', now(), false, current_date, now(), gen_random_bytes(16)
          from went, generate_series(1, {FactsAnAct});
        insert into record.fact_detail (fact_id, field, code, area)
          select f.id, d.field, d.code, 'RBKC' from record.fact f join went on went.act = f.act_id, (values ('outcome', 'referral'), ('source', '5A'), ('risk', 'amber')) d (field, code);
        insert into record.view (id, at, user_id, agency, area, what, purpose, people, matter_id, salt)
          select uuidv7(), now(), gen_random_uuid(), 'rbkc-children', 'RBKC', 'person', 'person.view', array[person], matter, gen_random_bytes(16) from went, generate_series(1, 2);
        drop table went;
        """);

    private static async Task RunAsync(Database database, string sql)
    {
        await using var command = database.As(DatabaseRoles.Owner).CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
