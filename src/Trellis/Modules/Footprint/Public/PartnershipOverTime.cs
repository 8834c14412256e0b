using System.Globalization;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Footprint.Public;

/// <summary>One of those who sign for the partnership.</summary>
/// <param name="Areas">Where; empty: everywhere the partnership is.</param>
/// <param name="Register">Its code in the register of agencies; null: it is not in it.</param>
public sealed record Signatory(string Id, string Title, string Kind, IReadOnlyList<string> Areas, string? Register);

/// <summary>Who answers for the partnership on a day.</summary>
/// <param name="Form">What it is: a board, a partnership.</param>
/// <param name="Who">Who answers for it, in words.</param>
/// <param name="Partners">Who must sign; empty where no partner does.</param>
public sealed record Signing(DateOnly On, string Form, string Who, IReadOnlyList<Signatory> Partners);

/// <summary>The partnership changed within what is shown.</summary>
/// <param name="Words">What changed, and what that does to the numbers.</param>
/// <param name="At">The first of what is shown (a year, a column) that it touches; null where nothing is told apart by time.</param>
/// <param name="Within">It falls inside that one, not right before it.</param>
public sealed record Crossing(string Change, DateOnly On, string Title, string Words, int? At = null, bool Within = false);

/// <summary>Who belonged to the partnership when: all that other modules ask of this one. Numbers over a change are never joined silently.</summary>
public sealed class PartnershipOverTime(PracticeModel practice)
{
    public FootprintHistory History => practice.Footprint;

    /// <summary>Who must sign on a day; null: of that day nothing is known.</summary>
    public Signing? SigningOn(DateOnly day) => History.FormOn(day) is { } form
        ? new Signing(day, form.Title, form.Who, [.. History.SignsOn(day).Select(a => new Signatory(a.Id, History.TitleOn(a, day), a.Kind, a.Areas, a.Register))])
        : null;

    /// <summary>Whether an area was in the partnership on some day of a stretch; true where nothing is known.</summary>
    public bool WasIn(string area, DateOnly first, DateOnly last) =>
        !History.Knows(last) || practice.Areas.FirstOrDefault(a => a.Code == area)?.Kind is not "borough" || !Known(area) || History.DaysOfArea(area).Any(d => d.First <= last && (d.Last is not { } end || end >= first));

    /// <summary>These areas, with every whole they make together: a plan of three boroughs is of the three together.</summary>
    public IReadOnlyCollection<string> WithWholes(IReadOnlyCollection<string> areas) =>
        [.. areas, .. practice.Areas.Where(a => a.Kind is "partnership" && practice.PartsOf(a.Code) is { IsEmpty: false } parts && parts.All(areas.Contains)).Select(a => a.Code)];

    /// <summary>What a number from one day to another must say.</summary>
    public IReadOnlyList<Crossing> Crossings(DateOnly first, DateOnly last, IReadOnlyCollection<string> areas, bool byAgency = false) =>
        [.. practice.Crossed(first, last, areas, byAgency).Select(c => new Crossing(c.Id, c.On, c.Title, Words(c)))];

    /// <summary>What one value of a year must say: the partnership changed in that year, or on its first day.</summary>
    public IReadOnlyList<Crossing> Touching(string period, string area, bool byAgency = false) =>
        DaysOf(period) is { } days ? Crossings(days.First.AddDays(-1), days.Last, [area], byAgency) : [];

    /// <summary>What numbers of several stretches of time, side by side, must say, and at which it is marked.</summary>
    /// <param name="stretches">In their order; null: one that names no days.</param>
    public IReadOnlyList<Crossing> Crossings(IReadOnlyList<(DateOnly First, DateOnly Last)?> stretches, IReadOnlyCollection<string> areas, bool byAgency = false)
    {
        var known = stretches.OfType<(DateOnly First, DateOnly Last)>().ToArray();
        if (known.Length == 0) { return []; }
        return [.. practice.Crossed(known.Min(s => s.First), known.Max(s => s.Last), areas, byAgency).Select(change =>
        {
            var at = Enumerable.Range(0, stretches.Count).Where(i => stretches[i] is { } s && s.Last >= change.On).OrderBy(i => stretches[i]!.Value.First).Select(i => (int?)i).FirstOrDefault();
            return new Crossing(change.Id, change.On, change.Title, Words(change), at, at is { } i && stretches[i]!.Value.First < change.On);
        })];
    }

