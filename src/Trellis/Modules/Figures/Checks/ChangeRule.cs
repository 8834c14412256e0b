using System.Globalization;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>A printed change, as a percentage or a count, against the two numbers it is the change between.</summary>
internal static class ChangeRule
{
    private static readonly string[] Falls = ["decrease", "reduction", "fall", "drop", "decline"];

    private sealed record Ends(Amount From, Amount To);

    public static IEnumerable<Finding> Run(FigureSet set) =>
        set.Rows.Where(Measured.IsChange).Select(r => Check(set, r)).OfType<Finding>();

    private static Finding? Check(FigureSet set, PublishedRow row)
    {
        var relation = set.Relations.Of("change").FirstOrDefault(r => r.Measure.Names(row));
        var measure = relation?.Of[0] ?? new MeasureRef(Base(row.Measure), null, null, null);
        if (Find(set, row, measure, relation?.By) is not { } ends || ends.From.Value is 0) { return null; }

        var falls = row.Qualifiers.Any(q => Falls.Any(f => q.Contains(f, StringComparison.OrdinalIgnoreCase))) && row.Value > 0;
        var printed = Measured.AsPercent(row) is null ? Spread.Of(row) : Measured.PercentSpread(row);
        if (falls) { printed = new Spread(-printed.High, -printed.Low, printed.Approximate); }
        var signed = (falls ? -1 : 1) * (Measured.AsPercent(row) ?? row.Value);
        return Measured.AsPercent(row) is null ? Count(row, ends, printed, signed) : Percent(set, row, ends, printed, signed);
    }

    private static Finding? Count(PublishedRow row, Ends ends, Spread printed, decimal signed)
    {
        var difference = ends.To.Value - ends.From.Value;
        var actual = new Spread(ends.To.Spread.Low - ends.From.Spread.High, ends.To.Spread.High - ends.From.Spread.Low, false);
        if (printed.Meets(actual)) { return null; }
        var arithmetic = $"{ends.To.Text} − {ends.From.Text} = {Finding.Number(difference)}, printed {Finding.Number(signed)}";
        return Say(row, ends, printed, arithmetic, $"From {ends.From.Text} to {ends.To.Text} is a change of {Finding.Number(difference)}, but {Finding.Number(signed)} is printed.", "These are counts: no rounding is allowed for");
    }

    private static Finding? Percent(FigureSet set, PublishedRow row, Ends ends, Spread printed, decimal signed)
    {
        var ratio = Spread.Percent(ends.To.Spread, ends.From.Spread);
        var actual = new Spread(ratio.Low - 100, ratio.High - 100, ratio.Approximate);
        if (printed.Meets(actual) || IsPoints(ends, printed) || IsMean(set, row, printed)) { return null; }

        var percent = ((ends.To.Value / ends.From.Value) - 1) * 100;
        var arithmetic = $"({End(ends.To)} − {End(ends.From)}) ÷ {End(ends.From)} = {Finding.Rounded(percent)}%, printed {Finding.Number(signed)}%";
        var tolerance = $"Rounding would explain {Finding.Number(printed.Half)} of a percentage point";
        var message = $"From {ends.From.Text} to {ends.To.Text} is a change of {Finding.Rounded(percent)}%, but {Finding.Number(signed)}% is printed. {tolerance}.{Hint(ends, printed)}";
        if (IsAverage(row) && set.Relations.AreasIn(row.Area).IsEmpty) { message += " It is called an average; of what, is not printed."; }
        return Say(row, ends, printed with { Approximate = printed.Approximate || (IsAverage(row) && set.Relations.AreasIn(row.Area).IsEmpty) }, arithmetic, message, tolerance);
    }

    private static bool IsAverage(PublishedRow row) => row.Qualifiers.Any(q => q.Contains("average", StringComparison.OrdinalIgnoreCase));

    /// <summary>When the ends are percentages, a change in percentage points will do.</summary>
    private static bool IsPoints(Ends ends, Spread printed) =>
        ends.From.Rows.All(r => r.Unit is "percent") && printed.Meets(new Spread(ends.To.Spread.Low - ends.From.Spread.High, ends.To.Spread.High - ends.From.Spread.Low, false));

