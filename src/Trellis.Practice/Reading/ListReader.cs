using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads the files that name nothing else: code lists, areas, happenings, dispensations, publications.</summary>
internal static class ListReader
{
    private static readonly string[] HappeningKeys = ["title", "once", "by", "starts", "says"];

    public static CodeList Codes(MapNode map, Mistakes mistakes)
    {
        var keys = new Keys(map, "a code list", mistakes, "list", "title", "source", "codes");
        var codes = keys.Entries("codes").Select(e => Code(e, mistakes)).ToImmutableArray();
        var list = new CodeList(keys.Required("list"), keys.Required("title"), keys.Text("source"), codes, map.Place);
        if (codes.Length == 0) { mistakes.Add(map.Place, $"the code list \"{list.Id}\" has no codes"); }
        foreach (var code in codes.Where(c => c.Inverse is { } inverse && list.Find(inverse) is null)) { mistakes.Unknown(code.Place, $"there is no code \"{code.Inverse}\" in this list", code.Inverse!, codes.Select(c => c.Id)); }
        return list;
    }

    private static Code Code(Entry entry, Mistakes mistakes)
    {
        if (entry.Value is TextNode { Text: var title })
        {
            if (string.IsNullOrWhiteSpace(title)) { mistakes.Add(entry.Place, $"the code \"{entry.Key}\" has no title"); }
            return new Code(entry.Key, title, null, null, null, null, null, false, entry.Place);
        }
        var keys = new Keys(entry.Value, "a code", mistakes, "title", "hint", "group", "census", "from", "to", "needs", "alone", "inverse", "registered-as");
        var code = new Code(
            entry.Key, keys.Required("title", entry.Place), keys.Text("hint"), keys.Text("group"), keys.Text("census"),
            keys.Date("from"), keys.Date("to"), keys.OneOf("needs", false, ("reason", true)), entry.Place)
        {
            Alone = keys.Flag("alone"),
            Inverse = keys.Text("inverse"),
            RegisteredAs = keys.Text("registered-as"),
        };
        if (code.InUseFrom > code.InUseTo) { mistakes.Add(keys.PlaceOf("to"), $"the code \"{code.Id}\" ends before it begins"); }
        return code;
    }

    public static ImmutableArray<Area> Areas(MapNode map, Mistakes mistakes)
    {
        var entries = new Keys(map, "the areas file", mistakes, "areas").Entries("areas");
        return [.. entries.Select(entry =>
        {
            var keys = new Keys(entry.Value, "an area", mistakes, "title", "kind", "part-of");
            foreach (var whole in keys.Texts("part-of").Where(t => entries.All(e => e.Key != t.Text)))
            {
                mistakes.Unknown(whole.Place, $"there is no area \"{whole.Text}\"", whole.Text, entries.Select(e => e.Key));
            }
            return new Area(entry.Key, keys.Required("title", entry.Place), keys.Required("kind", entry.Place), keys.Words("part-of"), entry.Place);
        })];
    }

    public static ImmutableArray<Happening> Happenings(MapNode map, Mistakes mistakes) =>
        [.. new Keys(map, "the happenings file", mistakes, "happenings").Entries("happenings").Select(entry =>
        {
            if (entry.Key.Count(c => c == '.') != 1)
            {
                mistakes.Add(entry.Place, $"the happening \"{entry.Key}\" needs a noun and a past tense joined by a full stop", "an id such as person.died");
            }
            var keys = new Keys(entry.Value, "a happening", mistakes, HappeningKeys);
            return new Happening(entry.Key, keys.Required("title", entry.Place), entry.Place)
            {
                Once = keys.Flag("once"),
                By = keys.OneOf("by", null, ("time", "time"), ("record", "record")),
                Says = keys.Entries("says").Where(e => e.Value is TextNode).ToImmutableDictionary(e => e.Key, e => ((TextNode)e.Value).Text),
            };
        })];

    /// <summary>Which step each happening starts: read once the steps are known.</summary>
    public static ImmutableArray<Happening> WithStarts(ImmutableArray<Happening> happenings, MapNode map, Known known, ImmutableArray<Process> processes, Mistakes mistakes) =>
        [.. happenings.Select(happening =>
        {
            if (map["happenings"] is not MapNode all || all[happening.Id] is not MapNode one || new Keys(one, "a happening", mistakes, HappeningKeys).Texts("starts") is not [var starts]) { return happening; }
            if (known.Step(starts, "", mistakes) is not { } step) { return happening; }
            var process = processes.First(p => p.Id == step.Process);
            if (process.Step(step.Id) is not { Entry: true } && process.Steps[0].Id != step.Id)
            {
                mistakes.Add(starts.Place, $"no matter begins with {step.FactKind}", "the first step of a process, or one with \"entry: true\"");
            }
            return happening with { Starts = (step.Process, step.Id) };
        })];

    public static ImmutableArray<Dispensation> Dispensations(MapNode map, ImmutableArray<Area> areas, Mistakes mistakes) =>
        [.. new Keys(map, "the dispensations file", mistakes, "dispensations").Entries("dispensations").Select(entry =>
        {
            var keys = new Keys(entry.Value, "a dispensation", mistakes, "title", "authority", "from", "to", "areas", "criteria");
            KnownAreas(keys.Texts("areas"), areas, mistakes);
            if (!keys.Has("areas")) { mistakes.Add(entry.Place, "a dispensation needs \"areas\""); }
            if (!keys.Has("from")) { mistakes.Add(entry.Place, "a dispensation needs \"from\""); }
            return new Dispensation(
                entry.Key, keys.Required("title", entry.Place), keys.Required("authority", entry.Place),
                keys.Date("from") ?? default, keys.Date("to"), keys.Words("areas"), keys.Text("criteria"), entry.Place);
        })];

    public static ImmutableArray<Publication> Publications(MapNode map, Mistakes mistakes) =>
        [.. new Keys(map, "the publications file", mistakes, "publications").Entries("publications").Select(entry =>
        {
            var keys = new Keys(entry.Value, "a publication", mistakes, "title", "hide-from", "hide-to", "round-to");
            var (from, to) = (keys.Whole("hide-from"), keys.Whole("hide-to"));
            if (from is null != to is null || from > to)
            {
                mistakes.Add(entry.Place, "small numbers are hidden from one number to another", "both hide-from and hide-to, the smaller first");
            }
            return new Publication(entry.Key, keys.Required("title", entry.Place), from, to, keys.Whole("round-to"), entry.Place);
        })];

    public static void KnownAreas(IEnumerable<TextNode> named, ImmutableArray<Area> areas, Mistakes mistakes)
    {
        foreach (var area in named.Where(n => areas.All(a => a.Code != n.Text)))
        {
            mistakes.Unknown(area.Place, $"there is no area \"{area.Text}\"", area.Text, areas.Select(a => a.Code));
        }
    }
}
