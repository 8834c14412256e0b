using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>One fact in several places: printed differently, without its date, or under a label that is not its own.</summary>
internal static class SameFactRules
{
    /// <summary>Two numbers this few lines apart are set against each other on purpose: "one in six, up from one in nine".</summary>
    private const int OneSentence = 2;

    public static IEnumerable<Finding> Differently(FigureSet set)
    {
        foreach (var (first, second) in Pairs(set, SameTime))
        {
            if (Comparable(first).Meets(Comparable(second)) || (first.Document == second.Document && first.Line == second.Line)) { continue; }
            var elsewhere = first.Document != second.Document;
            var sure = !elsewhere && !Comparable(first).Approximate && !Comparable(second).Approximate;
            var arithmetic = $"{second.Printed} and {first.Printed}";
            var where = elsewhere ? $"in {first.Document} line {first.Line}" : $"on line {first.Line} of the same document";
            yield return Finding.About(second, "printed-differently", sure ? Severity.Error : Severity.Query,
                $"“{second.Printed}” here, “{first.Printed}” {where}: more apart than rounding explains.", arithmetic, Allowed(first, second), [first]);
        }
    }

    public static IEnumerable<Finding> Approximately(FigureSet set)
    {
        foreach (var (first, second) in Pairs(set, SameTime))
        {
            var (rough, exact) = Comparable(first).Approximate ? (first, second) : (second, first);
            if (!Comparable(rough).Approximate || Comparable(exact).Approximate || rough.Value == exact.Value || !Comparable(first).Meets(Comparable(second))) { continue; }
            yield return Finding.About(rough, "approximate", Severity.Query,
                $"“{Words(rough)}” here, where {exact.Document} line {exact.Line} prints the number itself: {exact.Printed}.", $"{Words(rough)} and {exact.Printed}", Allowed(first, second), [exact]);
        }
    }

    public static IEnumerable<Finding> Undated(FigureSet set)
    {
        foreach (var (first, second) in Pairs(set, (a, b) => a.IsDated != b.IsDated && a.Document == b.Document && Math.Abs(a.Line - b.Line) > OneSentence))
        {
            if (Comparable(first).Meets(Comparable(second))) { continue; }
            var (undated, dated) = first.IsDated ? (second, first) : (first, second);
            yield return Finding.About(undated, "undated", Severity.Query,
                $"“{undated.Printed}” has no date, and line {dated.Line} of the same document prints “{dated.Printed}” ({Period.Words(dated)}) for the same question.",
                $"{undated.Printed} and {dated.Printed}", Allowed(first, second), [dated]);
        }
    }

    /// <summary>Percentages of two areas that agree to the decimal, row after row, were probably copied.</summary>
    public static IEnumerable<Finding> Copied(FigureSet set)
    {
        var sets = set.Rows.Where(r => r is { Unit: "percent", IsWhole: false } && r.Role.Length is 0 && set.Relations.AreasIn(r.Area).IsEmpty)
            .GroupBy(r => (r.Document, r.Measure, r.Dimension, r.Area))
            .Select(g => (g.Key, Rows: g.OrderBy(r => r.Part, StringComparer.Ordinal).ThenBy(r => r.FileLine).ToArray()))
            .Where(s => s.Rows.Length > 1 && s.Rows.Any(r => r.Value % 1 is not 0)).ToArray();
        foreach (var (key, rows) in sets)
        {
            var twin = sets.FirstOrDefault(s => s.Key.Area != key.Area && s.Key with { Area = key.Area } == key && s.Rows[0].FileLine < rows[0].FileLine
                && s.Rows.Select(Same).SequenceEqual(rows.Select(Same)));
            if (twin.Rows is null) { continue; }
            var arithmetic = string.Join(", ", rows.Select(r => $"{r.Part}: {r.Printed}"));
            yield return Finding.About(rows[0], "same-for-two-areas", Severity.Query,
                $"{key.Area} has the very numbers of {twin.Key.Area} ({arithmetic}). One may have been copied over the other.", arithmetic, "No rounding is involved", [.. rows, .. twin.Rows]);
        }
    }

