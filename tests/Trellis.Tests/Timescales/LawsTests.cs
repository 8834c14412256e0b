using FsCheck;
using FsCheck.Fluent;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Tests.Time;

namespace Trellis.Tests.Timescales;

/// <summary>What holds whatever happened.</summary>
public sealed class LawsTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly Gen<Limit> AnyLimit =
        from unit in Gen.Elements(Enum.GetValues<TimeUnit>())
        from amount in Gen.Choose(0, 60)
        select new Limit(amount, unit);

    private static readonly Gen<Moment> AnyMoment =
        from minute in Gen.Choose(0, 15 * 365 * 24 * 60)
        from dayOnly in Gen.Elements(true, false)
        let at = London.MidnightOf(new DateOnly(2010, 1, 4)).AddMinutes(minute)
        select dayOnly ? Moment.On(London.DateOf(at)) : Moment.Exactly(at);

    [Fact]
    public void A_deadline_is_never_before_its_start() =>
        Prop.ForAll(Arb.From(AnyLimit.Zip(AnyMomentBefore(2020))), x => !Before(Due(x.Item1, x.Item2), x.Item2)).Check(Thorough);

    [Fact]
    public void A_later_start_is_never_due_earlier() =>
        Prop.ForAll(Arb.From(AnyLimit.Zip(AnyMomentBefore(2020).Two())), x =>
        {
            var (first, second) = x.Item2;
            if (first.DayOnly != second.DayOnly) { return true; }
            return first.At <= second.At == Due(x.Item1, first).At <= Due(x.Item1, second).At || Due(x.Item1, first).At == Due(x.Item1, second).At;
        }).Check(Thorough);

    [Fact]
    public void Counting_back_and_forth_in_working_days_comes_back_to_a_working_day() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 200).Zip(AnyMomentBefore(2025))), x =>
        {
            var calendar = Calendars.EnglandAndWales;
            var there = calendar.AddWorkingDays(x.Item2.Date, x.Item1);
            return !calendar.IsWorkingDay(x.Item2.Date)
                || (calendar.AddWorkingDays(there, -x.Item1) == x.Item2.Date && calendar.WorkingDaysBetween(x.Item2.Date, there) == x.Item1);
        }).Check(Thorough);

    [Fact]
    public void A_pause_never_makes_a_deadline_earlier() =>
        Prop.ForAll(Arb.From(AnyLimit.Zip(AnyMomentBefore(2020)).Zip(Gen.Choose(0, 90).Two())), x =>
        {
            var ((limit, start), (after, length)) = x;
            var from = Moment.On(start.Date.AddDays(after));
            var paused = Deadline.Due(limit, start, Calendars.EnglandAndWales, [new Pause(from, Moment.On(from.Date.AddDays(length)))]);
            return !Before(paused, Due(limit, start));
        }).Check(Thorough);

    [Fact]
    public void No_clock_is_due_or_ended_before_the_day_it_started() =>
        Prop.ForAll(RandomStories.Any, facts =>
        {
            var clocks = Derive(facts).Clocks;
            return clocks.All(c => !Before(c.Due, c.Started) && (c.Ended is not { } ended || ended.Date >= c.Started.Date));
        }).Check(Thorough);

    [Fact]
    public void The_same_facts_give_the_same_deadlines_and_statuses_however_they_were_recorded() =>
        Prop.ForAll(RandomStories.ToldTwice, x => Lines(Derive(x.Told)) == Lines(Derive(x.Otherwise))).Check(Thorough);

    [Fact]
    public void Periods_of_one_status_never_overlap() =>
        Prop.ForAll(RandomStories.Any, facts => Derive(facts).Statuses.GroupBy(s => s.StatusId).All(periods =>
        {
            var inOrder = periods.OrderBy(p => p.Previous).ToList();
            return inOrder.TrueForAll(p => p.End is not { } end || end >= p.Start)
                && inOrder.Zip(inOrder.Skip(1)).All(pair => pair.First.End is { } end && end <= pair.Second.Start);
        })).Check(Thorough);

    [Fact]
    public void A_correction_taken_back_gives_the_first_deadlines_again() =>
        Prop.ForAll(Arb.From(RandomStories.Any.Generator.Where(f => f.Count > 0).Zip(Gen.Choose(0, 39)).Zip(AnyMoment)), x =>
        {
            var ((facts, which), otherwise) = x;
            var standing = new Timeline(facts).Facts.ToList();
            if (standing.Count == 0) { return true; }
            var fact = standing[which % standing.Count];
            var wrong = RandomStories.Copy(fact, Guid.NewGuid(), fact.Id, fact.Recorded.AddDays(1), Moment.On(otherwise.Date));
            var right = RandomStories.Copy(wrong, Guid.NewGuid(), wrong.Id, fact.Recorded.AddDays(2), fact.Occurred);

            return Lines(Derive([.. facts, wrong, right])) == Lines(Derive(facts));
        }).Check(Thorough);

    private static Gen<Moment> AnyMomentBefore(int year) => AnyMoment.Where(m => m.Date.Year < year);

    private static Moment Due(Limit limit, Moment start) => Deadline.Due(limit, start, Calendars.EnglandAndWales);

    private static bool Before(Moment first, Moment second) => Deadline.Later(second, first);

    private static (IReadOnlyList<StatusPeriod> Statuses, IReadOnlyList<Clock> Clocks) Derive(IReadOnlyList<Fact> facts) =>
        Derived.From(facts, Practice.Timescales, Practice.Statuses, Calendars.EnglandAndWales);

    /// <summary>All that follows, but for the ids of the facts it follows from.</summary>
    private static string Lines((IReadOnlyList<StatusPeriod> Statuses, IReadOnlyList<Clock> Clocks) derived) => string.Join(
        '\n',
        derived.Statuses.Select(s => $"{s.StatusId} {Story.Line(s)} {s.InitialCategory} {s.LatestCategory} {s.Previous} {s.Absorbed.Length} {s.OriginId}")
            .Concat(derived.Clocks.Select(c => $"{c.TimescaleId} {c.Subject} {c.MatterId} {Story.Line(c)} {string.Join(' ', c.Paused)}")));
}
