using Npgsql;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Public;

/// <summary>A step to be done or approved, with one of the time limits that run for it, if any. Of several people's clocks the first to end.</summary>
/// <param name="Role">Whose turn it is: a role. With neither role nor agency it is nobody's in particular.</param>
public sealed record WaitingStep(
    Guid Id, string Topic, string Reference, string Area, string? VisibleTo, bool Approval, bool Asked, string? Role, string? Agency, Guid? Author, DateTimeOffset Since, string? Timescale, Moment? Due);

/// <summary>Everything that waits for somebody, in the areas and circles of who asks.</summary>
public sealed class WaitingSteps(TrellisDb db, PracticeModel practice)
{
    private const string Sql = """
        select s.id, s.process, s.name, m.reference, s.area, s.visible_to, s.state, s.agency, s.author_id, case s.state when 'waiting' then s.completed_at else s.opened_at end,
          d.timescale, d.due_at, d.due_day_only
        from casework.step s join casework.matter m on m.id = s.matter_id
        left join lateral (
          select distinct on (d.timescale) d.timescale, d.due_at, d.due_day_only
          from casework.step_person sp
          join record.deadline d on d.person_id = sp.person_id and d.ending is null and d.stands_since is null and d.limit_kind <> $3
            and (d.subject_id = m.origin_id or d.subject_id = s.id or d.subject_id = s.because_id)
          join unnest($1::text[], $2::text[]) c (kind, timescale) on c.timescale = d.timescale and c.kind = s.process || '.' || s.name
          where sp.step_id = s.id and sp.left_at is null
          order by d.timescale, d.due_at
        ) d on true
        where s.state in ('open', 'waiting')
        order by s.id, d.timescale
        """;

    public async Task<IReadOnlyList<WaitingStep>> ReadAsync(CancellationToken cancellationToken = default)
    {
        var pairs = practice.Timescales.Concat(practice.Local.SelectMany(l => l.Timescales)).Where(t => !t.IsMeasure).SelectMany(t => t.Until.OfType<FactPattern>().Select(u => (u.Kind, t.Id))).Distinct().ToArray();
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand(Sql, own.Connection)
        {
            Parameters = { new() { Value = pairs.Select(p => p.Kind).ToArray() }, new() { Value = pairs.Select(p => p.Id).ToArray() }, new() { Value = nameof(LimitKind.NotBefore) } },
        };
        await using var r = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<WaitingStep>();
        while (await r.ReadAsync(cancellationToken)) { found.Add(Read(r)); }
        return found;
    }

    private WaitingStep Read(NpgsqlDataReader r)
    {
        var (process, name, area) = (r.GetString(1), r.GetString(2), r.GetString(4));
        var definition = practice.ProcessIn(area, process).Step(name);
        var approval = r.GetString(6) is "waiting";
        var (role, agency) = StepNews.Turn(definition, approval ? StepState.Waiting : StepState.Open, r.IsDBNull(7) ? null : r.GetString(7));
        return new WaitingStep(
            r.GetGuid(0), $"{process}.{name}", r.GetString(3), area, r.IsDBNull(5) ? null : r.GetString(5), approval, definition?.AskAgencies is true, role, agency,
            r.IsDBNull(8) ? null : r.GetGuid(8), r.GetFieldValue<DateTimeOffset>(9), r.IsDBNull(10) ? null : r.GetString(10),
            r.IsDBNull(11) ? null : new Moment(r.GetFieldValue<DateTimeOffset>(11), r.GetBoolean(12)));
    }
}
