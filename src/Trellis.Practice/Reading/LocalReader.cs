using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Checking;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/local/</c>: for each area its overlays, and where its figures do not compare.</summary>
internal sealed class LocalReader(Known declared, ImmutableArray<Draft> drafts, Practised.Result common, Mistakes mistakes)
{
    private readonly List<(string Area, Node Item)> notComparable = [];

    private readonly List<StatusRule> statuses = [];

    public ImmutableArray<LocalPractice> Practices { get; private set; } = [];

    /// <summary>The statuses as each area's steps and outcomes begin and end them.</summary>
    public IReadOnlyCollection<StatusRule> Statuses => statuses;

    public LocalReader Read(IEnumerable<(string Path, MapNode Map)> files)
    {
        var overlays = files.Select(f => Overlay(f.Path, f.Map)).OfType<Overlay>().ToList();
        Practices = [.. overlays.GroupBy(o => o.Area).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Practice)];
        return this;
    }

    /// <summary>The figures, each with what the areas say of its comparability.</summary>
    public ImmutableArray<Figure> WithComparability(ImmutableArray<Figure> figures, FigureReader reader)
    {
        foreach (var (area, item) in notComparable)
        {
            var keys = (item as MapNode)?["figure"] as TextNode;
            var comparability = reader.Comparability(item, area);
            var figure = figures.FirstOrDefault(f => f.Id == keys?.Text);
            if (figure is null)
            {
                mistakes.Unknown(keys?.Place ?? item.Place, $"there is no figure \"{keys?.Text}\"", keys?.Text ?? "", figures.Select(f => f.Id));
                continue;
            }
            figures = figures.Replace(figure, figure with { NotComparable = figure.NotComparable.Add(comparability) });
        }
        return figures;
    }

    private Overlay? Overlay(string path, MapNode map)
    {
        var folder = path.Split('/')[1];
        var area = (map["area"] as TextNode)?.Text;
        var place = map.Find("area")?.Place ?? map.Place;
        if (area is null || declared.Areas.All(a => a.Code != area))
        {
            mistakes.Unknown(place, area is null ? "a local file needs \"area\"" : $"there is no area \"{area}\"", area ?? "", declared.Areas.Select(a => a.Code));
            return null;
        }
        if (!string.Equals(folder, area, StringComparison.OrdinalIgnoreCase))
        {
            mistakes.Add(place, $"the area is {area}, but the file is in the folder \"{folder}\"", $"local/{area.ToLowerInvariant()}/");
        }
        if (map["process"] is null)
        {
            var keys = new Keys(map, "a local file", mistakes, "area", "not-comparable", "process");
            if (!keys.Has("not-comparable")) { mistakes.Add(map.Place, "a local file says something of a process or of figures", "\"process\" or \"not-comparable\""); }
            notComparable.AddRange(keys.Items("not-comparable").Select(item => (area, item)));
            return null;
        }
        var overlay = new Overlay(area, map, mistakes);
        if (drafts.Any(d => d.Id == overlay.Process)) { return overlay; }
        mistakes.Unknown(map.Find("process")!.Place, $"there is no process \"{overlay.Process}\"", overlay.Process, drafts.Select(d => d.Id));
        return null;
    }

    private LocalPractice Practice(IGrouping<string, Overlay> area)
    {
        var local = new Practised(drafts, declared, [.. area], mistakes).Read();
        statuses.AddRange(local.Statuses);
        var timescales = local.Read.Select(t => new LooseningCheck(declared, area.Key, mistakes).Checked(t, common.Read.FirstOrDefault(c => c.Timescale.Id == t.Timescale.Id)));
        var changed = area.Select(o => o.Process).ToHashSet();
        return new LocalPractice(area.Key, [.. local.Processes.Where(p => changed.Contains(p.Id))], [.. timescales]);
    }
}
