using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/access.yaml</c>: which looks are unusual.</summary>
internal static class AccessReader
{
    private static readonly (string, UnusualKind)[] Kinds =
    [
        ("out-of-hours", UnusualKind.OutOfHours), ("outside-network", UnusualKind.OutsideNetwork), ("many-people", UnusualKind.ManyPeople),
        ("same-surname", UnusualKind.SameSurname), ("same-household", UnusualKind.SameHousehold),
    ];

    public static ImmutableArray<UnusualRule> Read(MapNode map, ImmutableArray<Role> roles, Mistakes mistakes) =>
        [.. new Keys(map, "the access file", mistakes, "unusual").Entries("unusual").Select(entry =>
        {
            var keys = new Keys(entry.Value, "a rule", mistakes, "title", "when", "from-hour", "to-hour", "more-than", "within-minutes", "unless-borne-by", "except-roles");
            if (!keys.Has("when")) { mistakes.Add(entry.Place, "a rule needs \"when\"", string.Join(", ", Kinds.Select(k => k.Item1))); }
            var kind = keys.OneOf("when", UnusualKind.OutOfHours, Kinds);
            foreach (var role in keys.Texts("except-roles").Where(r => roles.All(known => known.Id != r.Text)))
            {
                mistakes.Unknown(role.Place, $"there is no role \"{role.Text}\"", role.Text, roles.Select(r => r.Id));
            }

            var (from, to, more, within) = (0, 24, 0, 0);
            if (kind is UnusualKind.OutOfHours)
            {
                (from, to) = (Number(keys, "from-hour", entry, 0, 23, mistakes), Number(keys, "to-hour", entry, 1, 24, mistakes));
                if (to <= from) { mistakes.Add(keys.PlaceOf("to-hour"), "working hours end after they begin"); }
            }

            if (kind is UnusualKind.ManyPeople) { (more, within) = (Number(keys, "more-than", entry, 1, 100_000, mistakes), Number(keys, "within-minutes", entry, 1, 1440, mistakes)); }
            return new UnusualRule(entry.Key, keys.Required("title", entry.Place), kind, from, to, more, within, keys.Whole("unless-borne-by"), keys.Words("except-roles"), entry.Place);
        })];

    private static int Number(Keys keys, string key, Entry entry, int least, int most, Mistakes mistakes)
    {
        if (!keys.Has(key)) { mistakes.Add(entry.Place, $"the rule \"{entry.Key}\" needs \"{key}\""); }
        if (keys.Whole(key) is not { } number) { return most; }
        if (number < least || number > most) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" in a rule must be from {least} to {most}"); }
        return number;
    }
}
