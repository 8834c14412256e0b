using System.Collections.Immutable;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;

namespace Trellis.Platform.Record;

/// <summary>A deadline as kept, worked out from facts.</summary>
public sealed record DeadlineRow
{
    public Guid Id { get; init; }

    public required string Timescale { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>What the clock belongs to besides the person: a chain of matters, or one step.</summary>
    public Guid SubjectId { get; init; }

    public Guid? MatterId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public bool StartedDayOnly { get; init; }

    public DateOnly StartedOn { get; init; }

    public Guid StartedBy { get; init; }

    /// <summary>In force from: which of the timescale's dated terms governs it.</summary>
    public DateOnly TermFrom { get; init; }

    public int LimitAmount { get; init; }

    public required string LimitUnit { get; init; }

    public required string LimitKind { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public bool DueDayOnly { get; init; }

    public DateOnly DueOn { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool? EndedDayOnly { get; init; }

    public DateOnly? EndedOn { get; init; }

    public Guid? EndedBy { get; init; }

    /// <summary><c>met</c>, <c>lapsed</c>, or null while it runs.</summary>
    public string? Ending { get; init; }

    /// <summary>Whether it was met in time; null unless it was met.</summary>
    public bool? InTime { get; init; }

    /// <summary>It has stood still since then.</summary>
    public DateTimeOffset? StandsSince { get; init; }

    /// <summary>How it stands now, with words for it.</summary>
    public ClockState StateOn(DateTimeOffset now, WorkingCalendar calendar) => AsClock().StateOn(Moment.Exactly(now), calendar);

    internal static DeadlineRow Of(Clock clock, Guid person, string area) => new()
    {
        Timescale = clock.TimescaleId,
        PersonId = person,
        SubjectId = clock.Subject,
        MatterId = clock.MatterId,
        Area = area,
        VisibleTo = clock.VisibleTo,
        StartedAt = clock.Started.At.ToUniversalTime(),
        StartedDayOnly = clock.Started.DayOnly,
        StartedOn = clock.Started.Date,
        StartedBy = clock.StartedBy,
        TermFrom = clock.Term.InForceFrom,
        LimitAmount = clock.Limit.Amount,
        LimitUnit = clock.Limit.Unit.ToString(),
        LimitKind = clock.Limit.Kind.ToString(),
        DueAt = clock.Due.At.ToUniversalTime(),
        DueDayOnly = clock.Due.DayOnly,
        DueOn = clock.Due.Date,
        EndedAt = clock.Ended?.At.ToUniversalTime(),
        EndedDayOnly = clock.Ended?.DayOnly,
        EndedOn = clock.Ended?.Date,
        EndedBy = clock.EndedBy,
        Ending = clock.Ending is null ? null : clock.Ending is Timescales.Ending.Met ? "met" : "lapsed",
        InTime = clock.InTime,
        StandsSince = clock.Standing?.From.At.ToUniversalTime(),
    };

    private Clock AsClock() => new(
        Timescale, PersonId, Area, SubjectId, MatterId, new Moment(StartedAt, StartedDayOnly), StartedBy,
        new DatedTerm(TermFrom, null, ImmutableDictionary<string, Limit>.Empty, "", null, null, false, null),
        new Limit(LimitAmount, Enum.Parse<TimeUnit>(LimitUnit), Enum.Parse<LimitKind>(LimitKind)), new Moment(DueAt, DueDayOnly),
        EndedAt is { } ended ? new Moment(ended, EndedDayOnly is true) : null, EndedBy,
        Ending switch { "met" => Timescales.Ending.Met, "lapsed" => Timescales.Ending.Lapsed, _ => null },
        StandsSince is { } since ? [new Pause(Moment.Exactly(since), null)] : [], VisibleTo);
}