    /// <summary>A large count printed again in another document for another year, or for another age range, was probably not counted again.</summary>
    public static IEnumerable<Finding> Relabelled(FigureSet set)
    {
        var counts = set.Rows.Where(r => Measured.IsCount(r.Unit) && r.Value >= 1000 && r.Value % 100 is not 0);
        foreach (var group in counts.GroupBy(r => (r.Measure, r.Area, r.Value)))
        {
            var rows = group.OrderBy(r => r.FileLine).ToArray();
            foreach (var again in rows.Skip(1))
            {
                var first = Array.Find(rows, r => r.Document != again.Document && (r.Part != again.Part || !FigureSet.SamePeriod(r, again)) && (r.Part != again.Part || (r.IsDated && again.IsDated)));
                if (first is null) { continue; }
                yield return Finding.About(again, "same-under-another-label", Severity.Query,
                    $"{again.Printed} ({Label(again)}) is also printed in {first.Document} line {first.Line} ({Label(first)}). The same number can hardly be true of both.",
                    $"{again.Printed} = {first.Printed}", "No rounding is involved", [first]);
                break;
            }
        }
    }

    /// <summary>The same amount in thousands and in pounds.</summary>
    public static IEnumerable<Finding> InOtherUnits(FigureSet set)
    {
        foreach (var relation in set.Relations.Of("same"))
        {
            foreach (var row in set.Rows.Where(relation.Measure.Names))
            {
                if (set.Find(relation.Of[0], row) is not { Rows: [var other] } || Spread.Of(row).Times(Printed.UnitScale(row.Unit)).Meets(Spread.Of(other).Times(Printed.UnitScale(other.Unit)))) { continue; }
                var arithmetic = $"{row.Printed} ({row.Unit}) and {other.Printed} ({other.Unit})";
                yield return Finding.About(row, "printed-differently", Severity.Query,
                    $"“{row.Printed}” here, “{other.Printed}” on line {other.Line}: {relation.Why.ToLowerInvariant()}, and more apart than rounding one number explains. Rounded parts may have been added up.",
                    arithmetic, $"Rounding would explain {Finding.Number(Spread.Of(row).Half * Printed.UnitScale(row.Unit))}", [other]);
            }
        }
    }

    private static IEnumerable<(PublishedRow First, PublishedRow Second)> Pairs(FigureSet set, Func<PublishedRow, PublishedRow, bool> when)
    {
        foreach (var group in set.Rows.GroupBy(r => (r.Measure, r.Area, r.Dimension, r.Part, Kind(r), r.Role, Measured.IsChange(r) ? r.Qualifier : "")))
        {
            var rows = group.ToArray();
            for (var i = 1; i < rows.Length; i++)
            {
                if (Array.Find(rows[..i], r => when(r, rows[i]) && r.Value != rows[i].Value) is { } first) { yield return (first, rows[i]); }
            }
        }
    }

    private static bool SameTime(PublishedRow a, PublishedRow b) => a.IsDated == b.IsDated && FigureSet.SamePeriod(a, b);

    private static string Kind(PublishedRow row) => Measured.AsPercent(row) is null ? row.Unit : "share";

    private static Spread Comparable(PublishedRow row) => Measured.AsPercent(row) is null ? Spread.Of(row) : Measured.PercentSpread(row);

    private static string Words(PublishedRow row) => $"{row.Qualifiers.FirstOrDefault(q => q is not "%") ?? ""} {row.Printed}".Trim();

    private static string Label(PublishedRow row) => row.IsWhole ? Period.Words(row) : $"{row.Dimension} {row.Part}, {Period.Words(row)}";

    private static (string, decimal) Same(PublishedRow row) => (row.Part, row.Value);

    private static string Allowed(PublishedRow a, PublishedRow b)
    {
        var allowed = Comparable(a).Half + Comparable(b).Half;
        return allowed is 0 ? "These are counts: no rounding is allowed for" : $"Rounding would explain {Finding.Number(allowed)}";
    }
}
