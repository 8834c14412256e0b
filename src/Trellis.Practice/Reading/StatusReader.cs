using System.Collections.Immutable;
using Trellis.Platform.Conditions;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads the statuses of all processes. A spell is a status that steps and outcomes begin and end wherever they stand.</summary>
internal sealed class StatusReader(Known known, Mistakes mistakes)
{
    private readonly PatternParser patterns = new(known, mistakes);

    public ImmutableArray<StatusRule> Read(IEnumerable<Draft> drafts, ImmutableArray<Process> processes) =>
        [.. drafts.SelectMany(d => d.Statuses.Select(s => Status(s, d.Id, processes)))];

    /// <summary>The statuses a draft declares, as far as conditions may ask about them.</summary>
    public static IEnumerable<StatusShape> Shapes(Draft draft, IReadOnlyDictionary<string, ImmutableArray<StepShape>> steps, ImmutableDictionary<string, CodeList> codes)
    {
        foreach (var status in draft.Statuses)
        {
            var field = ((status.Value as MapNode)?["category"] as TextNode)?.Text;
            var list = field is null ? null : steps.GetValueOrDefault(draft.Id, []).SelectMany(s => s.Fields).FirstOrDefault(f => f.Id == field)?.List;
            yield return new StatusShape(
                status.Key, list is not null && codes.TryGetValue(list, out var codeList) ? [.. codeList.Codes.Select(c => c.Id)] : [], status.Place);
        }
    }

    private StatusRule Status(Entry entry, string process, ImmutableArray<Process> processes)
    {
        var keys = new Keys(entry.Value, "a status", mistakes, "title", "starts", "ends", "category", "category-from");
        var steps = processes.SelectMany(p => p.Steps).ToList();
        var starts = Patterns(keys.Texts("starts"), process)
            .Concat(steps.Where(s => s.BeginsSpell == entry.Key).Select(s => new FactPattern(s.FactKind, null)))
            .ToImmutableArray();
        var ends = Patterns(keys.Texts("ends"), process).Concat(steps.Select(s => EndOf(entry.Key, s)).OfType<Pattern>()).ToImmutableArray();
        if (starts.Length == 0 && !keys.Has("starts")) { mistakes.Add(entry.Place, $"the status \"{entry.Key}\" can never start", "\"starts\" with a pattern, or a step with \"begins-spell\""); }
        if (ends.Length == 0 && !keys.Has("ends")) { mistakes.Add(entry.Place, $"the status \"{entry.Key}\" can never end", "\"ends\" with a pattern, or an outcome with \"ends-spell\""); }
        var categoryFrom = Patterns(keys.Texts("category-from"), process);
        var category = keys.Text("category");
        if (category is not null) { CheckCategory(category, keys.PlaceOf("category"), [.. starts, .. categoryFrom]); }
        return new StatusRule(entry.Key, keys.Required("title", entry.Place), starts, ends, category, categoryFrom);
    }

    private ImmutableArray<Pattern> Patterns(IEnumerable<TextNode> texts, string process) =>
        [.. texts.Select(t => patterns.Read(t, process)).OfType<Pattern>()];

    /// <summary>The outcomes of a step that end a spell, as one pattern. Each by its name, also where all of them do: an area may add one that does not.</summary>
    private static FactPattern? EndOf(string spell, Step step)
    {
        var outcomes = step.Outcomes.Where(o => o.EndsSpell == spell).Select(o => o.Id).ToImmutableArray();
        if (outcomes.Length == 0) { return null; }
        return new FactPattern(step.FactKind, new Compare("outcome", Comparison.In, outcomes));
    }

    /// <summary>Every fact that starts the status or may change its category must carry the field.</summary>
    private void CheckCategory(string field, Place place, IEnumerable<Pattern> sources)
    {
        foreach (var kind in sources.OfType<FactPattern>().Select(p => p.Kind).Distinct())
        {
            if (known.Says.GetValueOrDefault(kind)?.ContainsKey(field) is true) { continue; }
            if (known.FindStep(kind, null) is not { } step || step.Fields.FirstOrDefault(f => f.Id == field) is not { Fact: "true" })
            {
                mistakes.Unknown(
                    place, $"{kind} has no field \"{field}\" with \"fact: true\" to take the category from", field,
                    known.FindStep(kind, null)?.Fields.Where(f => f.Fact == "true").Select(f => f.Id) ?? []);
            }
        }
    }
}
