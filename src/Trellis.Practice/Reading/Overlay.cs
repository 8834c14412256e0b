using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>
/// One process file of <c>practice/local/</c>. It may add steps, sections, fields, outcomes and timescales, hide them, say them in
/// its own words, and tighten: make a field required, shorten a limit. It may not change what an answer means.
/// </summary>
internal sealed class Overlay(string area, MapNode map, Mistakes mistakes)
{
    private static readonly string[] OverlayKeys = ["area", "process", "steps", "timescales"];
    private static readonly string[] FieldKeys = ["label", "hint", "required", "missing", "warn-when", "warning", "hide"];
    private static readonly string[] OutcomeKeys = ["title", "hint", "needs", "opens", "starts", "hide"];
    private static readonly string[] StepKeys = ["title", "hint", "form", "outcomes", "approved-by", "qualified", "needs-agencies", "letter", "team", "hide"];
    private static readonly string[] TimescaleKeys =
        ["timescale", "title", "duty", "within", "not-before", "backwards", "authority", "edition", "paragraph", "verified", "note", "unless", "under"];

    private static readonly string[] Safeguards = ["approved-by", "qualified"];
    private static readonly string[] Limits = ["within", "not-before", "backwards"];

    private readonly Dictionary<string, Place> hidden = [];

    public string Area => area;

    public Place Place => map.Place;

    public string Process { get; } = new Keys(map, "a local process", mistakes, OverlayKeys).Required("process");

    /// <summary>Steps this overlay hides, and where.</summary>
    public IReadOnlyDictionary<string, Place> Hidden => hidden;

    public Draft LaidOn(Draft draft)
    {
        var steps = draft.Map["steps"] as MapNode ?? new MapNode(draft.Map.Place, []);
        if (map["steps"] is { } local)
        {
            foreach (var entry in Keys.Map(local, "\"steps\"", mistakes).Entries) { steps = Step(draft, steps, entry); }
        }
        var timescales = draft.Map["timescales"] as ListNode ?? new ListNode(draft.Map.Place, []);
        foreach (var item in new Keys(map, "a local process", mistakes, OverlayKeys).Items("timescales")) { timescales = Timescale(timescales, item); }
        return draft with
        {
            Map = draft.Map.With("steps", steps, steps.Place).With("timescales", timescales, timescales.Place),
        };
    }

    private MapNode Step(Draft draft, MapNode steps, Entry entry)
    {
        if (entry.Value is not MapNode over) { return steps.With(entry.Key, entry.Value, entry.Place); }
        if (steps[entry.Key] is not MapNode under)
        {
            if (!Layers.IsHidden(over)) { return steps.With(entry.Key, over, entry.Place); }
            mistakes.Unknown(entry.Place, $"there is no step \"{entry.Key}\" to hide", entry.Key, steps.Entries.Select(e => e.Key));
            return steps;
        }
        if (Layers.IsHidden(over))
        {
            hidden[$"{draft.Id}.{entry.Key}"] = entry.Place;
            return steps.Without(entry.Key);
        }
        Only(over, StepKeys, "a step that all areas share");
        CheckSafeguards(entry.Key, under, over);
        CheckFields(under, over);
        CheckOutcomes(under, over);
        var outcomes = over["outcomes"] is MapNode own && under["outcomes"] is MapNode shared ? Layers.Entries(shared, own) : over["outcomes"];
        var step = Layers.Step(under, over.Without("outcomes"), newSectionsFirst: false);
        return steps.With(entry.Key, outcomes is null ? step : step.With("outcomes", outcomes, over.Find("outcomes")!.Place), entry.Place);
    }

    /// <summary>Who must approve, be qualified or be there: an area may ask for it where nobody does, and for more agencies, never for less or for others.</summary>
    private void CheckSafeguards(string step, MapNode under, MapNode over)
    {
        foreach (var key in Safeguards)
        {
            if (over[key] is not { } own || under[key] is not TextNode shared || own is TextNode same && same.Text == shared.Text) { continue; }
            mistakes.Add(own.Place, $"{area} may not change \"{key}\" of \"{step}\": it is \"{shared.Text}\" everywhere");
        }
        foreach (var missing in over["needs-agencies"] is { } named ? Words(under["needs-agencies"]).Except(Words(named)) : [])
        {
            mistakes.Add(over["needs-agencies"]!.Place, $"{area} may not do without \"{missing}\" in \"{step}\": it is needed everywhere");
        }

        static IEnumerable<string> Words(Node? node) => node is ListNode list ? list.Items.OfType<TextNode>().Select(t => t.Text) : node is TextNode one ? [one.Text] : [];
    }

