using System.Text.RegularExpressions;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>When a number is of: set beside one of another length of time, given twice, or not said.</summary>
internal static partial class PeriodRules
{
    /// <summary>Two numbers in one sentence invite comparison: a calendar year set against a financial year, a part of a year against a whole one.</summary>
    public static IEnumerable<Finding> Unlike(FigureSet set)
    {
        var lines = set.Rows.Where(r => r.PeriodStart is not null).GroupBy(r => (r.Document, r.Line, r.Measure, r.Area, r.Dimension, r.Part, r.Unit, r.Role));
        foreach (var rows in lines.Select(g => g.ToArray()).Where(g => g.Length > 1))
        {
            if (rows.All(r => Alike(rows[0], r))) { continue; }
            var latest = rows.MaxBy(r => (r.PeriodEnd, r.FileLine))!;
            var like = Array.Find(rows, r => r != latest && Alike(latest, r));
            var arithmetic = string.Join(", ", rows.Select(r => $"{r.Printed} ({Period.Words(r)})"));
            var instead = like is null ? "" : $" Like with like is {like.Printed} ({Period.Words(like)}) against {latest.Printed}.";
            yield return Finding.About(latest, "unlike-periods", Severity.Query, $"The periods set side by side are not alike: {arithmetic}.{instead}", arithmetic, "No rounding is involved", rows);
        }
    }

    /// <summary>One number of one question, in one document, for two stretches of time that overlap and are not the same.</summary>
    public static IEnumerable<Finding> Two(FigureSet set)
    {
        var same = set.Rows.Where(r => r.PeriodStart is not null && !Measured.IsChange(r)).GroupBy(r => (r.Document, r.Measure, r.Area, r.Dimension, r.Part, r.Unit, r.Value, r.Role));
        foreach (var rows in same.Select(g => g.OrderBy(r => r.Line).ToArray()))
        {
            var first = rows[0];
            var other = Array.Find(rows, r => r.Line != first.Line && !FigureSet.SamePeriod(r, first) && r.PeriodStart <= first.PeriodEnd && first.PeriodStart <= r.PeriodEnd);
            if (other is null) { continue; }
            yield return Finding.About(other, "two-periods", Severity.Query,
                $"{other.Printed} is printed here for {Period.Words(other)} and on line {first.Line} for {Period.Words(first)}: which of the two it was is not clear.",
                $"{Period.Words(first)} and {Period.Words(other)}", "No rounding is involved", [first]);
        }
    }

    /// <summary>What a reader needs to know of a number and is not told: its date, its base, its unit, its area. One finding for a section.</summary>
    public static IEnumerable<Finding> NotSaid(FigureSet set)
    {
        foreach (var section in set.Rows.Select(r => (Row: r, Lacks: Lacking(r))).Where(r => r.Lacks is not null).GroupBy(r => (r.Row.Document, r.Row.Section, r.Lacks)))
        {
            var rows = section.Select(s => s.Row).ToArray();
            var which = string.Join(", ", rows.Select(r => r.Title).Distinct().Take(3)) + (rows.Select(r => r.Title).Distinct().Count() > 3 ? " and others" : "");
            yield return Finding.About(rows[0], "not-said", Severity.Note,
                $"{(rows.Length is 1 ? "One figure" : $"{rows.Length} figures")} of “{section.Key.Section}” {(rows.Length is 1 ? "does" : "do")} not say {section.Key.Lacks}: {which}.",
                "", "No rounding is involved", rows);
        }
    }

    private static string? Lacking(PublishedRow row)
    {
        if (Unsaid().Match(row.Note) is { Success: true } said) { return $"the {said.Groups["what"].Value.ToLowerInvariant()}"; }
        return row.Unit is "unit-not-printed" ? "the unit" : null;
    }

    private static bool Alike(PublishedRow a, PublishedRow b) =>
        a.PeriodStart!.Value.Month == b.PeriodStart!.Value.Month && a.PeriodStart.Value.Day == b.PeriodStart.Value.Day
        && Math.Abs(a.PeriodEnd!.Value.DayNumber - a.PeriodStart.Value.DayNumber - b.PeriodEnd!.Value.DayNumber + b.PeriodStart.Value.DayNumber) <= 1;

    [GeneratedRegex(@"\b(?<what>(base )?period|date|area|base|unit|currency)\b[^;:]{0,20}\bnot (printed|defined|stated)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unsaid();
}