    /// <summary>The days of "2017-18" or "2019"; null: it names none.</summary>
    public static (DateOnly First, DateOnly Last)? DaysOf(string period)
    {
        if (Figures.Public.Period.Span(period) is { } span) { return (span.Start, span.End); }
        if (period.Length is not (4 or 7) || !int.TryParse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2100) { return null; }
        return period.Length == 4 ? (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)) : (new DateOnly(year, 4, 1), new DateOnly(year + 1, 3, 31));
    }

    /// <summary>What the agency of this code in the register comes from and becomes, as far as anybody of it must know; null: nothing.</summary>
    public AgencyCourse? CourseOf(string register, DateOnly today)
    {
        var known = History.Registered(register);
        if (known.IsEmpty) { return null; }
        var last = known[^1];
        var end = History.EndOf(last.Id);
        return new AgencyCourse(last.Id, History.TitleOn(last, today), [.. History.PredecessorsOf(known[0].Id).Select(p => (p.Id, p.Title, History.EndOf(p.Id)!.LastDayBefore))], end?.LastDayBefore, History.SuccessorOf(last.Id) is { } next ? (next.Id, next.Title, next.Register) : null);
    }

    /// <summary>An agency of the footprint in words: "North West London Integrated Care Board (until 30 June 2022 North West London Clinical Commissioning Group)".</summary>
    public string WithBefore(FootprintAgency agency)
    {
        var before = History.PredecessorsOf(agency.Id);
        return before.IsEmpty ? agency.Title : $"{agency.Title} (until {English.Date(History.EndOf(before[0].Id)!.LastDayBefore)} {string.Join(", ", before.Select(b => b.Title))})";
    }

    private bool Known(string area) => History.Areas.Contains(area) || History.Changes.Any(c => c.Area == area);

    private string Words(FootprintChange change)
    {
        var day = English.Date(change.On);
        return change.Kind switch
        {
            FootprintKind.AreaLeaves => $"On {day} {practice.AreaTitle(change.Area!)} left the partnership. Totals of the days before hold it; totals from that day on do not.",
            FootprintKind.AreaJoins => $"On {day} {practice.AreaTitle(change.Area!)} joined the partnership. Totals from that day on hold it; totals of the days before do not.",
            FootprintKind.Form => $"On {day} the {History.FormOn(change.LastDayBefore)!.Title} became the {History.FormOn(change.On)!.Title}. What it answers for, and who pays for it, may be counted otherwise from that day on.",
            FootprintKind.AgencyRenamed => $"On {day} {Titles(change)} became {change.Called}. It is the same agency under another name.",
            FootprintKind.AgencyEnds => $"On {English.Date(change.LastDayBefore)} {Titles(change)} ended, and nobody took its place.",
            _ => $"On {day} {History.Agency(change.By!)!.Title} took the place of {Titles(change)}. What an agency gave or did stands under the one it was of that day.",
        };
    }

    private string Titles(FootprintChange change)
    {
        var titles = change.Agencies.Select(a => History.TitleOn(History.Agency(a)!, change.LastDayBefore)).ToArray();
        return titles.Length < 2 ? string.Concat(titles) : $"{string.Join(", ", titles[..^1])} and {titles[^1]}";
    }
}

/// <summary>Where an agency comes from and what it becomes.</summary>
/// <param name="Ends">Its last day; null: it goes on.</param>
public sealed record AgencyCourse(string Id, string Title, IReadOnlyList<(string Id, string Title, DateOnly Until)> Before, DateOnly? Ends, (string Id, string Title, string? Register)? Next);
