using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Training.Answers;
using Trellis.Modules.Training.Needs;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Public;

/// <summary>The tables of the annual report's chapter on training: the numbers of <c>/training/year</c>, <c>/training/impact</c> and <c>/training/compliance</c>, counted as these pages count them.</summary>
public sealed class TrainingChapter(TrainingNumbers numbers, PracticeModel practice, LondonClock clock)
{
    private TrainingRules Rules => practice.Training;

    /// <summary>Years in which a workshop was held: <c>2025-26</c>.</summary>
    public Task<IReadOnlyList<string>> YearsAsync(CancellationToken stop = default) => numbers.CountAsync<IReadOnlyList<string>>(async all =>
    {
        var now = clock.Now;
        return [.. (await all.GetRequiredService<TrellisDb>().Set<Workshop>().AsNoTracking().Where(w => w.EndsAt < now && w.OpenedAt != null && w.CancelledAt == null).Select(w => w.StartsAt).ToListAsync(stop)).Select(s => TrainingYear.YearOf(London.DateOf(s))).Distinct().Order(StringComparer.Ordinal)];
    });

    /// <param name="year"><c>2025-26</c>; of anything else there are none.</param>
    public Task<ImmutableArray<CountedTable>> TablesAsync(string year, CancellationToken stop = default) =>
        Period.FinancialYear(year) is not { } days ? Task.FromResult(ImmutableArray<CountedTable>.Empty) : numbers.CountAsync(async all =>
        {
            var (first, years, now) = (days.Start.Year, all.GetRequiredService<TrainingYear>(), clock.Now);
            var (of, before) = (await years.OfAsync(first, now, stop), await years.OfAsync(first - 1, now, stop));
            var (from, until) = TrainingYear.Span(first);
            var courses = await all.GetRequiredService<ImpactOfAll>().OfAsync(null, from, until, now, stop);
            var answered = await all.GetRequiredService<AnswerDesk>().OfAsync([.. courses.Select(c => c.Id)], stop);
            var standing = until > now ? await all.GetRequiredService<Compliance>().CountAsync(clock.Today, stop) : [];
            var titles = (await all.GetRequiredService<AgencyRegister>().ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title);
            return ImmutableArray.Create(
            [
                Measures(of, before), Shares("training-programmes", "Core, specialist and managerial workshops", "Part of the programme", of, of.Programmes), Shares("training-sectors", "Take-up by sector", "Sector", of, of.Sectors),
                Shares("training-agencies", "Take-up by agency", "Agency", of, of.ByAgency), Shares("training-areas", "Take-up by area", "Area", of, [.. of.Areas.Select(a => a with { Of = practice.AreaTitle(a.Of) })]), Income(of), Trainers(of), Impact(of, courses), FollowedUp(of, courses), Answers(of, courses, answered), Standing(of, standing),
            ]);
        });

    private static CountedTable Measures(YearOfTraining of, YearOfTraining before)
    {
        CountedRow Row(string head, Func<YearOfTraining, string> cell) => new(head, [before.Workshops == 0 ? "None held" : cell(before), cell(of)]);
        return Table(of, "training-measures", "Workshops, delegates and rates", ["What is counted", before.Year, of.Year], of.Workshops == 0 ? [] :
        [
            Row("Workshops held", y => N(y.Workshops)), Row("Workshops cancelled", y => N(y.Cancelled)), Row("Places", y => N(y.Places)), Row("Places booked", y => N(y.Filled)), Row("Booking rate", y => Rate(y.BookingRate)),
            Row("Delegates booked", y => N(y.Booked)), Row("Delegates who came", y => N(y.Came)), Row("Attendance rate", y => Rate(y.AttendanceRate)), Row("Certificates", y => N(y.Certificates)),
        ], "Workshops that are over. Booked are people who had a place when it began, or gave it up so late that it was charged; the booking rate is of the places of these workshops, the attendance rate of those booked");
    }

    private static CountedTable Shares(string id, string title, string column, YearOfTraining of, IReadOnlyList<Share> shares) =>
        Table(of, id, title, [column, "Booked", "Came", "Attendance rate"], [.. shares.Select(s => new CountedRow(s.Of, [N(s.Booked), N(s.Came), Rate(s.Rate)]))], "Bookings of workshops that are over, as those who booked described themselves");

    private static CountedTable Income(YearOfTraining of)
    {
        var all = of.Income.Values.Sum();
        return Table(of, "training-income", "Income and its split", ["Charged for", "Pounds", "Share"], all == 0 ? [] :
            [.. of.Income.OrderByDescending(i => i.Value).Select(i => new CountedRow(Charge.Kinds[i.Key], [Pounds(i.Value), Rate((double)(100 * i.Value / all))])), new CountedRow("All", [Pounds(all), "100.0%"]), new CountedRow("Of it paid so far", [Pounds(of.Paid), Rate((double)(100 * of.Paid / all))])],
            "Charges made for workshops of the year. A charge that was waived is no income");
    }

