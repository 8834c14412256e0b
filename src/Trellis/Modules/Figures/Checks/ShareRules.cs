using System.Globalization;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>Percentages, rates and averages against the numbers they are made of, and against 100.</summary>
internal static class ShareRules
{
    /// <summary>A set of shares this near to 100 is taken for the shares of one whole; further off it is a few examples, or answers that overlap.</summary>
    private const decimal NearAWhole = 5;

    private sealed record Part(PublishedRow Row, Amount? Of, Amount Whole, string Why);

    public static IEnumerable<Finding> Quotients(FigureSet set)
    {
        foreach (var part in Known(set).Where(p => p is { Of: not null, Whole.Value: not 0 }))
        {
            var printed = Measured.PercentSpread(part.Row);
            if (printed.Meets(Spread.Percent(part.Of!.Spread, part.Whole.Spread))) { continue; }
            yield return OtherBase(set, part, printed) is { } meant ? OfAnotherBase(part, meant, printed) : Quotient(part, printed);
        }
        foreach (var relation in set.Relations.Of("per"))
        {
            foreach (var row in set.Rows.Where(relation.Measure.Names))
            {
                var per = decimal.Parse(relation.By, CultureInfo.InvariantCulture);
                if (set.Find(relation.Of[0], row) is { } of && Rate(row, of, per, relation) is { } finding) { yield return finding; }
            }
        }
    }

    public static IEnumerable<Finding> Impossible(FigureSet set)
    {
        var small = Known(set).Where(p => p.Of is null && p.Row.Unit is "percent" && IsExact(p) && p.Whole.Value * Spread.Of(p.Row).Half < 50);
        foreach (var group in small.GroupBy(p => (p.Row.Document, p.Row.Measure, p.Row.Area, p.Row.Dimension, p.Whole.Text, Period.Words(p.Row))))
        {
            var parts = group.ToArray();
            var whole = (int)parts[0].Whole.Value;
            var wrong = parts.Where(p => !Possible(p.Row, whole)).ToArray();
            if (wrong.Length is 0) { continue; }

            var row = wrong[0].Row;
            var percents = string.Join(", ", wrong.Select(p => $"{Finding.Number(p.Row.Value)}%"));
            var near = (int)Math.Floor(row.Value * whole / 100);
            var arithmetic = $"{near} of {whole} is {Finding.Rounded(100m * near / whole)}%, {near + 1} of {whole} is {Finding.Rounded(100m * (near + 1) / whole)}%, printed {Finding.Number(row.Value)}%";
            var other = Enumerable.Range(1, 3).SelectMany(d => new[] { whole - d, whole + d }).Where(n => n > 0 && parts.All(p => Possible(p.Row, n))).Take(1)
                .Select(n => $" {(parts.Length > 1 ? "All the printed shares" : "It")} could be of {n}.");
            var tolerance = $"Rounding would explain {Finding.Number(Spread.Of(row).Half)} of a percentage point";
            var message = $"No whole number of the {whole} printed gives {percents}: {arithmetic}. {tolerance}.{string.Concat(other)}";
            yield return Finding.About(row, "share-impossible", Severity.Query, message, arithmetic, tolerance, [.. wrong.Select(p => p.Row), .. parts[0].Whole.Rows]);
        }
    }

    public static IEnumerable<Finding> Wholes(FigureSet set)
    {
        var splits = set.Rows.Where(r => r is { Unit: "percent", IsWhole: false } && !Measured.IsChange(r) && !set.Relations.AreSeparate(r.Dimension) && r.Role.Length is 0)
            .GroupBy(r => (r.Document, r.Measure, r.Area, r.PeriodStart, r.PeriodEnd, r.AsAt, r.Dimension)).Where(g => g.Count() > 1);
        foreach (var split in splits)
        {
            var rows = split.ToArray();
            var sum = rows.Sum(r => r.Value);
            var allowed = rows.Sum(r => Spread.Of(r).Half);
            if (Math.Abs(sum - 100) <= allowed || Math.Abs(sum - 100) > Math.Max(NearAWhole, allowed + 1)) { continue; }

            var arithmetic = $"{string.Join(" + ", rows.Select(r => Finding.Number(r.Value)))} = {Finding.Number(sum)}";
            var tolerance = $"Rounding of {rows.Length} shares would explain {Finding.Number(allowed)}";
            var missing = sum < 100 ? " Either one is wrong or a part is not printed." : "";
            var message = $"The shares by {split.Key.Dimension} come to {Finding.Number(sum)}%, not 100%: {arithmetic}. {tolerance}.{missing}";
            yield return Finding.About(rows[0], "shares-of-whole", sum > 100 ? Severity.Error : Severity.Query, message, arithmetic, tolerance, rows);
        }
    }

