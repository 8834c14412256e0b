using System.Text.RegularExpressions;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>Totals against what they are the totals of.</summary>
internal static partial class TotalRules
{
    /// <summary>Parts that come to less than this much of the whole are taken for a few examples, not for all parts.</summary>
    private const decimal LooksComplete = 2m / 3;

    /// <summary>Code of what rounding explains.</summary>
    internal const string Rounding = "rounding";

    public static IEnumerable<Finding> Areas(FigureSet set)
    {
        foreach (var whole in set.Rows.Where(Measured.IsAdditive))
        {
            var areas = set.Relations.AreasIn(whole.Area);
            if (areas.IsEmpty) { continue; }

            var parts = areas.Select(a => set.Find(whole.Measure, a, whole.Dimension, whole.Part, whole)).ToArray();
            if (parts.Any(p => p is null)) { continue; }
            var sum = FigureSet.Sum(parts.Select(p => p!));
            if (Differs(whole, sum) && !set.Explains(whole, whole.Value - sum.Value))
            {
                yield return Say("area-total", whole, sum, $"The areas ({string.Join(", ", areas)}) add up to");
            }
            else if (OnlyRounded(whole, sum)) { yield return Say(Rounding, whole, sum, $"The areas ({string.Join(", ", areas)}) add up to"); }
        }
    }

    public static IEnumerable<Finding> Parts(FigureSet set)
    {
        var splits = set.Rows.Where(r => !r.IsWhole && Measured.IsAdditive(r))
            .GroupBy(r => (r.Document, r.Measure, r.Area, r.Unit, r.PeriodStart, r.PeriodEnd, r.AsAt, r.Dimension, r.Role));
        foreach (var split in splits)
        {
            var rows = split.OrderBy(r => r.Line).ThenBy(r => r.FileLine).ToList();
            if (rows.Find(r => TotalLabel().IsMatch(r.Part)) is { } labelled)
            {
                var rounded = new List<Finding>();
                if (Subtotals(labelled, rows.TakeWhile(r => r != labelled), rounded) is { Rows.Length: >= 2 } before)
                {
                    if (Differs(labelled, before)) { yield return Say("parts", labelled, before, "The parts add up to"); }
                    else if (OnlyRounded(labelled, before)) { yield return Say(Rounding, labelled, before, "The parts add up to"); }
                }
                foreach (var line in rounded) { yield return line; }
                continue;
            }

            var whole = set.Find(split.Key.Measure, split.Key.Area, "", "", rows[0]);
            if (whole is null || rows.Count < 2 || !set.Relations.IsPartition(split.Key.Dimension)) { continue; }
            var sum = FigureSet.Sum(rows);
            var difference = whole.Value - sum.Value;
            var complete = sum.Value >= whole.Value * LooksComplete;
            if (complete && Differs(whole, sum) && !set.Explains(whole, difference, split.Key.Dimension))
            {
                yield return Say("parts", whole, sum, $"The parts by {split.Key.Dimension} add up to");
            }
            else if (OnlyRounded(whole, sum)) { yield return Say(Rounding, whole, sum, $"The parts by {split.Key.Dimension} add up to"); }
        }
    }

    public static IEnumerable<Finding> Sums(FigureSet set)
    {
        foreach (var relation in set.Relations.Of("sum"))
        {
            foreach (var whole in set.Rows.Where(relation.Measure.Names))
            {
                var parts = relation.Of.Select(m => set.Find(m.Name, m.Area ?? whole.Area, whole.Dimension, whole.Part, whole)).ToArray();
                if (parts.Any(p => p is null || p.Unit != whole.Unit)) { continue; }
                var sum = FigureSet.Sum(parts.Select(p => p!));
                if (Differs(whole, sum)) { yield return Say("sum", whole, sum, $"{relation.Why}. They add up to"); }
                else if (OnlyRounded(whole, sum)) { yield return Say(Rounding, whole, sum, $"{relation.Why}. They add up to"); }
            }
        }
    }

    public static IEnumerable<Finding> Carried(FigureSet set)
    {
        foreach (var relation in set.Relations.Of("carried"))
        {
            foreach (var balance in set.Rows.Where(relation.Measure.Names))
            {
                var before = set.Find(balance.Measure, balance.Area, balance.Dimension, balance.Part, balance, FigureSet.YearBefore);
                var movement = set.Find(relation.Of[0].Name, balance.Area, balance.Dimension, balance.Part, balance);
                if (before is null || movement is null) { continue; }
                var sum = FigureSet.Sum([before, movement]);
                if (Differs(balance, sum)) { yield return Say("carried-forward", balance, sum, $"{relation.Why}. They add up to"); }
                else if (OnlyRounded(balance, sum)) { yield return Say(Rounding, balance, sum, $"{relation.Why}. They add up to"); }
            }
        }
    }

    private static bool Differs(PublishedRow whole, Amount sum) => !Spread.Of(whole).Meets(sum.Spread);

    /// <summary>Off by no more than rounding explains: right, but who adds the printed numbers up gets another.</summary>
    private static bool OnlyRounded(PublishedRow whole, Amount sum) =>
        whole.Value != sum.Value && !Differs(whole, sum) && !Spread.Of(whole).Approximate && !sum.Spread.Approximate;

    /// <summary>Lines of a table before its total; a line that is itself the sum of lines just above it takes their place.</summary>
    private static Amount? Subtotals(PublishedRow total, IEnumerable<PublishedRow> lines, List<Finding> rounded)
    {
        var open = new List<PublishedRow>();
        foreach (var line in lines)
        {
            for (var from = open.Count - 2; from >= 0; from--)
            {
                var above = FigureSet.Sum(open.Skip(from));
                if (!above.Spread.Meets(Spread.Of(line))) { continue; }
                if (OnlyRounded(line, above)) { rounded.Add(Say(Rounding, line, above, "The lines above add up to")); }
                open.RemoveRange(from, open.Count - from);
                break;
            }
            open.Add(line);
        }
        return open.Count is 0 || total.Unit != open[0].Unit ? null : FigureSet.Sum(open);
    }

    private static Finding Say(string rule, PublishedRow whole, Amount sum, string lead)
    {
        var spread = Spread.Of(whole);
        var arithmetic = $"{sum.Text}, printed {Finding.Number(whole.Value)}";
        var difference = whole.Value - sum.Value;
        var allowed = spread.Half + sum.Spread.Half;
        var tolerance = allowed is 0 ? "These are counts: no rounding is allowed for" : $"Rounding would explain a difference of {Finding.Number(allowed)}";
        var unsure = spread.Approximate || sum.Spread.Approximate || sum.Rows.Any(r => r.Document != whole.Document);
        var message = $"{lead} {sum.Text}, but {Finding.Number(whole.Value)} is printed: {Finding.Number(Math.Abs(difference))} {(difference > 0 ? "more" : "less")}. {tolerance}.";
        var severity = rule is Rounding ? Severity.Note : unsure ? Severity.Query : Severity.Error;
        return Finding.About(whole, rule, severity, message, arithmetic, tolerance, sum.Rows);
    }

    [GeneratedRegex(@"\b(all|total|overall)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TotalLabel();
}
