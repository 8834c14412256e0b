using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/offline.yaml</c>: what is urgent when nothing else can be reached. Read once steps and statuses are known.</summary>
internal sealed class OfflineReader(Known known, Mistakes mistakes)
{
    private const int MostDays = 31;

    public OfflineRules Read(MapNode map)
    {
        var keys = new Keys(map, "the offline file", mistakes, "statuses", "steps", "due-within-days", "kept-days");
        return new OfflineRules(Some(keys, "statuses", "status", known.Statuses.Keys), Some(keys, "steps", "step", known.FactKinds), Days(keys, "due-within-days"), Days(keys, "kept-days"));
    }

    private ImmutableArray<string> Some(Keys keys, string key, string what, IEnumerable<string> there)
    {
        var all = there.ToArray();
        var given = keys.Texts(key);
        foreach (var wrong in given.Where(g => !all.Contains(g.Text))) { mistakes.Unknown(wrong.Place, $"there is no {what} \"{wrong.Text}\"", wrong.Text, all); }
        return [.. given.Select(g => g.Text)];
    }

    private int Days(Keys keys, string key)
    {
        if (!keys.Has(key)) { mistakes.Add(keys.Place, $"the offline file needs \"{key}\"", "a number of days"); }
        var days = keys.Whole(key) ?? 1;
        if (days is < 1 or > MostDays) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" must be from 1 to {MostDays} days"); }
        return days;
    }
}