    /// <summary>An "average" change may be the plain mean of the areas' printed changes.</summary>
    private static bool IsMean(FigureSet set, PublishedRow row, Spread printed)
    {
        if (!IsAverage(row)) { return false; }
        var parts = set.Relations.AreasIn(row.Area).Select(a => set.Find(row.Measure, a, row.Dimension, row.Part, row)).OfType<PublishedRow>().ToArray();
        if (parts.Length is 0) { return false; }
        var mean = parts.Average(p => p.Value);
        return mean >= printed.Low && mean <= printed.High;
    }

    private static string Hint(Ends ends, Spread printed)
    {
        var (from, to) = (ends.From.Value, ends.To.Value);
        if (to is 0) { return ""; }
        bool Fits(decimal value) => value >= printed.Low && value <= printed.High;
        if (Fits(from / to * 100)) { return $" {Finding.Number(from)} is {Finding.Rounded(from / to * 100)}% of {Finding.Number(to)}: the earlier number may have been given as a share of the later."; }
        if (Fits((to - from) / to * 100)) { return $" As a share of the later number the change is {Finding.Rounded((to - from) / to * 100)}%."; }
        return Fits((from / to * 100) - 100) ? " The other way round it would fit: the ends may have been exchanged." : "";
    }

    private static Ends? Find(FigureSet set, PublishedRow row, MeasureRef measure, string? since)
    {
        if (since is { Length: > 0 } && PartialDate.TryParse(since, out var start))
        {
            return Pair(set.Find(measure, row, (r, _) => r.AsAt == start), set.Find(measure, row));
        }
        if (row.IsDated && Pair(set.Find(measure, row, FigureSet.YearBefore), set.Find(measure, row)) is { } years) { return years; }

        var same = set.Of(measure.Name, row.Area).Where(r => r.Document == row.Document && r.Role.Length is 0).ToArray();
        var before = same.Where(r => Stage(r, "before", row)).ToArray();
        var after = same.Where(r => Stage(r, "after", row)).ToArray();
        if (before.Length is 1 && after.Length is 1) { return new Ends(FigureSet.Alone(before[0]), FigureSet.Alone(after[0])); }

        var dated = same.Where(r => r.IsDated && r.Dimension == row.Dimension && r.Part == row.Part).OrderBy(r => r.AsAt?.Last ?? r.PeriodEnd).ToArray();
        return !row.IsDated && dated.Length is 2 ? new Ends(FigureSet.Alone(dated[0]), FigureSet.Alone(dated[1])) : null;
    }

    private static bool Stage(PublishedRow row, string word, PublishedRow like) =>
        row.Dimension is "stage" && row.Part.StartsWith(word, StringComparison.OrdinalIgnoreCase) && FigureSet.SamePeriod(row, like);

    private static Ends? Pair(Amount? from, Amount? to) => from is null || to is null ? null : new Ends(from, to);

    private static string End(Amount amount) => Finding.Number(amount.Value);

    private static string Base(string measure)
    {
        var at = measure.IndexOf("-change", StringComparison.Ordinal);
        return at < 0 ? measure : measure[..at];
    }

    private static Finding Say(PublishedRow row, Ends ends, Spread printed, string arithmetic, string message, string tolerance)
    {
        var rows = ends.From.Rows.Concat(ends.To.Rows).ToArray();
        var elsewhere = rows.Select(r => r.Document).Where(d => d != row.Document).Distinct().ToArray();
        var unsure = printed.Approximate || ends.From.Spread.Approximate || ends.To.Spread.Approximate || elsewhere.Length > 0;
        if (elsewhere.Length > 0) { message += string.Create(CultureInfo.InvariantCulture, $" The numbers are from {string.Join(" and ", elsewhere)}, which may count otherwise."); }
        return Finding.About(row, "change", unsure ? Severity.Query : Severity.Error, message, arithmetic, tolerance, rows);
    }
}
