using System.Text.Json;
using Trellis.Platform;
using Trellis.Practice;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;
using Trellis.Returns.Rules;
using Trellis.Tests.Support;

namespace Trellis.Tests.Returns;

/// <summary>Two thirds of the rules have cases of their own beside the checkout: what they expect is what the rules find, row for row.</summary>
public sealed class The_departments_cases
{
    [SharedFact]
    public void Every_case_is_answered_as_it_says()
    {
        var wrong = new List<string>();
        var files = Directory.GetFiles(Path.Combine(SharedFactAttribute.Shared, "returns", "fixtures_cin"), "*.json");
        files.Length.ShouldBeGreaterThan(60);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var code = json.RootElement.GetProperty("code").GetString()!;
            foreach (var one in json.RootElement.GetProperty("cases").EnumerateArray())
            {
                var census = CensusFixture.Read(one.GetProperty("input"));
                var result = CensusCheck.Run(census, Year(census), CensusRules.For(2026).Where(r => r.Code == code)).Rules.ShouldHaveSingleItem();
                wrong.AddRange(Differences(one.GetProperty("expected"), result).Select(d => $"{code}: {d}"));
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static CensusYear Year(CensusReturn census) => new(2026, census.Header.Collection.ReferenceDate.Day, (day, n) => Calendar.AddWorkingDays(day, n));

    private static Platform.Time.WorkingCalendar Calendar { get; } = Read();

    private static Platform.Time.WorkingCalendar Read()
    {
        using var text = File.OpenText(Checkout.Folder("practice", "calendars", "england-and-wales.yaml"));
        return CalendarFile.Read("england-and-wales.yaml", text);
    }

    private static IEnumerable<string> Differences(JsonElement expected, RuleResult result)
    {
        if (result.Outcome is RuleOutcome.Crashed or RuleOutcome.Skipped) { yield return $"{result.Outcome} {result.Why} {string.Join("; ", result.Crashes.Select(c => c.What))}"; }
        var whole = expected.GetProperty("la_level").ValueKind is not JsonValueKind.Null;
        if (whole != result.Issues.Any(i => i.Figures is not null)) { yield return $"of the whole return: expected {whole}"; }

        var cells = expected.GetProperty("cell_issues").EnumerateArray()
            .Select(c => $"{c.GetProperty("table").GetString()!.ToUpperInvariant()} {c.GetProperty("field").GetString()} {c.GetProperty("row")}").ToHashSet();
        var groups = expected.GetProperty("grouped_issues").EnumerateArray().ToList();
        if (cells.Count > 0)
        {
            var found = result.Issues.SelectMany(i => i.Places.Take(1)).SelectMany(p => p.Values.Select(v => $"{p.Module.ToUpperInvariant()} {v.Field} {v.Line}"))
                .Where(f => cells.Any(c => c.Split(' ')[1] == f.Split(' ')[1])).ToHashSet();
            if (!cells.SetEquals(found)) { yield return $"expected {string.Join(", ", cells)}; found {string.Join(", ", found)}"; }
        }
        else if (groups.Count == 0 && !whole && result.Issues.Length > 0) { yield return "found something where nothing is"; }

        foreach (var group in groups.Where(g => g.GetProperty("asserted_by_test").GetBoolean()))
        {
            var table = group.GetProperty("table").GetString()!;
            var rows = group.GetProperty("errors").EnumerateArray().SelectMany(e => e.GetProperty("rows").EnumerateArray()).Select(r => r.GetInt32()).ToHashSet();
            var sameTable = groups.Count(g => g.GetProperty("table").GetString() == table) > 1;
            var found = result.Issues.SelectMany(i => sameTable ? i.Places.Take(1) : i.Places).Where(p => p.Module.Equals(table, StringComparison.OrdinalIgnoreCase)).Select(p => p.Line).ToHashSet();
            if (!rows.SetEquals(found)) { yield return $"{table} expected rows {string.Join(", ", rows.Order())}; found {string.Join(", ", found.Order())}"; }
        }
    }
}
