using Trellis.Modules.Figures.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Figures.Checks;

/// <summary>What one row says by itself.</summary>
internal static class PlainRules
{
    public static IEnumerable<Finding> AsPrinted(FigureSet set)
    {
        foreach (var row in set.Rows)
        {
            if (!Printed.TryParse(row.Printed, out var printed))
            {
                if (PlaceholderText.In(row.Printed) is null)
                {
                    yield return Plain(row, "value-as-printed", Severity.Error, $"“{row.Printed}” is not a number that can be read, but {Finding.Number(row.Value)} is given for it.");
                }
            }
            else if (!printed.Agrees(row.Value, row.Unit))
            {
                yield return Plain(row, "value-as-printed", Severity.Error, $"“{row.Printed}” is printed, but {Finding.Number(row.Value)} ({row.Unit}) is given for it.");
            }
        }
    }

    public static IEnumerable<Finding> Placeholders(FigureSet set)
    {
        foreach (var row in set.Rows)
        {
            foreach (var (column, text) in new[] { ("printed", row.Printed), ("section", row.Section), ("title", row.Title), ("part", row.Part), ("note", row.Note) })
            {
                if (PlaceholderText.In(text) is { } left)
                {
                    yield return Plain(row, "placeholder", Severity.Error, $"“{left}” is left in the {column}, where a number or name belongs.");
                }
            }
        }
    }

    public static IEnumerable<Finding> Implausible(FigureSet set)
    {
        foreach (var row in set.Rows)
        {
            if (Measured.AsPercent(row) > 100 && !Measured.IsChange(row)) { yield return Plain(row, "implausible", Severity.Error, $"A share of {Finding.Number(Measured.AsPercent(row)!.Value)}% is more than the whole."); }
            if (row.Value < 0 && !Measured.IsMoney(row.Unit) && !Measured.IsChange(row)) { yield return Plain(row, "implausible", Severity.Error, $"{Finding.Number(row.Value)} {row.Unit} is less than none."); }
            if (row.Value % 1 is not 0 && Measured.IsCount(row.Unit) && !row.Qualifiers.Contains("average")) { yield return Plain(row, "implausible", Severity.Error, $"{Finding.Number(row.Value)} {row.Unit} is not a whole number."); }
            if (row is { AsAt: { } at, PeriodStart: { } start, PeriodEnd: { } end } && (at.First > end || at.Last < start))
            {
                yield return Plain(row, "implausible", Severity.Error, $"It is as at {at}, outside its own period, {English.Date(start)} to {English.Date(end)}.");
            }
        }
    }

    private static Finding Plain(PublishedRow row, string rule, Severity severity, string message) =>
        Finding.About(row, rule, severity, message, "", "No rounding is involved");
}
