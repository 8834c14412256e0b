using System.Globalization;
using Trellis.Returns.Checking;

namespace Trellis.Commands;

/// <summary>A checked census for reading: the oddities of the file, then the rules that failed with their first issues.</summary>
internal static class CheckCinWords
{
    private const int Listed = 10;

    public static void Write(CheckResult result, string file, TextWriter output)
    {
        var header = result.Census.Header;
        output.WriteLine(Line($"{file}: children in need census {result.Year.Name}, authority {header.Source.Authority.Text ?? "not given"}, {Many(result.Census.Children.Count, "child", "children")}"));
        foreach (var odd in result.Census.Oddities.Take(Listed)) { output.WriteLine(odd.Line == 0 ? odd.Words : Line($"line {odd.Line}: {odd.Words}")); }
        More(result.Census.Oddities.Count, output);
        foreach (var rule in result.Rules.Where(r => r.Outcome is RuleOutcome.Failed or RuleOutcome.Crashed))
        {
            output.WriteLine();
            output.WriteLine(Line($"{(rule.Rule.Severity is Severity.Error ? "error" : "query")} {rule.Rule.Code}, {rule.Issues.Length}: {rule.Rule.Message}"));
            foreach (var crash in rule.Crashes.Take(Listed)) { output.WriteLine($"    the rule itself went wrong{(crash.Child is { } at ? $" at child {at.Identifiers.ChildId}" : "")}: {crash.What}"); }
            foreach (var issue in rule.Issues.Take(Listed)) { output.WriteLine($"    {Words(issue)}"); }
            More(rule.Issues.Length, output);
        }

        output.WriteLine();
        foreach (var rule in result.Rules.Where(r => r.Outcome is RuleOutcome.Skipped)) { output.WriteLine($"not asked {rule.Rule.Code}: {rule.Why}"); }
        output.WriteLine(Line($"{Many(result.Errors, "error", "errors")} and {Many(result.Queries, "query", "queries")}. Of {result.Rules.Length} rules {result.Count(RuleOutcome.Passed)} passed, {result.Count(RuleOutcome.Failed)} failed, {result.Count(RuleOutcome.Skipped)} were not asked, {result.Count(RuleOutcome.Crashed)} went wrong"));
    }

    private static string Words(Issue issue)
    {
        if (issue.Figures is { } figures) { return figures; }
        var places = issue.Places.Select(p => Line($"{p.Path} (line {p.Line}){string.Concat(p.Values.Select(v => $" {v.Field} {v.Value ?? "missing"}"))}"));
        return $"{(issue.Child is { } child ? $"child {child.Identifiers.ChildId.Text ?? "without a number"}: " : "")}{string.Join("; ", places)}";
    }

    private static void More(int count, TextWriter output)
    {
        if (count > Listed) { output.WriteLine(Line($"    and {count - Listed} more, which --csv and --json list")); }
    }

    private static string Many(int number, string one, string many) => Line($"{number} {(number == 1 ? one : many)}");

    private static string Line(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
