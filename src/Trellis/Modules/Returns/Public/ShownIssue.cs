using Trellis.Returns.Census;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns.Public;

/// <summary>A value as it stands in the file; null where it is missing.</summary>
public sealed record ShownField(string Field, string? Value, int Line);

/// <summary>A record of a return.</summary>
/// <param name="Path">Where among the child's records: CINdetails 2, Assessments 1.</param>
public sealed record ShownRecord(string Path, int Line, ShownField[] Values)
{
    /// <summary>A record and all that stand in it, in the order of the file; of values those that are there.</summary>
    internal static IEnumerable<ShownRecord> Within(Record record, string path = "")
    {
        var own = record.Module.Items.Where(i => i.Kind is ItemKind.Text or ItemKind.Day).Select(i => (i.Element, Value: record[i.Index])).Where(v => v.Value.IsPresent)
            .Select(v => new ShownField(v.Element, v.Value.Text, v.Value.Line)).Concat(record.Many.Select(v => new ShownField(record.Module.List!.Each!, v.Text, v.Line))).ToArray();
        if (path.Length > 0) { yield return new ShownRecord(path, record.Line, own); }
        foreach (var inner in record.Module.Items.Where(i => i.Kind is ItemKind.Group).SelectMany(i => record.Groups(i.Module!)).Where(r => r.IsWritten))
        {
            var name = inner is Identifiers or Characteristics ? inner.Module.Element : $"{inner.Module.Element} {inner.Number}";
            foreach (var one in Within(inner, path.Length == 0 ? name : $"{path}, {name}")) { yield return one; }
        }
    }
}

/// <summary>What an issue is about: the record that is wrong first, then those it is wrong against.</summary>
/// <param name="Figures">Of a rule about the whole return: what it counted.</param>
public sealed record ShownIssue(ShownRecord[] Records, string? Figures)
{
    /// <summary>Its values, without lines.</summary>
    internal string Said => string.Join('\n', Records.SelectMany(r => r.Values).Select(v => $"{v.Field}={v.Value}").Append(Figures));

    internal static ShownIssue Of(Issue issue) =>
        new([.. issue.Places.Select(p => new ShownRecord(p.Path, p.Line, [.. p.Values.Select(v => new ShownField(v.Field, v.Value, v.Line))]))], issue.Figures);
}

/// <summary>What became of a rule that did not pass.</summary>
/// <param name="Outcome">failed, skipped or crashed.</param>
/// <param name="Kept">How many of what it found are kept, to be answered.</param>
public sealed record RuleOutcomeKept(string Code, string Outcome, int Count, int Kept, string? Why)
{
    internal static RuleOutcomeKept Of(RuleResult result, int most) => new(
        result.Rule.Code,
        result.Outcome.ToString().ToLowerInvariant(),
        result.Issues.Length,
        Math.Min(result.Issues.Length, most),
        result.Why ?? (result.Crashes.Length > 0 ? $"It went wrong {(result.Crashes.Length == 1 ? "once" : $"{result.Crashes.Length} times")}: {result.Crashes[0].What}" : null));
}

/// <summary>What is odd in a file.</summary>
/// <param name="Line">0 for the file.</param>
public sealed record OddityKept(int Line, string Words);
