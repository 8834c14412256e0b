using System.Collections.Immutable;

namespace Trellis.Platform.Time;

/// <summary>When a hub is open on one day, in London wall-clock time. <c>Closes</c> at midnight (00:00) means the end of the day.</summary>
public readonly record struct Opening(TimeOnly Opens, TimeOnly Closes)
{
    internal (DateTimeOffset From, DateTimeOffset To) On(DateOnly day) =>
        (London.At(day, Opens), Closes == TimeOnly.MinValue ? London.MidnightOf(day.AddDays(1)) : London.At(day, Closes));
}

/// <summary>
/// The hours a hub is open, by day of the week; a day that is not listed is closed.
/// A holiday is closed unless <see cref="OnHolidays"/> says otherwise, whatever its day of the week.
/// </summary>
public sealed record OpeningHours
{
    /// <summary>Monday to Friday, 9am to 5pm.</summary>
    public static readonly OpeningHours Office = new(
        new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }
            .ToImmutableDictionary(day => day, _ => new Opening(new TimeOnly(9, 0), new TimeOnly(17, 0))));

    /// <exception cref="ArgumentException">No day is open, or a day closes before it opens.</exception>
    public OpeningHours(IReadOnlyDictionary<DayOfWeek, Opening> week, Opening? onHolidays = null)
    {
        if (week.Count == 0) { throw new ArgumentException("At least one day must be open", nameof(week)); }
        foreach (var (day, opening) in week)
        {
            if (opening.Closes != TimeOnly.MinValue && opening.Closes <= opening.Opens)
            {
                throw new ArgumentException($"{day} closes at {opening.Closes:HH:mm}, before it opens at {opening.Opens:HH:mm}", nameof(week));
            }
        }

        Week = week.ToImmutableDictionary();
        OnHolidays = onHolidays;
    }

    public ImmutableDictionary<DayOfWeek, Opening> Week { get; }

    public Opening? OnHolidays { get; }
}
