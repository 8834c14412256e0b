using Trellis.Modules.Figures.Public;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Scorecards;

/// <summary>One figure on the scorecard.</summary>
/// <param name="Value">Null: nothing was counted, and nought cannot be said (a share of nothing).</param>
/// <param name="Before">Of the same quarter a year before: like is put beside like.</param>
/// <param name="Course">Of the quarters up to this one, the oldest first.</param>
/// <param name="Signals">Why this quarter stands out from the course, where it does.</param>
/// <param name="Colour"><c>green</c>, <c>amber</c> or <c>red</c>; null without a target.</param>
/// <param name="Elsewhere">Other areas of the partnership in this quarter, and what was printed of areas that are not ours.</param>
public sealed record ScorecardLine(Figure Figure, decimal? Value, LiveValue? Counted, decimal? Before, IReadOnlyList<decimal?> Course, IReadOnlyList<string> Signals, string? Colour, IReadOnlyList<string> Elsewhere)
{
    /// <summary>Whether it is better or worse than a year before; null where neither can be said.</summary>
    public bool? Better => Value is { } now && Before is { } then && now != then && Figure.MoreIsBetter is { } more ? now > then == more : null;

    /// <summary>The course in words: "From 12 in April to June 2024 to 9 in …".</summary>
    /// <param name="labels">Of the course.</param>
    public string CourseWords(IReadOnlyList<string> labels)
    {
        var known = Course.Zip(labels, (v, l) => (Value: v, Label: l)).Where(p => p.Value is not null).Select(p => (Value: p.Value!.Value, p.Label)).ToArray();
        return known.Length == 0 ? "" : $"{Of(known[0])} to {Of(known[^1])}; lowest {Say(known.Min(k => k.Value))}, highest {Say(known.Max(k => k.Value))}";

        string Of((decimal Value, string Label) at) => $"{Say(at.Value)} in {Period.Said(at.Label)}";
    }

    public string Words => Value is { } value ? Say(value) : "no value";

    /// <summary>Of a rate the number alone: its title says for how many.</summary>
    public string Say(decimal value) => NumberText.Of(value, Figure.Rate is null ? Figure.Unit : "");
}

public sealed record ScorecardPart(ScorecardPriority Priority, IReadOnlyList<ScorecardLine> Lines);

/// <summary>The scorecard of an area in one quarter.</summary>
/// <param name="Periods">Those it can be opened for, the newest first.</param>
/// <param name="Course">The labels of the small lines.</param>
public sealed record ScorecardShown(string Area, string Period, IReadOnlyList<string> Periods, IReadOnlyList<string> Course, IReadOnlyList<ScorecardPart> Parts);

/// <summary>Puts the scorecard together from counts by quarter.</summary>
public sealed class ScorecardBook(FigureBook book, PracticeModel practice, Platform.Time.LondonClock clock)
{
    /// <summary>How many quarters back it can be opened.</summary>
    private const int MostPeriods = 40;

    public Grain Grain => practice.Scorecard.Over switch { "month" => Grain.Month, "year" => Grain.Year, _ => Grain.Quarter };

    /// <param name="period">A label; null for the last that is over.</param>
    /// <returns>Null: there is no such period, or it is not over.</returns>
    public async Task<ScorecardShown?> ReadAsync(string area, string? period, IReadOnlyCollection<string>? circles, CancellationToken stop = default)
    {
        var rules = practice.Scorecard;
        var figures = rules.Priorities.SelectMany(p => p.Figures).Distinct().Select(book.Find).OfType<Figure>().ToArray();
        var last = Period.Start(clock.Today, Grain).AddDays(-1);
        var values = (await book.CountAllAsync(figures, new FigureCut(null, Grain), circles, stop)).Where(v => v.YearIsOver).ToArray();
        var first = values.Length == 0 ? last : values.Min(v => Period.Span(v.Period)!.Value.Start);
        var labels = FigureCharts.Labels(Period.Start(first, Grain), last, Grain).TakeLast(MostPeriods).ToArray();
        var chosen = string.IsNullOrEmpty(period) ? labels.LastOrDefault() : labels.FirstOrDefault(l => l == period);
        if (chosen is null) { return null; }
        var upTo = labels.TakeWhile(l => l != chosen).Append(chosen).ToArray();
        var printed = await book.PrintedAsync(stop);
        var byFigure = values.ToLookup(v => v.Figure);
        return new ScorecardShown(area, chosen, [.. labels.Reverse()], [.. upTo.TakeLast(rules.Shown)],
            [.. rules.Priorities.Select(p => new ScorecardPart(p, [.. p.Figures.Select(book.Find).OfType<Figure>().Select(f => Line(f, [.. byFigure[f.Id]], area, upTo, printed))]))]);
    }

    private ScorecardLine Line(Figure figure, LiveValue[] values, string area, string[] upTo, IReadOnlyList<PublishedRow> printed)
    {
        // Of a count nothing means none, from the first that was counted on; a share or a length of nothing is no number.
        decimal? none = figure.IsShare || figure.Kind is FigureKind.Length or FigureKind.Agreement ? null : 0;
        var mine = values.Where(v => v.Area == area).ToDictionary(v => v.Period);
        var start = upTo.ToList().FindIndex(mine.ContainsKey);
        var all = upTo.Select((l, i) => mine.TryGetValue(l, out var v) ? v.Value : start >= 0 && i > start ? none : null).ToArray();
        var value = all.Length == 0 ? null : all[^1];
        var before = Period.YearBefore(upTo[^1]) is { } then && Array.IndexOf(upTo, then) is >= 0 and var at ? all[at] : null;
        // The course without a gap up to this quarter: what is missing tells nothing of chance.
        var whole = all.Reverse().TakeWhile(v => v is not null).Reverse().OfType<decimal>().ToArray();
        var limits = ControlLimits.Of(whole, practice.Scorecard.SpecialCause, figure.IsShare);
        return new ScorecardLine(
            figure, value, mine.GetValueOrDefault(upTo[^1]), before, [.. all.TakeLast(practice.Scorecard.Shown)],
            limits is null ? [] : [.. limits.Signals.Where(s => s.At == whole.Length - 1).Select(s => s.Why)],
            value is { } known ? figure.Target?.ColourOf(known) : null, [.. Others(figure, values, area, upTo[^1]), .. Printed(figure, printed)]);
    }

    private IEnumerable<string> Others(Figure figure, LiveValue[] values, string area, string period) =>
        values.Where(v => v.Period == period && v.Area != area && practice.Areas.Any(a => a.Code == v.Area && a.Kind is "borough"))
            .OrderBy(v => v.Area, StringComparer.Ordinal).Select(v => $"{practice.AreaTitle(v.Area)} {NumberText.Of(v.Value, figure.Rate is null ? figure.Unit : "")}");

    /// <summary>The newest printed value of each area that is not ours.</summary>
    private IEnumerable<string> Printed(Figure figure, IReadOnlyList<PublishedRow> printed) => practice.Scorecard.Elsewhere
        .Select(a => printed.Where(r => r.Area == a && r.IsWhole && r.Role.Length == 0 && figure.Published.Contains(r.Measure)).MaxBy(Period.Of))
        .OfType<PublishedRow>().Select(r => $"{practice.AreaTitle(r.Area)} {NumberText.Of(r)} ({Period.Words(r)}, printed)");
}
