using System.Text.Json;
using Trellis.Modules.Returns.Public;
using Trellis.Returns.Census;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>Who the children of a census are said to be. It has no names.</summary>
internal static class CensusChildren
{
    public static ToldChild Of(Child child, int position, CensusCodes codes)
    {
        var identifiers = child.Identifiers;
        return new ToldChild(
            position, child.Line, identifiers.ChildId.Text ?? "", identifiers.Upn.Text, identifiers.Born.Day, identifiers.Expected.Day,
            Sex(identifiers.Sex.Text ?? identifiers.Gender.Text), codes.Known("ethnic-group", child.Characteristics.Ethnicity) ?? "NOBT", Said(child));
    }

    /// <summary>A code of <c>sex</c>, of what returns say.</summary>
    public static string Sex(string? said) => said?.ToUpperInvariant() switch { "F" or "2" => "F", "M" or "1" => "M", _ => "U" };

    /// <summary>What the census says of who they are, element by element.</summary>
    private static string Said(Child child) => JsonSerializer.Serialize(ShownRecord.Within(child).Where(r => r.Path is "ChildIdentifiers" or "ChildCharacteristics")
        .SelectMany(r => r.Values).GroupBy(v => v.Field).ToDictionary(g => g.Key, g => string.Join(", ", g.Select(v => v.Value))));
}
