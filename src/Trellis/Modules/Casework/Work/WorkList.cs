using Npgsql;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Work;

/// <param name="WaitsFor">Who has to do it next: a role, or an agency.</param>
public sealed record WorkItem(Guid StepId, string Step, StepState State, string Matter, Guid MatterId, string Area, IReadOnlyList<(Guid Id, string Name)> People, string WaitsFor, bool Mine, DeadlineLook? Deadline);

/// <summary>Steps waiting to be done, the most urgent first. Who does not see an area is shown the steps of their own agency.</summary>
public sealed class WorkList(TrellisDb db, AgencyRegister register, PeopleRegister names, OnePerson one, PracticeModel practice, WorkingCalendar calendar, LondonClock clock, Views views)
{
    public const int PageSize = 25;

    private const string Sql = """
        with mine as (
          select s.id, s.process, s.name, s.state, s.agency, s.area, s.matter_id, s.because_id, m.reference, m.origin_id, s.opened_at,
            case when s.state = 'waiting' then s.author_id is distinct from $1 and (s.process || '.' || s.name) = any($2)
                 when s.agency is not null then s.agency = $4
                 else (s.process || '.' || s.name) = any($3) end as mine
          from casework.step s join casework.matter m on m.id = s.matter_id
          where s.state in ('open', 'waiting') and (s.area = any($11) or s.agency = $4)
        ),
        shown as (select * from mine where mine or not $5),
        paged as (
          select s.id, s.process, s.name, s.state, s.agency, s.area, s.matter_id, s.reference, s.mine,
            d.timescale, d.started_at, d.started_day_only, d.limit_amount, d.limit_unit, d.limit_kind, d.due_at, d.due_day_only, d.stands_since, count(*) over () as total,
            count(*) filter (where d.stands_since is null and d.due_at < $7 and not (d.due_day_only and d.due_on >= $8)) over () as late, s.opened_at
          from shown s left join lateral (
            select d.* from record.deadline d
            where d.ending is null and d.subject_id in (s.origin_id, s.id, s.because_id) and s.process || '.' || s.name || ' ' || d.timescale = any($6)
              and exists (select from casework.step_person sp where sp.step_id = s.id and sp.person_id = d.person_id and sp.left_at is null)
            order by d.due_at limit 1
          ) d on true
          order by d.due_at nulls last, s.opened_at, s.id limit $9 offset $10
        )
        select s.id, s.process, s.name, s.state, s.agency, s.area, s.matter_id, s.reference, s.mine,
          array(select sp.person_id from casework.step_person sp where sp.step_id = s.id and sp.left_at is null),
          s.timescale, s.started_at, s.started_day_only, s.limit_amount, s.limit_unit, s.limit_kind, s.due_at, s.due_day_only, s.stands_since, s.total, s.late
        from paged s order by s.due_at nulls last, s.opened_at, s.id
        """;

