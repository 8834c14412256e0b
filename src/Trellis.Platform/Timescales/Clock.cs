using System.Collections.Immutable;
using Trellis.Platform.Time;

namespace Trellis.Platform.Timescales;

/// <summary><c>Met</c>: what was awaited happened, in time or late. <c>Lapsed</c>: there was nothing left to do.</summary>
public enum Ending { Met, Lapsed }

/// <summary>One running of a timescale for one person.</summary>
/// <param name="Subject">
/// What it belongs to besides the person: with <see cref="Timescale.Of"/> the step; otherwise the origin of the fact that started
/// it; of a fact without origin the person. With the timescale and <paramref name="StartedBy"/> it names the clock.
/// </param>
/// <param name="MatterId">Of the fact that started it.</param>
/// <param name="Started">When the starting fact occurred. For a limit that counts backwards, the event it counts back from.</param>
/// <param name="StartedBy">Id of the fact that counts now: of its last correction, when it was corrected.</param>
/// <param name="Term">The term in force on the day it started, which governs it for good.</param>
/// <param name="Limit">Of that term, for the code that chose it.</param>
/// <param name="Due">
/// By the end of that day when only a day. For a minimum, the first day or instant at which it may be done. A pause that has not
/// ended is not in it yet.
/// </param>
/// <param name="Paused">When it stood still between start and end.</param>
/// <param name="VisibleTo">The circle that alone may see it, from the fact that started it; null for whoever may see the matter.</param>
public sealed record Clock(
    string TimescaleId,
    Guid? PersonId,
    string Area,
    Guid Subject,
    Guid? MatterId,
    Moment Started,
    Guid StartedBy,
    DatedTerm Term,
    Limit Limit,
    Moment Due,
    Moment? Ended,
    Guid? EndedBy,
    Ending? Ending,
    ImmutableArray<Pause> Paused,
    string? VisibleTo)
{
    public bool IsOpen => Ended is null;

    /// <summary>It stands still and has not been started again. A pause that began after it had run out does not count.</summary>
    public Pause? Standing => IsOpen && !Paused.IsDefaultOrEmpty && Paused[^1] is { To: null } last && !Deadline.Later(last.From, Due) ? last : null;

    /// <summary>Was it done within the limit (not too soon, for a minimum)? Null while open, and when it lapsed.</summary>
    public bool? InTime => Ending == Timescales.Ending.Met && Ended is { } ended
        ? Limit.Kind == LimitKind.NotBefore ? !Deadline.Later(Due, ended) : !Deadline.Later(ended, Due)
        : null;

    /// <summary>How it stands at a moment, with words for it.</summary>
    /// <exception cref="UnknownYearException">Working days in a year the calendar does not cover.</exception>
    public ClockState StateOn(Moment now, WorkingCalendar calendar) => ClockState.Of(this, now, calendar);
}
