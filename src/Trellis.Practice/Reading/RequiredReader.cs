using System.Collections.Immutable;
using System.Globalization;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads who must have which training, of <c>practice/training.yaml</c>, and lays it out by role, sector and level.</summary>
internal sealed class RequiredReader(Mistakes mistakes, ImmutableArray<TrainingWord> levels, ImmutableArray<TrainingWord> roles, ImmutableArray<TrainingSector> sectors)
{
    private const int MonthsInAYear = 12;
    private const int MostMonths = 120;

    private static readonly string[] Known = ["roles", "level", "counts-too", "again-after", "first-within", "sectors", "authority"];

    private sealed record Said(Place Place, ImmutableArray<string> Roles, ImmutableArray<string> Sectors, string Level, ImmutableArray<string> Counts, int Again, int First, string Authority);

    public ImmutableArray<TrainingRequired> Read(Keys all)
    {
        if (all.Node("required") is not { } node) { return []; }
        if (node is not ListNode list) { mistakes.Add(node.Place, "\"required\" must be a list", "items with roles, a level and when again"); return []; }
        var said = list.Items.Select(Item).ToArray();
        var held = new Dictionary<(string Role, string Sector, string Level), TrainingRequired>();
        // What is said of some sectors stands in place of what is said of all.
        foreach (var one in said.OrderBy(s => s.Sectors.IsEmpty ? 1 : 0))
        {
            foreach (var (role, sector) in one.Roles.SelectMany(r => (one.Sectors.IsEmpty ? sectors.Select(s => s.Id) : one.Sectors).Select(s => (r, s))))
            {
                var key = (role, sector, one.Level);
                if (held.TryAdd(key, new TrainingRequired(role, sector, one.Level, one.Counts, one.Again, one.First, one.Authority))) { continue; }
                if (said.First(s => s.Roles.Contains(role) && s.Level == one.Level && (s.Sectors.IsEmpty == one.Sectors.IsEmpty) && (s.Sectors.IsEmpty || s.Sectors.Contains(sector))) is var first && first != one)
                {
                    mistakes.Add(one.Place, $"what \"{role}\" must have of \"{one.Level}\" is said twice", $"it is said on line {first.Place.Line} already");
                    break;
                }
            }
        }

        return [.. held.Values];
    }

    private Said Item(Node node)
    {
        var keys = new Keys(node, "a requirement", mistakes, Known);
        var level = keys.Required("level");
        if (level.Length > 0 && levels.All(l => l.Id != level)) { mistakes.Unknown(keys.PlaceOf("level"), $"there is no level \"{level}\"", level, levels.Select(l => l.Id)); }
        if (!keys.Has("roles")) { mistakes.Add(keys.Place, "a requirement needs \"roles\"", "one or more of those under roles"); }
        return new Said(
            keys.Place, Named(keys, "roles", "role", roles.Select(r => r.Id)), Named(keys, "sectors", "sector", sectors.Select(s => s.Id)), level,
            [level, .. Named(keys, "counts-too", "level", levels.Select(l => l.Id)).Where(l => l != level)], Months(keys, "again-after", mistakes), Months(keys, "first-within", mistakes), keys.Required("authority"));
    }

    private ImmutableArray<string> Named(Keys keys, string key, string what, IEnumerable<string> known)
    {
        var names = keys.Texts(key);
        foreach (var name in names.Where(n => !known.Contains(n.Text.Trim()))) { mistakes.Unknown(name.Place, $"there is no {what} \"{name.Text}\"", name.Text, known); }
        return [.. names.Select(n => n.Text.Trim()).Where(known.Contains).Distinct()];
    }

    internal static int Months(Keys keys, string key, Mistakes mistakes)
    {
        var text = keys.Required(key);
        if (text.Split(' ') is [var amount, var unit] && unit is "month" or "months" or "year" or "years" && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var months = unit.StartsWith("year", StringComparison.Ordinal) && number <= MostMonths ? number * MonthsInAYear : number;
            if (months is > 0 and <= MostMonths) { return months; }
        }

        if (text.Length > 0) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" must be months or years, not \"{text}\"", "such as 3 months or 2 years, ten years at most"); }
        return 1;
    }
}