    private void CheckFields(MapNode under, MapNode over)
    {
        foreach (var section in (over["form"] as ListNode)?.Items.OfType<MapNode>() ?? [])
        {
            var shared = (under["form"] as ListNode)?.Items.OfType<MapNode>().FirstOrDefault(s => Layers.Title(s) == Layers.Title(section))?["fields"] as MapNode;
            foreach (var field in (section["fields"] as MapNode)?.Entries ?? [])
            {
                if (field.Value is not MapNode above) { continue; }
                if (shared?[field.Key] is not MapNode below)
                {
                    if (Layers.IsHidden(above)) { mistakes.Unknown(field.Place, $"there is no field \"{field.Key}\" to hide", field.Key, shared?.Entries.Select(e => e.Key) ?? []); }
                    continue;
                }
                Only(above, FieldKeys, "a field that all areas share");
                if (!IsTrue(below["required"])) { continue; }
                if (Layers.IsHidden(above)) { mistakes.Add(field.Place, $"{area} may not hide \"{field.Key}\": it is required everywhere"); }
                if (above["required"] is { } required && !IsTrue(required)) { mistakes.Add(required.Place, $"{area} may not make \"{field.Key}\" optional: it is required everywhere"); }
            }
        }
    }

    private void CheckOutcomes(MapNode under, MapNode over)
    {
        foreach (var outcome in (over["outcomes"] as MapNode)?.Entries ?? [])
        {
            if (outcome.Value is not MapNode above) { continue; }
            var shared = under["outcomes"] as MapNode;
            if (shared?[outcome.Key] is MapNode) { Only(above, OutcomeKeys, "an outcome that all areas share"); }
            else if (Layers.IsHidden(above)) { mistakes.Unknown(outcome.Place, $"there is no outcome \"{outcome.Key}\" to hide", outcome.Key, shared?.Entries.Select(e => e.Key) ?? []); }
        }
    }

    private ListNode Timescale(ListNode timescales, Node item)
    {
        if (item is not MapNode over || over["timescale"] is not TextNode id) { return timescales with { Items = timescales.Items.Add(item) }; }
        var at = timescales.Items.ToList().FindIndex(t => ((t as MapNode)?["timescale"] as TextNode)?.Text == id.Text);
        if (at < 0) { return timescales with { Items = timescales.Items.Add(item) }; }
        Only(over, TimescaleKeys, "a timescale that all areas share");
        var under = (MapNode)timescales.Items[at];
        var merged = Layers.Keys(over.Entries.Any(e => Limits.Contains(e.Key)) ? WithoutLimits(under, over) : under, over);
        if (over["unless"] is { } more) { merged = merged.With("unless", new ListNode(more.Place, [.. Each(under["unless"]), .. Each(more)]), more.Place); }
        return timescales with { Items = timescales.Items.SetItem(at, merged with { Place = over.Place }) };
    }

    private static ImmutableArray<Node> Each(Node? node) => node is ListNode list ? list.Items : node is null ? [] : [node];

    /// <summary>An area's own limit replaces the common ones with their sources; the terms of both meet again where they are compared.</summary>
    private MapNode WithoutLimits(MapNode under, MapNode over)
    {
        if (over["authority"] is null) { mistakes.Add(over.Place, "an area's own limit needs \"authority\"", "who decided it"); }
        return under.Without([.. Limits, "authority", "edition", "paragraph", "verified", "note"]);
    }

    private void Only(MapNode over, string[] allowed, string what)
    {
        foreach (var entry in over.Entries.Where(e => !allowed.Contains(e.Key)))
        {
            mistakes.Unknown(entry.Place, $"an area may not set \"{entry.Key}\" of {what}", entry.Key, allowed);
        }
    }

    private static bool IsTrue(Node? node) => node is TextNode { Text: "true" or "yes" };
}
