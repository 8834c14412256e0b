using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/partnership/footprint.yaml</c>: what the partnership was and is.</summary>
internal sealed class FootprintReader(ImmutableArray<Area> areas, Mistakes mistakes)
{
    public const string File = "partnership/footprint.yaml";

    /// <summary>Kinds of agency as the register of agencies has them.</summary>
    private static readonly string[] Kinds = ["council", "health", "police", "school", "charity", "housing", "probation", "fire", "partnership"];

    public FootprintHistory Read(MapNode map)
    {
        var file = new Keys(map, "the footprint", mistakes, "since", "form", "areas", "forms", "agencies", "changes");
        var forms = file.Entries("forms").Select(Form).ToImmutableArray();
        var agencies = file.Entries("agencies").Select(Agency).ToImmutableArray();
        var since = Day(file, "since");
        var form = Named(file, "form", "form", [.. forms.Select(f => f.Id)]) ?? "";
        var begun = Areas(file, "areas");
        if (begun.IsEmpty) { mistakes.Add(map.Place, "the footprint needs \"areas\": those of its first day", "[RBKC, WCC]"); }
        var changes = file.Entries("changes").Select(e => Change(e, forms, agencies)).OrderBy(c => c.On).ToImmutableArray();
        var history = new FootprintHistory(since, form, begun, forms, agencies, changes);
        if (!mistakes.Any) { new FootprintCheck(history, mistakes).Run(); }
        return history;
    }

    private FootprintForm Form(Entry entry)
    {
        var keys = new Keys(entry.Value, "a form", mistakes, "title", "signs", "who", "authority");
        return new FootprintForm(entry.Key, keys.Required("title", entry.Place), Each(keys, "signs", Kinds, k => $"there is no kind of agency \"{k}\""), keys.Required("who", entry.Place), keys.Required("authority", entry.Place), entry.Place);
    }

    private FootprintAgency Agency(Entry entry)
    {
        var keys = new Keys(entry.Value, "an agency of the footprint", mistakes, "title", "kind", "areas", "partner", "register", "from");
        var kind = keys.Required("kind", entry.Place);
        if (kind.Length > 0 && !Kinds.Contains(kind)) { mistakes.Unknown(keys.PlaceOf("kind"), $"there is no kind of agency \"{kind}\"", kind, Kinds); }
        return new FootprintAgency(entry.Key, keys.Required("title", entry.Place), kind, Areas(keys, "areas"), keys.Flag("partner"), keys.Text("register"), keys.Date("from"), entry.Place);
    }

    private FootprintChange Change(Entry entry, ImmutableArray<FootprintForm> forms, ImmutableArray<FootprintAgency> agencies)
    {
        var keys = new Keys(entry.Value, "a change", mistakes, "on", "kind", "title", "area", "agencies", "by", "form", "called", "moves", "source");
        if (!keys.Has("kind")) { mistakes.Add(entry.Place, "a change needs \"kind\""); }
        var kind = keys.OneOf("kind", FootprintKind.Form, ("area-joins", FootprintKind.AreaJoins), ("area-leaves", FootprintKind.AreaLeaves), ("agency-succeeded", FootprintKind.AgencySucceeded), ("agency-ends", FootprintKind.AgencyEnds), ("agency-renamed", FootprintKind.AgencyRenamed), ("form", FootprintKind.Form));
        string[] ids = [.. agencies.Select(a => a.Id)];
        string[] needs = kind switch
        {
            FootprintKind.AreaJoins or FootprintKind.AreaLeaves => ["area", "moves"],
            FootprintKind.AgencySucceeded => ["agencies", "by", "moves"],
            FootprintKind.AgencyEnds => ["agencies", "moves"],
            FootprintKind.AgencyRenamed => ["agencies", "called"],
            _ => ["form"],
        };
        foreach (var need in needs.Where(n => !keys.Has(n))) { mistakes.Add(entry.Place, $"a change of this kind needs \"{need}\""); }
        foreach (var other in ((string[])["area", "agencies", "by", "form", "called"]).Where(k => keys.Has(k) && !needs.Contains(k))) { mistakes.Add(keys.PlaceOf(other), $"a change of this kind has no \"{other}\""); }
        return new FootprintChange(
            entry.Key, kind, Day(keys, "on"), keys.Required("title", entry.Place), Named(keys, "area", "area", [.. areas.Select(a => a.Code)]),
            Each(keys, "agencies", ids, a => $"there is no agency \"{a}\" in the footprint"), Named(keys, "by", "agency", ids), Named(keys, "form", "form", [.. forms.Select(f => f.Id)]),
            keys.Text("called"), Moves(keys), keys.Required("source", entry.Place), entry.Place);
    }

    private FootprintMoves? Moves(Keys change)
    {
        if (change.Node("moves") is not { } node) { return null; }
        var keys = new Keys(node, "\"moves\"", mistakes, "records", "actions", "reserves");
        var at = change.PlaceOf("moves");
        return new FootprintMoves(keys.Required("records", at), keys.Required("actions", at), keys.Required("reserves", at));
    }

    private ImmutableArray<string> Areas(Keys keys, string key) => Each(keys, key, areas.Select(a => a.Code), a => $"there is no area \"{a}\"");

    private DateOnly Day(Keys keys, string key)
    {
        if (!keys.Has(key)) { mistakes.Add(keys.Place, $"\"{key}\" is needed", "a date such as 2018-07-04"); }
        return keys.Date(key) ?? default;
    }

    private string? Named(Keys keys, string key, string what, IReadOnlyCollection<string> known)
    {
        if (keys.Text(key) is not { } text) { return null; }
        if (!known.Contains(text)) { mistakes.Unknown(keys.PlaceOf(key), $"there is no {what} \"{text}\"", text, known); }
        return text;
    }

    private ImmutableArray<string> Each(Keys keys, string key, IEnumerable<string> allowed, Func<string, string> unknown)
    {
        var may = allowed.ToHashSet(StringComparer.Ordinal);
        foreach (var wrong in keys.Texts(key).Where(g => !may.Contains(g.Text))) { mistakes.Unknown(wrong.Place, unknown(wrong.Text), wrong.Text, may); }
        return [.. keys.Words(key).Where(may.Contains).Distinct()];
    }
}
