using System.Globalization;
using Trellis.Returns.Checking;
using Trellis.Sheets;

namespace Trellis.Commands;

/// <summary>A checked census as tables: one row for each value of each issue, so that it can be sorted by child, rule or record; and the rules with what became of them.</summary>
internal static class CheckCinSheets
{
    private static readonly string[] Columns = ["Rule", "Severity", "Issue", "Child", "Record", "Field", "Value", "Line", "Message"];

    /// <summary>With the mark of UTF-8, which Excel wants.</summary>
    public static void Csv(CheckResult result, TextWriter to)
    {
        to.Write('\uFEFF');
        SheetFile.Csv(to, Columns, Issues(result));
    }

    public static byte[] Workbook(CheckResult result) => SheetFile.Workbook([new SheetFile("Issues", Columns, [.. Issues(result)]), Rules(result)]);

    private static IEnumerable<IReadOnlyList<string>> Issues(CheckResult result) =>
        result.Rules.SelectMany(r => r.Issues.Index().SelectMany(i => Rows(r.Rule, i.Index + 1, i.Item)))
            .Concat(result.Census.Oddities.Select(o => (IReadOnlyList<string>)["", "file", "", "", "", "", "", Number(o.Line), o.Words]));

    private static IEnumerable<IReadOnlyList<string>> Rows(Rule rule, int number, Issue issue)
    {
        string[] before = [rule.Code, Word(rule), Number(number), issue.Child?.Identifiers.ChildId.Text ?? ""];
        if (issue.Places.Length == 0) { yield return [.. before, "", "", issue.Figures ?? "", "", rule.Message]; }
        foreach (var place in issue.Places)
        {
            if (place.Values.Length == 0) { yield return [.. before, place.Path, "", "", Number(place.Line), rule.Message]; }
            foreach (var shown in place.Values) { yield return [.. before, place.Path, shown.Field, shown.Value ?? "", Number(shown.Line), rule.Message]; }
        }
    }

    private static SheetFile Rules(CheckResult result) => new(
        "Rules",
        ["Rule", "Severity", "Module", "Outcome", "Issues", "Why", "Message", "Explanation"],
        [.. result.Rules.Select(r => (IReadOnlyList<string>)[r.Rule.Code, Word(r.Rule), r.Rule.Module, r.Outcome.ToString().ToLowerInvariant(), Number(r.Issues.Length), r.Why ?? string.Join("; ", r.Crashes.Select(c => c.What)), r.Rule.Message, r.Rule.Explanation])]);

    private static string Word(Rule rule) => rule.Severity is Severity.Error ? "error" : "query";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