    private static CountedTable Trainers(YearOfTraining of) =>
        Table(of, "training-trainers", "Workshops by the agency of who gave them", ["Course", .. of.Agencies, "Workshops"],
            of.Given.Count == 0 ? [] : [.. of.Given.Select(g => new CountedRow(g.Course, [.. g.ByAgency.Select(N), N(g.Total)])), new CountedRow("All", [.. of.Agencies.Select((_, i) => N(of.Given.Sum(g => g.ByAgency[i]))), N(of.Workshops)])],
            "A workshop that several agencies gave together counts with each of them, and once in the last column");

    private static CountedTable Impact(YearOfTraining of, IReadOnlyList<CourseReach> courses) =>
        Table(of, "training-impact", "What each course changed", ["Course", "Workshops", "Came", "Before to after", "Change, and its interval of 95%", "Cost of each place used"], [.. courses.Select(c => new CountedRow(c.Title, [N(c.Workshops), N(c.Came), c.FromTo, c.ChangeWords, c.CostWords]))],
            $"Knowledge and confidence on the scale from 1 to 4, as those who came say of themselves before and after, over all outcomes of the course; each person once. The interval is the mean ± t·s/√n. With fewer than {Modules.Training.Impact.Fewest} answers nothing is said", "/training/impact");

    private static CountedTable FollowedUp(YearOfTraining of, IReadOnlyList<CourseReach> courses)
    {
        CountedRow Row(string head, IReadOnlyCollection<CourseReach> c) => new(head, [Of(c.Sum(x => x.Evaluated), c.Sum(x => x.Came)), Of(c.Sum(x => x.Answered), c.Sum(x => x.Asked)), c.Any(x => x.Changing is not null) ? Of(c.Sum(x => x.Changing ?? 0), c.Where(x => x.Changing is not null).Sum(x => x.Answered)) : "Too few answers"]);
        return Table(of, "training-follow-up", "How many answered", ["Course", "Said at the end what they think", "Answered months later", "Of those, changed something"], courses.Count == 0 ? [] : [.. courses.Select(c => Row(c.Title, [c])), Row("All", [.. courses])],
            "Of those who came, how many evaluated; of those asked some months later, how many answered, and how many of these changed something. Courses with too few answers to be told by themselves are left out of the last column of all", "/training/impact");
    }

    private static CountedTable Answers(YearOfTraining of, IReadOnlyList<CourseReach> courses, ILookup<Guid, AnsweredThing> answered) =>
        Table(of, "training-answers", "What courses answer", ["Course", "Finding or recommendation", "What of it", "Change"], [.. courses.SelectMany(c => answered[c.Id].Select(a => new CountedRow(c.Title, [a.Text.Length > 0 ? $"{a.What}: {a.Text}" : a.What, a.Answer.Why, c.ChangeWords])))],
            "Links from courses held in the year to recommendations and findings of audits, as whoever runs training made them", "/training/impact");

    private CountedTable Standing(YearOfTraining of, IReadOnlyList<StandingCount> counts) =>
        Table(of, "training-compliance", counts.Count == 0 ? "Who must have training and has it" : $"Who must have training and has it, as at {English.Date(clock.Today)}", ["Sector", "Must have", "Have it", $"Due {Rules.SoonWords}", "Overdue", "Never", "In date"],
            [.. counts.GroupBy(c => Rules.SectorTitle(c.Sector)).OrderBy(g => g.Key, StringComparer.CurrentCulture).Select(g => Row(g.Key, g)), .. counts.Count == 0 ? Array.Empty<CountedRow>() : [Row("All", counts)]],
            "People agencies named, by the rules of practice/training.yaml, with every level they must have. It is known as it stands today, so only the report of a year that is not over has it", "/training/compliance") with
        { WhenEmpty = "it is known as it stands on a day, so only the report of a year that is not over has it, once agencies have named their people." };

    private static CountedRow Row(string head, IEnumerable<StandingCount> of)
    {
        var (must, has, soon) = (of.Sum(c => c.Must), of.Sum(c => c.Has), of.Sum(c => c.Soon));
        return new(head, [N(must), N(has), N(soon), N(of.Sum(c => c.Overdue)), N(of.Sum(c => c.Never)), Rate(must == 0 ? null : 100.0 * (has + soon) / must)]);
    }

    private static CountedTable Table(YearOfTraining of, string id, string title, ImmutableArray<string> columns, ImmutableArray<CountedRow> rows, string counted, string page = "/training/year") =>
        new(id, title, columns, rows, counted, page == "/training/compliance" ? page : $"{page}?year={of.Year[..4]}");

    private static string N(int number) => English.Number(number);

    private static string N(long number) => number.ToString("#,0", English.Culture);

    private static string Rate(double? rate) => rate is { } share ? $"{share.ToString("0.0", English.Culture)}%" : "None";

    private static string Of(int part, int whole) => whole == 0 ? "Nobody yet" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0}%, {part} of {whole}");

    private static string Pounds(decimal amount) => amount.ToString("£#,##0.00", English.Culture);
}
