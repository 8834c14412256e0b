using System.Text.RegularExpressions;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>A number under a name, a place or a year that is not its own, or that does not count as its neighbours do.</summary>
internal static partial class LabelRules
{
    /// <summary>Counts below this are alike by chance too often.</summary>
    private const decimal SmallCount = 100;

    /// <summary>Two areas that have each other's number of the year before: a column was probably exchanged.</summary>
    public static IEnumerable<Finding> Exchanged(FigureSet set)
    {
        foreach (var measure in set.Rows.Where(r => r.IsDated && r.Role.Length is 0 && !Measured.IsMoney(r.Unit) && !Measured.IsChange(r) && (!Measured.IsCount(r.Unit) || r.Value >= SmallCount) && set.Relations.AreasIn(r.Area).IsEmpty)
            .GroupBy(r => (r.Measure, r.Dimension, r.Part, r.Unit)))
        {
            var rows = measure.ToArray();
            foreach (var now in rows)
            {
                var before = Array.Find(rows, r => r.Area == now.Area && r.Value != now.Value && FigureSet.YearBefore(r, now));
                var other = before is null ? null : Array.Find(rows, r => string.CompareOrdinal(r.Area, now.Area) > 0 && r.Value == before.Value && FigureSet.SamePeriod(r, now));
                var others = other is null ? null : Array.Find(rows, r => r.Area == other.Area && r.Value == now.Value && FigureSet.SamePeriod(r, before!));
                if (others is null) { continue; }
                var arithmetic = $"{now.Area} {before!.Printed} then {now.Printed}, {other!.Area} {others.Printed} then {other.Printed}";
                yield return Finding.About(now, "exchanged", Severity.Query,
                    $"{now.Area} and {other.Area} have each other's number of the year before: {arithmetic}. A row or a column may have been exchanged in one of the two years.",
                    arithmetic, "No rounding is involved", [before, other, others]);
            }
        }
    }

    /// <summary>An area that had left by then, or a total that counts it.</summary>
    public static IEnumerable<Finding> Left(FigureSet set)
    {
        foreach (var relation in set.Relations.Of("left"))
        {
            if (!PartialDate.TryParse(relation.Of[0].Name, out var day)) { continue; }
            var after = set.Rows.Where(r => r.Area == relation.Measure.Name && r.PeriodStart > day.Last).GroupBy(r => (r.Document, r.Measure, r.PeriodStart));
            foreach (var rows in after.Select(g => g.ToArray()))
            {
                yield return Finding.About(rows[0], "area-left", Severity.Query,
                    $"{rows[0].Area} is counted for {Period.Words(rows[0])}, and had left by then ({relation.Why.ToLowerInvariant()}). The total for the year does not compare with the partnership's others.",
                    "", "No rounding is involved", rows.Concat(set.Rows.Where(r => r.Document == rows[0].Document && r.Measure == rows[0].Measure && set.Relations.AreasIn(r.Area).Contains(rows[0].Area))));
            }
        }
    }

    /// <summary>A number the document itself marks as counted otherwise than the ones it stands beside or is added to.</summary>
    public static IEnumerable<Finding> NotComparable(FigureSet set)
    {
        foreach (var row in set.Rows.Where(r => Marked().IsMatch(r.Printed) || Says().IsMatch(r.Note)))
        {
            var totals = set.Rows.Where(r => r.Document == row.Document && r.Measure == row.Measure && r.Dimension == row.Dimension && r.Part == row.Part
                && FigureSet.SamePeriod(r, row) && set.Relations.AreasIn(r.Area).Contains(row.Area)).ToArray();
            var added = totals.Length is 0 ? "" : $" It is added into {string.Join(" and ", totals.Select(t => $"{t.Printed} for {t.Area}"))} as if it were.";
            yield return Finding.About(row, "not-comparable", Severity.Query, $"The document says that “{row.Printed}” is not counted as the other areas' numbers are.{added}", "", "No rounding is involved", totals);
        }
    }

    /// <summary>A chart, a row or a heading that names something other than the text beside it.</summary>
    public static IEnumerable<Finding> Labelled(FigureSet set)
    {
        var labelled = set.Rows.Select(r => (Row: r, Label: OtherLabel().Match(r.Note))).Where(r => r.Label.Success);
        foreach (var group in labelled.GroupBy(r => (r.Row.Document, r.Row.Measure, Where: r.Label.Groups["where"].Value.ToLowerInvariant(), Label: r.Label.Groups["label"].Value.Trim())))
        {
            var rows = group.Select(g => g.Row).ToArray();
            var named = rows[0].IsWhole ? rows[0].Title : rows[0].Title.Contains(group.Key.Label, StringComparison.OrdinalIgnoreCase) ? null : $"{rows[0].Title}, {rows[0].Dimension} {rows[0].Part}";
            if (named is null || rows[0].Part == group.Key.Label) { continue; }
            yield return Finding.About(rows[0], "labelled-otherwise", Severity.Query,
                $"The {group.Key.Where} says “{group.Key.Label}” where the number is of “{named}”.", "", "No rounding is involved", rows);
        }
    }

    /// <summary>An average is one number; who prints a range gave the spread of something else.</summary>
    public static IEnumerable<Finding> AverageRange(FigureSet set)
    {
        var ends = set.Rows.Where(r => r.Dimension is "bound" && r.Qualifiers.Any(q => q.StartsWith("average", StringComparison.OrdinalIgnoreCase)))
            .GroupBy(r => (r.Document, r.Line, r.Measure, r.Area)).Where(g => g.Count() > 1);
        foreach (var rows in ends.Select(g => g.OrderBy(r => r.Value).ToArray()))
        {
            var arithmetic = $"{rows[0].Printed} to {rows[^1].Printed}";
            yield return Finding.About(rows[0], "average-as-a-range", Severity.Query, $"An average is one number; {arithmetic} is printed.", arithmetic, "No rounding is involved", rows);
        }
    }

    /// <summary>One document saying of one thing that it rose and that it fell, of a time it does not name.</summary>
    public static IEnumerable<Finding> UpAndDown(FigureSet set)
    {
        var changes = set.Rows.Where(r => Measured.IsChange(r) && !r.IsDated).GroupBy(r => (r.Document, r.Measure, r.Area));
        foreach (var rows in changes.Select(g => g.OrderBy(r => r.Line).ToArray()))
        {
            var rose = Array.Find(rows, r => r.Qualifiers.Contains("increase"));
            var fell = Array.Find(rows, r => r.Qualifiers.Contains("decrease"));
            if (rose is null || fell is null) { continue; }
            var arithmetic = $"{rose.Printed} up and {fell.Printed} down";
            yield return Finding.About(fell, "up-and-down", Severity.Query,
                $"The same thing is said to have risen by {rose.Printed} (line {rose.Line}) and fallen by {fell.Printed} (line {fell.Line}), each without the dates it is between.",
                arithmetic, "No rounding is involved", [rose]);
        }
    }

    [GeneratedRegex(@"\d\s*[*†‡]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\bnot comparable\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Says();

    [GeneratedRegex(@"\b(?<where>chart legend|legend|chart|row|column|table|heading)\s+(labelled|headed|titled|prints)\s+(?<label>[^;]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OtherLabel();
}