    /// <param name="everyone">Everything open in the actor's areas, not only what waits for them.</param>
    /// <param name="page">From 1.</param>
    public async Task<(IReadOnlyList<WorkItem> Items, long Total, long Late)> ReadAsync(bool everyone, int page, CancellationToken cancellationToken = default)
    {
        var actor = db.Acting.Actor;
        var steps = practice.Processes.SelectMany(p => p.Steps).ToArray();
        var clocks = practice.Timescales.Where(t => !t.IsMeasure).SelectMany(t => t.Until.OfType<FactPattern>().Select(u => $"{u.Kind} {t.Id}")).ToArray();
        var agencies = (await register.ListAsync(cancellationToken: cancellationToken)).ToDictionary(a => a.Code, a => a.Title);
        var items = new List<WorkItem>();
        long total = 0, late = 0;
        await using (var own = await db.OpenAsync(cancellationToken))
        {
            await using var ask = new NpgsqlCommand(Sql, own.Connection)
            {
                Parameters =
                {
                    new() { Value = actor.UserId },
                    new() { Value = steps.Where(s => s.ApprovedBy is { } role && actor.Is(role)).Select(s => s.FactKind).ToArray() },
                    new() { Value = steps.Where(s => !s.AskAgencies && DoneBy(s, actor)).Select(s => s.FactKind).ToArray() },
                    new() { Value = actor.Agency ?? "" },
                    new() { Value = !everyone },
                    new() { Value = clocks },
                    new() { Value = clock.Now },
                    new() { Value = clock.Today },
                    new() { Value = PageSize },
                    new() { Value = (page - 1) * PageSize },
                    new() { Value = actor.Sees.ToArray() },
                },
            };
            await using var r = await ask.ExecuteReaderAsync(cancellationToken);
            while (await r.ReadAsync(cancellationToken))
            {
                total = r.GetInt64(19);
                late = r.GetInt64(20);
                items.Add(Item(r, agencies));
            }
        }

        var about = items.SelectMany(i => i.People.Select(p => p.Id)).ToArray();
        await views.SawAsync("work-list", "work.view", about, cancellationToken: cancellationToken);
        var kept = await one.KeptAsync(about, cancellationToken);
        var people = await names.OfAsync([.. about, .. kept.Values], cancellationToken);
        // Whose record leads to another is shown as who that is, and by which record.
        (Guid, string) Shown(PersonSummary p) => kept.TryGetValue(p.Id, out var to) && people.FirstOrDefault(k => k.Id == to) is { } known ? (to, known.Name == p.Name ? $"{known.Name} (record {p.Reference})" : $"{known.Name} (recorded as {p.Name})") : (p.Id, p.Name);
        return ([.. items.Select(i => i with { People = [.. people.Where(p => i.People.Any(a => a.Id == p.Id)).Select(Shown)] })], total, late);
    }

    private WorkItem Item(NpgsqlDataReader r, IReadOnlyDictionary<string, string> agencies)
    {
        var (process, name, area) = (r.GetString(1), r.GetString(2), r.GetString(5));
        var step = practice.ProcessIn(area, process).Step(name);
        var state = r.GetString(3) is "waiting" ? StepState.Waiting : StepState.Open;
        var waits = state is StepState.Waiting ? $"approval by {RoleTitle(step?.ApprovedBy)}" : r.IsDBNull(4) ? RoleTitle(step?.Team) : agencies.GetValueOrDefault(r.GetString(4), r.GetString(4));
        return new WorkItem(r.GetGuid(0), step?.Title ?? name, state, r.GetString(7), r.GetGuid(6), area, [.. r.GetFieldValue<Guid[]>(9).Select(p => (p, ""))], waits, r.GetBoolean(8), r.IsDBNull(10) ? null : Deadline(r, area, waits));
    }

    private DeadlineLook Deadline(NpgsqlDataReader r, string area, string waits)
    {
        var row = new DeadlineRow
        {
            Timescale = r.GetString(10),
            Area = area,
            StartedAt = r.GetFieldValue<DateTimeOffset>(11),
            StartedDayOnly = r.GetBoolean(12),
            LimitAmount = r.GetInt32(13),
            LimitUnit = r.GetString(14),
            LimitKind = r.GetString(15),
            DueAt = r.GetFieldValue<DateTimeOffset>(16),
            DueDayOnly = r.GetBoolean(17),
            StandsSince = r.IsDBNull(18) ? null : r.GetFieldValue<DateTimeOffset>(18),
        };
        return row.Look(practice, calendar, clock.Now) with { WaitsFor = waits };
    }

    private string RoleTitle(string? role) => practice.Roles.FirstOrDefault(r => r.Id == role)?.Title.ToLower(English.Culture) ?? "the front door";

    private static bool DoneBy(Step step, Actor actor) => step.Team is { } team ? actor.Is(team) : actor.May("step.complete");
}
