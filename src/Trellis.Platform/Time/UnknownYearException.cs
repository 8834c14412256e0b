namespace Trellis.Platform.Time;

/// <summary>A working day was asked for in a year whose holidays nobody has entered. The answer is never guessed.</summary>
public sealed class UnknownYearException(int year, string calendar, int first, int last)
    : Exception($"The calendar {calendar} has no holidays for {year}: it covers {first} to {last}. Add {year} to it before dates in that year are worked out")
{
    public int Year { get; } = year;
}
