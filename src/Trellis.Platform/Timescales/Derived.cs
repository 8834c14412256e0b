using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Timescales;

/// <summary>
/// All that follows from the facts of one person in one area: the same facts always give the same statuses and clocks, in
/// whatever order and under whatever ids they were recorded, so both can be thrown away and drawn again at any time.
/// </summary>
public static class Derived
{
    /// <param name="facts">Every fact about the person in the area, corrected and voiding ones too, in any order.</param>
    /// <returns>Statuses and clocks, each in the order they began.</returns>
    /// <exception cref="UnknownYearException">A deadline falls in a year the calendar does not cover.</exception>
    /// <exception cref="InvalidOperationException">Status rules ask about each other in a circle.</exception>
    public static (IReadOnlyList<StatusPeriod> Statuses, IReadOnlyList<Clock> Clocks) From(
        IReadOnlyList<Fact> facts, IReadOnlyList<Timescale> timescales, IReadOnlyList<StatusRule> rules, WorkingCalendar calendar) =>
        From(new Timeline(facts), timescales, rules, calendar);

    /// <inheritdoc cref="From(IReadOnlyList{Fact}, IReadOnlyList{Timescale}, IReadOnlyList{StatusRule}, WorkingCalendar)"/>
    /// <param name="timeline">For example a timeline as known on an earlier day.</param>
    public static (IReadOnlyList<StatusPeriod> Statuses, IReadOnlyList<Clock> Clocks) From(
        Timeline timeline, IReadOnlyList<Timescale> timescales, IReadOnlyList<StatusRule> rules, WorkingCalendar calendar)
    {
        var statuses = Statuses.RunAll(rules, timeline);
        var clocks = timescales.SelectMany(t => Clocks.Run(t, timeline, statuses, calendar));
        return (
            [.. statuses.OrderBy(s => s.Start).ThenBy(s => s.StatusId, StringComparer.Ordinal).ThenBy(s => s.Previous)],
            [.. clocks.OrderBy(c => c.Started.At).ThenBy(c => c.TimescaleId, StringComparer.Ordinal).ThenBy(c => c.Subject)]);
    }
}
