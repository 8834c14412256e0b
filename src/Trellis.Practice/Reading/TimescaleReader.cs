using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>A timescale with the lines that checks speak of.</summary>
internal sealed record ReadTimescale(Timescale Timescale, Place Place, Place Limits, string? Under);

/// <summary>Reads the duties of one process.</summary>
internal sealed class TimescaleReader(Known known, Mistakes mistakes)
{
    public static readonly string[] TimescaleKeys =
    [
        "timescale", "title", "duty", "basis", "within", "not-before", "backwards", "authority", "edition", "paragraph", "verified", "note",
        "from", "until", "unless", "pauses", "of", "by", "under",
    ];

    private readonly PatternParser patterns = new(known, mistakes);

    public ImmutableArray<ReadTimescale> Read(Draft draft)
    {
        var read = draft.Timescales.Select(t => Timescale(draft, t)).ToImmutableArray();
        foreach (var again in read.GroupBy(t => t.Timescale.Id).Where(g => g.Count() > 1).Select(g => g.Last()))
        {
            mistakes.Add(again.Place, $"the timescale \"{again.Timescale.Id}\" is given twice");
        }
        return read;
    }

    private ReadTimescale Timescale(Draft draft, Node node)
    {
        var keys = new Keys(node, "a timescale", mistakes, TimescaleKeys);
        var id = keys.Required("timescale");
        var duty = keys.Required("duty");
        if (!keys.Has("basis")) { mistakes.Add(keys.Place, $"the timescale \"{id}\" needs \"basis\"", "statutory, guidance, local or measure"); }
        var basis = keys.OneOf("basis", "guidance", ("statutory", "statutory"), ("guidance", "guidance"), ("local", "local"), ("measure", "measure"));
        var by = By(keys, draft.Id);
        var terms = new TermReader(known, mistakes).Read(keys, draft, by);
        foreach (var key in new List<string> { "from", "until" }.Where(k => !keys.Has(k)))
        {
            mistakes.Add(keys.Place, $"the timescale \"{draft.Id}.{id}\" can never {(key == "from" ? "start" : "stop")}: it has no \"{key}\"");
        }
        var under = keys.Text("under");
        if (under is not null && !known.Dispensations.ContainsKey(under))
        {
            mistakes.Unknown(keys.PlaceOf("under"), $"there is no dispensation \"{under}\"", under, known.Dispensations.Keys);
        }
        var timescale = new Timescale(
            $"{draft.Id}.{id}", keys.Text("title") ?? duty, duty, basis, terms, Patterns(keys, "from", draft.Id), Patterns(keys, "until", draft.Id),
            Patterns(keys, "unless", draft.Id), Pauses(keys, draft.Id), Of(keys, draft.Id), by);
        return new ReadTimescale(timescale, keys.Place, TermReader.PlaceOfLimits(keys), under);
    }

    private ImmutableArray<Pattern> Patterns(Keys keys, string key, string process) =>
        [.. keys.Texts(key).Select(t => patterns.Read(t, process)).OfType<Pattern>()];

    private ImmutableArray<(Pattern Begins, Pattern Ends)> Pauses(Keys keys, string process)
    {
        var pauses = ImmutableArray.CreateBuilder<(Pattern, Pattern)>();
        foreach (var item in keys.Items("pauses"))
        {
            var pause = new Keys(item, "a pause", mistakes, "begins", "ends");
            pause.Required("begins");
            pause.Required("ends");
            if (Patterns(pause, "begins", process) is [var begins] && Patterns(pause, "ends", process) is [var ends]) { pauses.Add((begins, ends)); }
        }
        return pauses.ToImmutable();
    }

    private string? Of(Keys keys, string process) =>
        keys.Text("of") is { } of ? known.Step(new TextNode(keys.PlaceOf("of"), of), process, mistakes)?.FactKind : null;

    /// <summary><c>triage.risk</c>: the coded answer that chooses the limit.</summary>
    private (string Kind, string Field)? By(Keys keys, string process)
    {
        if (keys.Text("by") is not { } by) { return null; }
        var place = keys.PlaceOf("by");
        var dot = by.LastIndexOf('.');
        if (dot < 0)
        {
            mistakes.Add(place, $"\"{by}\" does not say which answer chooses the limit", "step.field");
            return null;
        }
        if (known.Step(new TextNode(place, by[..dot]), process, mistakes) is not { } step) { return null; }
        if (step.Fields.FirstOrDefault(f => f.Id == by[(dot + 1)..]) is not { Type: "code", Fact: "true" })
        {
            mistakes.Unknown(
                place, $"{step.FactKind} has no code field \"{by[(dot + 1)..]}\" with \"fact: true\"", by[(dot + 1)..],
                step.Fields.Where(f => f is { Type: "code", Fact: "true" }).Select(f => f.Id));
            return null;
        }
        return (step.FactKind, by[(dot + 1)..]);
    }
}
