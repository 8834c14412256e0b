using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Modules.Training.Needs;
using Trellis.Modules.Training.Open;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>How long it takes to say of 20,000 staff who must have which training and has it. For a data folder that is thrown away.</summary>
internal static class StaffStanding
{
    private const int Staff = 20_000;
    private const int Times = 20;
    private const int WarmUp = 5;
    private const int Promised = 300;

    /// <summary>40 agencies of 500 people, each of whom came to two workshops of six courses; one in ten learnt something elsewhere and one in ten does not show it.</summary>
    private static readonly string[] Make =
    [
        "set session_replication_role = replica",
        "insert into agencies.agency (id, code, title, kind, area) select uuidv7(), 'measured-' || i, 'Agency ' || i, (array['school', 'health', 'council', 'charity'])[1 + i % 4], case i % 2 when 0 then 'RBKC' else 'WCC' end from generate_series(1, 40) i",
        "insert into training.workforce (id, agency, sector, area, taken_at, edition) select uuidv7(), code, kind, area, now(), 0 from agencies.agency where code like 'measured-%'",
        "insert into training.worker (id, workforce_id, agency, sector, area, email, name, role, setting, started_on) select uuidv7(), f.id, f.agency, f.sector, f.area, 'staff' || i || '.' || f.agency || '@example.org', 'Somebody', (array['practitioner', 'practitioner', 'practitioner', 'manager', 'lead', 'volunteer', 'recruiter'])[1 + i % 7], '', date '2020-09-01' from training.workforce f, generate_series(1, 500) i where f.agency like 'measured-%'",
        "insert into training.delegate (id, email, name, sector, organisation, role, made_at, edition) select uuidv7(), email, name, sector, 'Agency', role, now(), 0 from training.worker where agency like 'measured-%'",
        "insert into training.course (id, reference, programme, level, title, summary, audience, outcomes, prerequisites, accreditation, areas, open, made_at, edition) select uuidv7(), 'TM' || i, 'core', (array['level-1', 'level-2', 'level-3', 'level-3-refresher', 'level-4', 'level-6'])[i], 'Course', '', '', '{Knows}', '', '', '{RBKC,WCC}', true, now(), 0 from generate_series(1, 6) i",
        "insert into training.workshop (id, course_id, reference, area, length, capacity, places, how, place, link, notes, cost, starts_at, ends_at, opened_at, cancelled_why, arrival, planned_by, edition) select uuidv7(), c.id, 'WM' || c.reference || i, 'RBKC', 'half-day', 500, 500, 'online', '', '', '', 0, now() - i * interval '10 days', now() - i * interval '10 days' + interval '3 hours', now() - interval '5 years', '', md5(c.reference || i), gen_random_uuid(), 0 from training.course c, generate_series(1, 120) i where c.reference like 'TM%'",
        """
        with w as (select id, row_number() over (order by reference) - 1 as n from training.workshop where reference like 'WM%'), d as (select id, row_number() over (order by email) as n from training.delegate where email like '%.measured-%')
        insert into training.booking (id, reference, workshop_id, area, delegate_id, first_delegate_id, booked_by, state, seat, turn, needs, booked_at, late, walked_in, came, came_by, reminded, nudged, edition)
          select uuidv7(), 'BM' || d.n || '-' || k, w.id, 'RBKC', d.id, d.id, d.id, 'confirmed', (d.n / 720 + 1 + k * 100)::integer, d.n, '', now(), false, false, case when d.n % 9 = 0 then 'no' else 'whole' end, 'list', '{}', 0, 0 from d, generate_series(0, 1) k, w where w.n = (d.n * 7 + k * 311) % 720
        """,
        "insert into training.learnt (id, email, area, level, title, how, done_on, evidence, evidence_on, added_at, edition) select uuidv7(), email, area, 'level-3', 'Elsewhere', 'external', current_date - 200, 'Certificate', current_date - 200, now(), 0 from training.worker where agency like 'measured-%' and email like 'staff%0.%'",
        "insert into training.showing (id, email, agency, area, shows, said_at, edition) select uuidv7(), email, agency, area, true, now(), 0 from training.worker where agency like 'measured-%' and email not like 'staff%3.%'",
        "analyze training.worker", "analyze training.delegate", "analyze training.booking", "analyze training.workshop", "analyze training.learnt",
    ];

    public static async Task<int> RunAsync(TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await Migrator.MigrateAsync(database, typeof(TrellisDb).Assembly);
        await using (var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync())
        {
            foreach (var statement in Make)
            {
                await using var run = new NpgsqlCommand(statement, connection);
                await run.ExecuteNonQueryAsync();
            }
        }

        await using var services = new ServiceCollection().AddLogging().AddTrellis(database, Practices.Read()).AddSingleton(TimeProvider.System).BuildServiceProvider();
        var manager = Actor.TheSystem("RBKC", "WCC") with { Circles = [Door.Circle] };
        var lead = Actor.TheSystem("RBKC") with { UserId = Guid.NewGuid(), Agency = "measured-2", Circles = ["workforce"] };
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var (whole, wholeStaff) = await TimedAsync(manager, async c => (await c.CountAsync(today)).Sum(r => r.Must));
        var (own, ownStaff) = await TimedAsync(lead, async c => (await c.OfAsync("measured-2", null, today)).Count);
        var (up, _) = await TimedAsync(manager, async c => (await c.TakeUpAsync(today.AddYears(-1))).Sum(r => r.People));
        if (wholeStaff < Staff || ownStaff < Staff / 40) { throw new InvalidOperationException($"{wholeStaff} and {ownStaff} requirements"); }
        await output.WriteLineAsync($"{Staff} staff, {wholeStaff} requirements: all in numbers {whole[Times / 2]:0} ms in the middle, {whole[^1]:0} ms at most; one agency by name {own[Times / 2]:0} and {own[^1]:0} ms; take-up {up[Times / 2]:0} and {up[^1]:0} ms; promised {Promised} ms");
        return whole[^1] < Promised ? 0 : 1;

        async Task<(List<double> Took, long Found)> TimedAsync(Actor who, Func<Compliance, Task<long>> ask)
        {
            var (took, found) = (new List<double>(), 0L);
            // The first askings compile what the site has compiled long since.
            for (var i = -WarmUp; i < Times; i++)
            {
                await using var scope = services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Acting>().As(who);
                var began = Stopwatch.GetTimestamp();
                found = await ask(scope.ServiceProvider.GetRequiredService<Compliance>());
                if (i >= 0) { took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds); }
            }

            took.Sort();
            return (took, found);
        }
    }
}
