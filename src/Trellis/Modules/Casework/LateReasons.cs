using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;

namespace Trellis.Modules.Casework;

/// <summary>Why something was late.</summary>
public sealed record LateReason(string Words, DateTimeOffset At, string By)
{
    public string AsText => $"Why it was late: {Words} ({By}, {English.Date(London.DateOf(At))})";
}

/// <summary>
/// Keeps why something was late with its clock, and finds it again. Deadlines are worked out anew whenever a fact changes, so the
/// reason hangs on what started the clock and on what it belongs to, which a correction keeps.
/// </summary>
public sealed class LateReasons(TrellisDb db, AgencyRegister agencies, PeopleTold told, WorkingCalendar calendar, LondonClock clock)
{
    public const string Explained = "deadline.explained";

    /// <summary>One act, begun by the caller, who saves.</summary>
    public async Task<Outcome<Fact>> ExplainAsync(DeadlineRow deadline, string why, CancellationToken cancellationToken = default)
    {
        if (!IsLate(deadline)) { return new Refusal("Why", "This is not late"); }
        if (string.IsNullOrWhiteSpace(why)) { return new Refusal("Why", "Enter why it was late"); }
        var start = await db.Facts.AsNoTracking().FirstAsync(f => f.Id == deadline.StartedBy, cancellationToken);
        db.Acting.Because(why);
        var fact = new Fact
        {
            Kind = Explained,
            PersonId = deadline.PersonId,
            MatterId = deadline.MatterId,
            OriginId = start.OriginId,
            SourceId = start.SourceId ?? deadline.PersonId,
            Area = deadline.Area,
            Agency = db.Acting.Actor.Agency,
            Occurred = Moment.Exactly(clock.Now),
            VisibleTo = deadline.VisibleTo,
            Details = [new FactDetail { Field = "timescale", Code = deadline.Timescale }, new FactDetail { Field = "subject", Code = deadline.SubjectId.ToString() }],
        };
        await told.SayAsync(fact, cancellationToken);
        return fact;
    }

    /// <summary>The newest reason of each late deadline that has one, by the deadline's id.</summary>
    public async Task<IReadOnlyDictionary<Guid, LateReason>> OfAsync(IEnumerable<DeadlineRow> among, CancellationToken cancellationToken = default)
    {
        var deadlines = among.Where(IsLate).ToArray();
        if (deadlines.Length == 0) { return new Dictionary<Guid, LateReason>(); }
        var (people, started) = (deadlines.Select(d => d.PersonId).Distinct().ToArray(), deadlines.Select(d => d.StartedBy).Distinct().ToArray());
        var explained = await db.Facts.AsNoTracking().Include(f => f.Details)
            .Where(f => f.Kind == Explained && f.PersonId != null && people.Contains(f.PersonId.Value) && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)).ToListAsync(cancellationToken);
        if (explained.Count == 0) { return new Dictionary<Guid, LateReason>(); }
        var sources = await db.Facts.AsNoTracking().Where(f => started.Contains(f.Id)).Select(f => new { f.Id, f.SourceId }).ToDictionaryAsync(f => f.Id, f => f.SourceId, cancellationToken);
        var acts = explained.Select(f => f.ActId).ToArray();
        var words = await db.Words.AsNoTracking().Where(w => acts.Contains(w.ActId) && w.Kind == Words.Reason).Select(w => new { w.ActId, w.Body }).ToDictionaryAsync(w => w.ActId, w => w.Body, cancellationToken);
        var by = await db.Acts.AsNoTracking().Where(a => acts.Contains(a.Id)).Select(a => new { a.Id, a.UserId }).ToDictionaryAsync(a => a.Id, a => a.UserId, cancellationToken);
        var names = await agencies.NamesAsync(by.Values, cancellationToken);
        var reasons = new Dictionary<Guid, LateReason>();
        foreach (var deadline in deadlines)
        {
            var subject = deadline.SubjectId.ToString();
            var fact = explained.Where(f => f.PersonId == deadline.PersonId && f.SourceId == (sources.GetValueOrDefault(deadline.StartedBy) ?? deadline.PersonId)
                && f.Codes("timescale").Contains(deadline.Timescale) && f.Codes("subject").Contains(subject)).MaxBy(f => f.Recorded);
            if (fact is not null) { reasons[deadline.Id] = new LateReason(words.GetValueOrDefault(fact.ActId) ?? "Erased", fact.Recorded, names.GetValueOrDefault(by.GetValueOrDefault(fact.ActId), "Somebody")); }
        }

        return reasons;
    }

    private bool IsLate(DeadlineRow deadline) => deadline.StateOn(clock.Now, calendar).Phase is ClockPhase.Overdue or ClockPhase.MetLate;
}
