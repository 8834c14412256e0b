using System.Collections.Immutable;

namespace Trellis.Platform.Time;

/// <summary>A day that is not worked though its day of the week is: a bank holiday, or the day taken in its place.</summary>
public sealed record Holiday(DateOnly Date, string Title);

/// <summary>
/// Which days are worked, and in which hours. Immutable. Every question about a year it does not cover is an
/// <see cref="UnknownYearException"/>, also about a Saturday: an answer for half a year would be a guess about the other half.
/// </summary>
public sealed partial class WorkingCalendar
{
    private readonly DateOnly firstDay;

    /// <summary>For each day from <see cref="firstDay"/>: how many working days there are up to and including it.</summary>
    private readonly int[] workedBy;

    /// <summary>Every working day, in order; the n-th has index n - 1.</summary>
    private readonly DateOnly[] workingDays;

    private readonly ImmutableDictionary<DateOnly, Holiday> holidays;

    /// <param name="id">For example <c>england-and-wales</c>; named in errors.</param>
    /// <param name="firstYear">First year whose holidays are all given.</param>
    /// <param name="lastYear">Last year whose holidays are all given.</param>
    /// <param name="holidays">Each date once.</param>
    /// <param name="hours">Opening hours; <see cref="OpeningHours.Office"/> when null.</param>
    /// <param name="weekend">Saturday and Sunday when null.</param>
    /// <exception cref="ArgumentException">The years are the wrong way round, or a holiday is given twice or lies outside them.</exception>
    public WorkingCalendar(
        string id, int firstYear, int lastYear, IEnumerable<Holiday> holidays, OpeningHours? hours = null, IReadOnlySet<DayOfWeek>? weekend = null)
    {
        if (lastYear < firstYear) { throw new ArgumentException($"The last year, {lastYear}, is before the first, {firstYear}", nameof(lastYear)); }

        Id = id;
        FirstYear = firstYear;
        LastYear = lastYear;
        Hours = hours ?? OpeningHours.Office;
        Weekend = (weekend ?? ImmutableHashSet.Create(DayOfWeek.Saturday, DayOfWeek.Sunday)).ToImmutableHashSet();
        var byDate = ImmutableDictionary.CreateBuilder<DateOnly, Holiday>();
        foreach (var holiday in holidays)
        {
            if (holiday.Date.Year < firstYear || holiday.Date.Year > lastYear)
            {
                throw new ArgumentException($"{holiday.Title} on {holiday.Date:yyyy-MM-dd} is outside {firstYear} to {lastYear}", nameof(holidays));
            }

            if (!byDate.TryAdd(holiday.Date, holiday))
            {
                throw new ArgumentException($"{holiday.Date:yyyy-MM-dd} is given twice", nameof(holidays));
            }
        }

        this.holidays = byDate.ToImmutable();
        firstDay = new DateOnly(firstYear, 1, 1);
        workedBy = new int[new DateOnly(lastYear, 12, 31).DayNumber - firstDay.DayNumber + 1];
        var worked = new List<DateOnly>(workedBy.Length);
        for (var i = 0; i < workedBy.Length; i++)
        {
            var day = firstDay.AddDays(i);
            if (!Weekend.Contains(day.DayOfWeek) && !this.holidays.ContainsKey(day)) { worked.Add(day); }
            workedBy[i] = worked.Count;
        }

        workingDays = [.. worked];
    }

    private WorkingCalendar(WorkingCalendar other, OpeningHours hours)
    {
        (Id, FirstYear, LastYear, Weekend, Hours) = (other.Id, other.FirstYear, other.LastYear, other.Weekend, hours);
        (firstDay, workedBy, workingDays, holidays) = (other.firstDay, other.workedBy, other.workingDays, other.holidays);
    }

    public string Id { get; }

    public int FirstYear { get; }

    public int LastYear { get; }

    public ImmutableHashSet<DayOfWeek> Weekend { get; }

    public OpeningHours Hours { get; }

    /// <summary>Every working day of the years covered, in order.</summary>
    public IEnumerable<DateOnly> WorkingDays => workingDays;

    public IEnumerable<Holiday> Holidays => holidays.Values.OrderBy(h => h.Date);

    /// <summary>The same days with the opening hours of another hub.</summary>
    public WorkingCalendar WithHours(OpeningHours hours) => new(this, hours);

    /// <exception cref="UnknownYearException"/>
    public Holiday? HolidayOn(DateOnly day)
    {
        _ = Index(day);
        return holidays.GetValueOrDefault(day);
    }

    /// <exception cref="UnknownYearException"/>
    public bool IsWorkingDay(DateOnly day)
    {
        var index = Index(day);
        return workedBy[index] > (index == 0 ? 0 : workedBy[index - 1]);
    }

    /// <summary>
    /// The n-th working day after a day (before it, when n is negative). The day itself is day 0 and is never counted, worked or
    /// not: one working day after a Friday, a Saturday or a Sunday is the Monday. Zero gives the day itself.
    /// </summary>
    /// <exception cref="UnknownYearException"/>
    public DateOnly AddWorkingDays(DateOnly day, int n)
    {
        var index = Index(day);
        if (n == 0) { return day; }
        if (n > 0)
        {
            var after = workedBy[index] + (long)n - 1;
            return after < workingDays.Length ? workingDays[after] : throw Unknown(LastYear + 1);
        }

        var upToTheDayBefore = index == 0 ? 0 : workedBy[index - 1];
        var before = upToTheDayBefore + (long)n;
        return before >= 0 ? workingDays[before] : throw Unknown(FirstYear - 1);
    }

    /// <summary>How many working days lie after <paramref name="from"/>, up to and including <paramref name="to"/>; negative when it is earlier.</summary>
    /// <exception cref="UnknownYearException"/>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => workedBy[Index(to)] - workedBy[Index(from)];

    private int Index(DateOnly day) => day.Year >= FirstYear && day.Year <= LastYear ? day.DayNumber - firstDay.DayNumber : throw Unknown(day.Year);

    private UnknownYearException Unknown(int year) => new(year, Id, FirstYear, LastYear);
}
