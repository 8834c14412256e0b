namespace Trellis.Platform.Time;

/// <summary>
/// When something happened: an instant, or a London calendar day when only the day is known.
/// <c>At</c> of a day is its midnight in London.
/// </summary>
public readonly record struct Moment(DateTimeOffset At, bool DayOnly)
{
    /// <summary>The London calendar day.</summary>
    public DateOnly Date => London.DateOf(At);

    public static Moment On(DateOnly day) => new(London.MidnightOf(day), DayOnly: true);

    public static Moment Exactly(DateTimeOffset at) => new(at.ToUniversalTime(), DayOnly: false);

    /// <summary>"5 March 2026", or "5 March 2026, 2:05pm" when the time is known.</summary>
    public override string ToString() => DayOnly ? English.Date(Date) : English.DateTime(At);
}