    /// <summary>Shares whose numbers are known: by a declared relation, or by name (<c>x-share</c>, <c>x-rate</c> and <c>x-by-…</c> are of <c>x</c>).</summary>
    private static IEnumerable<Part> Known(FigureSet set)
    {
        foreach (var row in set.Rows.Where(r => Measured.AsPercent(r) is not null && !Measured.IsChange(r)))
        {
            if (set.Relations.Of("share").FirstOrDefault(r => r.Measure.Names(row)) is { } relation)
            {
                var whole = set.Find(MeasureRef.Parse(relation.By), row) ?? set.Find(MeasureRef.Parse(relation.By + "[=]"), row);
                var of = relation.Of.IsEmpty ? null : set.Find(relation.Of[0], row) ?? set.Find(relation.Of[0] with { Dimension = "", Part = "" }, row);
                if (whole is not null && (relation.Of.IsEmpty || of is not null)) { yield return new Part(row, of, whole, relation.Why); }
                continue;
            }
            if (row.IsWhole || NamedAfter(row.Measure) is not { } name || set.Find(new MeasureRef(name, "", "", null), row) is not { } total) { continue; }
            if (!total.Rows.All(Measured.IsAdditive)) { continue; }
            yield return new Part(row, set.Find(new MeasureRef(name, null, null, null), row), total, $"Share of {total.Rows[0].Title}");
        }
    }

    private static string? NamedAfter(string measure)
    {
        foreach (var suffix in new[] { "-share", "-rate" })
        {
            if (measure.EndsWith(suffix, StringComparison.Ordinal)) { return measure[..^suffix.Length]; }
        }
        var by = measure.IndexOf("-by-", StringComparison.Ordinal);
        return by < 0 ? null : measure[..by];
    }

    private static bool IsExact(Part part) => part.Whole is { Spread.Half: 0, Value: > 0 and < 1000 } && !Spread.Of(part.Row).Approximate;

    private static bool Possible(PublishedRow row, int whole)
    {
        var spread = Spread.Of(row);
        return Math.Floor(spread.High * whole / 100) >= Math.Ceiling(spread.Low * whole / 100);
    }

    /// <summary>The document may mean a part of the whole it prints elsewhere: residents only.</summary>
    private static PublishedRow? OtherBase(FigureSet set, Part part, Spread printed) =>
        part.Whole.Rows is [{ IsWhole: true } whole]
            ? set.Of(whole.Measure, whole.Area).FirstOrDefault(r => !r.IsWhole && r.Value > 0 && FigureSet.SamePeriod(r, whole) && printed.Meets(Spread.Percent(part.Of!.Spread, Spread.Of(r))))
            : null;

    private static Finding OfAnotherBase(Part part, PublishedRow meant, Spread printed)
    {
        var shown = Finding.Number(Measured.AsPercent(part.Row)!.Value);
        var arithmetic = $"{Finding.Number(part.Of!.Value)} ÷ {Finding.Number(part.Whole.Value)} = {Finding.Rounded(part.Of.Value / part.Whole.Value * 100)}%, printed {shown}%";
        var tolerance = $"Rounding would explain {Finding.Number(printed.Half)} of a percentage point";
        var message = $"{shown}% is printed without what it is of: {Finding.Number(part.Of.Value)} of the total of {Finding.Number(part.Whole.Value)} is {Finding.Rounded(part.Of.Value / part.Whole.Value * 100)}%, of {Finding.Number(meant.Value)} ({meant.Dimension}: {meant.Part}) it is {Finding.Rounded(part.Of.Value / meant.Value * 100)}%.";
        return Finding.About(part.Row, "share-of-a-part", Severity.Query, message, arithmetic, tolerance, [.. part.Of.Rows, .. part.Whole.Rows, meant]);
    }

    private static Finding Quotient(Part part, Spread printed)
    {
        var percent = part.Of!.Value / part.Whole.Value * 100;
        var shown = Measured.AsPercent(part.Row)!.Value;
        var arithmetic = $"{Finding.Number(part.Of.Value)} ÷ {Finding.Number(part.Whole.Value)} = {Finding.Rounded(percent)}%, printed {Finding.Number(shown)}%";
        var tolerance = $"Rounding would explain {Finding.Number(printed.Half)} of a percentage point";
        var bases = part.Whole.Rows.Length < 2 ? [] : part.Whole.Rows.Where(r => printed.Meets(Spread.Percent(part.Of.Spread, Spread.Of(r)))).ToArray();
        var hint = bases.Length is 0 ? "" : $" It would be the share of {string.Join(" or of ", bases.Select(b => $"{b.Area}'s {Finding.Number(b.Value)}"))} alone.";
        var message = $"{part.Why}: {part.Of.Text} of {part.Whole.Text} is {Finding.Rounded(percent)}%, but {Finding.Number(shown)}% is printed. {tolerance}.{hint}";
        var unsure = printed.Approximate || part.Of.Spread.Approximate || part.Whole.Spread.Approximate || part.Whole.Rows.Length > 1
            || part.Of.Rows.Concat(part.Whole.Rows).Any(r => r.Document != part.Row.Document);
        return Finding.About(part.Row, "share", unsure ? Severity.Query : Severity.Error, message, arithmetic, tolerance, part.Of.Rows.Concat(part.Whole.Rows));
    }

    private static Finding? Rate(PublishedRow row, Amount of, decimal per, Relation relation)
    {
        var half = Printed.TryParse(row.Printed, out var text) ? text.HalfUnit : 0.5m;
        var rate = of.Value / per;
        if (Math.Abs(rate - row.Value) <= half) { return null; }
        var arithmetic = $"{of.Text} ÷ {Finding.Number(per)} = {Finding.Rounded(rate)}, printed {Finding.Number(row.Value)}";
        var tolerance = $"Rounding would explain {Finding.Number(half)}";
        return Finding.About(row, "share", Severity.Query, $"{relation.Why}: {arithmetic}. {tolerance}.", arithmetic, tolerance, of.Rows);
    }
}
