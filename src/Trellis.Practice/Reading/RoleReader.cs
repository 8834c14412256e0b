using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/roles.yaml</c>: who may do what. Act words live in the code and are checked when they are given.</summary>
internal static class RoleReader
{
    public static ImmutableArray<Role> Read(MapNode map, IReadOnlySet<string>? knownActs, Mistakes mistakes)
    {
        var file = new Keys(map, "the roles file", mistakes, "everyone", "roles");
        foreach (var act in file.Texts("everyone")) { CheckAct(act, knownActs, mistakes); }
        var everyones = file.Words("everyone");
        return [.. file.Entries("roles").Select(entry =>
        {
            var keys = new Keys(entry.Value, "a role", mistakes, "title", "qualification", "second-factor", "circles", "sees", "acts", "given-by");
            foreach (var act in keys.Texts("acts")) { CheckAct(act, knownActs, mistakes); }
            var factor = keys.OneOf("second-factor", SecondFactor.Optional, ("required", SecondFactor.Required), ("optional", SecondFactor.Optional));
            return new Role(
                entry.Key, keys.Required("title", entry.Place), keys.Text("qualification"), factor, keys.Words("circles"),
                keys.OneOf("sees", false, ("network", false), ("area", true)), [.. keys.Words("acts").Union(everyones)], entry.Place)
            {
                GivenBy = keys.Words("given-by"),
            };
        })];
    }

    private static void CheckAct(TextNode act, IReadOnlySet<string>? knownActs, Mistakes mistakes)
    {
        var parts = act.Text.Split('.');
        if (parts.Length != 2 || parts.Any(p => p.Length == 0) || parts[0] == "*")
        {
            mistakes.Add(act.Place, $"\"{act.Text}\" is not an act word", "noun.verb, or noun.* for every verb of a noun");
            return;
        }
        if (knownActs is null) { return; }
        var known = parts[1] == "*"
            ? knownActs.Any(a => a.StartsWith($"{parts[0]}.", StringComparison.Ordinal))
            : knownActs.Contains(act.Text);
        if (!known) { mistakes.Unknown(act.Place, $"there is no act \"{act.Text}\"", act.Text, knownActs); }
    }
}
