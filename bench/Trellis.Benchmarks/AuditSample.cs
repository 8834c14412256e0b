using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Modules.Audits;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>How long a sample from 60,000 referrals takes: found as they were known, and drawn. For a data folder that is thrown away.</summary>
internal static class AuditSample
{
    private const int Referrals = 60_000;
    private const int Times = 10;
    private const int Promised = 1000;

    private static readonly string[] Make =
    [
        "set session_replication_role = replica",
        "insert into record.act (id, word, at, user_id) select '00000000-0000-7000-8000-0000000000aa', 'system.measured', now(), gen_random_uuid() where not exists (select from record.act where id = '00000000-0000-7000-8000-0000000000aa')",
        "insert into record.fact (id, act_id, kind, person_id, matter_id, origin_id, area, occurred_at, day_only, occurred_on, recorded, salt) select uuidv7(), '00000000-0000-7000-8000-0000000000aa', 'front-door.referral', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), case i % 2 when 0 then 'RBKC' else 'WCC' end, now() - i * interval '10 minutes', false, (now() - i * interval '10 minutes')::date, now() - interval '1 minute', sha256(i::text::bytea) from generate_series(1, 60000) i",
        "analyze record.fact",
    ];

    public static async Task<int> RunAsync(TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using (var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync())
        {
            foreach (var statement in Make)
            {
                await using var run = new NpgsqlCommand(statement, connection);
                await run.ExecuteNonQueryAsync();
            }
        }

        var practised = Practices.Read();
        await using var services = new ServiceCollection().AddLogging().AddTrellis(database, practised).AddSingleton(TimeProvider.System).BuildServiceProvider();
        var template = practised.Model.Audits.First(a => a.Population.Kind == "front-door.referral");
        var took = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await using var scope = services.CreateAsyncScope();
            var began = Stopwatch.GetTimestamp();
            var today = DateOnly.FromDateTime(DateTime.UtcNow);
            var facts = await scope.ServiceProvider.GetRequiredService<CountedFacts>().OfAsync(template.Population, template.Then, template.By, ["RBKC", "WCC"], today.AddYears(-3), today.AddDays(1), DateTimeOffset.UtcNow);
            var drawn = Sampling.Draw(facts, _ => false, new Dictionary<string, int> { ["RBKC"] = 10, ["WCC"] = 10 }, $"seed {i}");
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (facts.Count < Referrals || drawn.Facts.Count != 20) { throw new InvalidOperationException($"{facts.Count} found, {drawn.Facts.Count} drawn"); }
        }

        took.Sort();
        await output.WriteLineAsync($"20 drawn from {Referrals} referrals: {took[Times / 2]:0} ms in the middle, {took[^1]:0} ms at most; promised {Promised} ms");
        return took[^1] < Promised ? 0 : 1;
    }
}
