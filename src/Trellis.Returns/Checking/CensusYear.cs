using System.Globalization;
using Trellis.Returns.Census;

namespace Trellis.Returns.Checking;

/// <summary>
/// A census year and the period a return is about. The period ends on the return's reference date and starts a year less a day before;
/// the year decides which rules are in force. A rule that asks for what is not known is skipped, with the words of <see cref="NotKnownException"/>.
/// </summary>
public sealed class CensusYear
{
    public const int FirstEnding = 2023;
    public const int LastEnding = 2026;

    private readonly DateOnly? reference;
    private readonly Func<DateOnly, int, DateOnly>? workingDays;

    /// <param name="ending">The calendar year in which it ends: 2026 for 2025-26.</param>
    /// <param name="reference">The return's own reference date; null when it gives none.</param>
    /// <param name="workingDays">The n-th working day after a day, before it when n is negative; null when no calendar is at hand. It throws <see cref="NotKnownException"/> for years it has no bank holidays of.</param>
    public CensusYear(int ending, DateOnly? reference, Func<DateOnly, int, DateOnly>? workingDays = null) =>
        (Ending, this.reference, this.workingDays) = (ending, reference, workingDays);

    public int Ending { get; }

    /// <summary>2025-26.</summary>
    public string Name => NameOf(Ending);

    /// <summary>What the reference date must be.</summary>
    public DateOnly Proper => new(Ending, 3, 31);

    public DateOnly End => reference ?? throw new NotKnownException("The return gives no reference date.");

    public DateOnly Start => End.AddYears(-1).AddDays(1);

    /// <summary>On a day of the period, ends included. A missing one is not.</summary>
    public bool Holds(Value day) => day >= Start && day <= End;

    /// <summary>There, and outside the period.</summary>
    public bool Misses(Value day) => day.IsDay && !Holds(day);

    /// <exception cref="NotKnownException">The bank holidays of the year are not known.</exception>
    public DateOnly WorkingDaysBefore(DateOnly day, int number) =>
        workingDays is null ? throw new NotKnownException("No calendar of bank holidays is at hand.") : workingDays(day, -number);

    public static string NameOf(int ending) => string.Create(CultureInfo.InvariantCulture, $"{ending - 1}-{ending % 100:00}");

    /// <summary>2025-26: 2026. Null when it is none of the years that can be checked.</summary>
    public static int? Parse(string? name) => Enumerable.Range(FirstEnding, LastEnding - FirstEnding + 1).Where(y => NameOf(y) == name).Select(y => (int?)y).FirstOrDefault();

    /// <summary>Of a return: the year its reference date falls in, else the year it names, else the latest; the nearest where that is not a year that can be checked.</summary>
    public static CensusYear Of(CensusReturn census, int? asked = null, Func<DateOnly, int, DateOnly>? workingDays = null)
    {
        var date = census.Header.Collection.ReferenceDate.Day;
        var said = date is { } day ? (day.Month > 3 ? day.Year + 1 : day.Year)
            : int.TryParse(census.Header.Collection.Year.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : LastEnding;
        var ending = asked ?? Math.Clamp(said, FirstEnding, LastEnding);
        return new CensusYear(ending, date ?? (asked is null ? null : new DateOnly(ending, 3, 31)), workingDays);
    }
}

/// <summary>A rule needs what neither the return nor the calendar says. The message is the reason given for skipping it.</summary>
public sealed class NotKnownException(string message) : Exception(message);
