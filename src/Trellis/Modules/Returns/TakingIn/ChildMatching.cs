using System.Text.Json;
using Trellis.Matching.Identifiers;
using Trellis.Modules.People.Public;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Returns.Census;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>What becomes of a child of a census.</summary>
/// <param name="Outcome">linked, added or left-out.</param>
/// <param name="Why">One of <see cref="ChildMatching.Reasons"/>.</param>
/// <param name="As">As whom; null where the child is left out.</param>
public sealed record ChildChoice(int Position, Child Child, string Number, string Outcome, string Why, NumberedPerson? As);

/// <summary>
/// Says who each child of a census is. A census has no names: a child is somebody recorded only by the authority's own number, or by pupil
/// number and date of birth together. Everything less certain is left out and listed, and whoever is added may be found to be somebody
/// recorded by those who look at possible duplicates.
/// </summary>
public sealed class ChildMatching(ILookup<string, (Guid Person, DateOnly? Born)> told, ILookup<string, (Guid Person, DateOnly? Born)> upns, CensusCodes codes)
{
    public const string Linked = "linked";
    public const string Added = "added";
    public const string LeftOut = "left-out";

    private const int LongestNumber = 40;

    /// <summary>Codes of why, in words.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["number"] = "The authority has spoken of them under this number before",
        ["upn"] = "Their unique pupil number and date of birth are those of somebody recorded",
        ["nobody"] = "Nobody is recorded under this number",
        ["no-number"] = "The file gives no number for them",
        ["same-number"] = "The file has several children of this number",
        ["several"] = "The authority has spoken of several people under this number",
        ["born-otherwise"] = "Somebody recorded has their unique pupil number and another date of birth",
        ["two-people"] = "Their number and their unique pupil number are those of two people recorded",
        ["same-person"] = "Another child of the file is found to be the same person",
    };

    public IReadOnlyList<ChildChoice> Decide(IReadOnlyList<Child> children)
    {
        var numbers = children.GroupBy(c => c.Identifiers.ChildId.Text ?? "", StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Count(), StringComparer.OrdinalIgnoreCase);
        var choices = children.Select((child, index) => One(child, index + 1, numbers[child.Identifiers.ChildId.Text ?? ""])).ToArray();
        var meant = choices.Where(c => c.Outcome is Linked).GroupBy(c => c.As!.Id).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. choices.Select(c => c.Outcome is Linked && meant.Contains(c.As!.Id) ? c with { Outcome = LeftOut, Why = "same-person", As = null } : c)];
    }

    private ChildChoice One(Child child, int position, int ofNumber)
    {
        var identifiers = child.Identifiers;
        var number = identifiers.ChildId.Text ?? "";
        ChildChoice Left(string why) => new(position, child, number.Length > LongestNumber ? number[..LongestNumber] : number, LeftOut, why, null);
        if (number.Length is 0 or > LongestNumber) { return Left("no-number"); }
        if (ofNumber > 1) { return Left("same-number"); }
        var upn = identifiers.Upn.Text?.ToUpperInvariant() is { } text && Upn.HasItsShape(text) && Upn.IsValid(text) ? text : null;
        var (before, alike) = (told[number].ToArray(), upn is null ? [] : upns[upn].ToArray());
        if (before.Length > 1) { return Left("several"); }
        if (before is [var known])
        {
            return alike.Length > 0 && Array.TrueForAll(alike, a => a.Person != known.Person) ? Left("two-people") : new(position, child, number, Linked, "number", Person(child, known.Person, number, upn));
        }

        if (alike.Length > 1) { return Left("several"); }
        if (alike is [var one])
        {
            return one.Born is { } born && born == identifiers.Born.Day ? new(position, child, number, Linked, "upn", Person(child, one.Person, number, upn)) : Left("born-otherwise");
        }

        return new(position, child, number, Added, "nobody", Person(child, Ids.New(), number, upn));
    }

    private NumberedPerson Person(Child child, Guid id, string number, string? upn)
    {
        var identifiers = child.Identifiers;
        var (born, bornAs) = identifiers.Born.Day is { } day ? (day, "day") : ((DateOnly?)identifiers.Expected.Day, identifiers.Expected.IsDay ? "expected" : "day");
        var sex = identifiers.Sex.Text ?? identifiers.Gender.Text;
        return new NumberedPerson(
            id, number, born, bornAs,
            sex?.ToUpperInvariant() switch { "F" or "2" => "F", "M" or "1" => "M", _ => "U" },
            codes.Known("ethnic-group", child.Characteristics.Ethnicity) ?? "NOBT",
            upn, Said(child));
    }

    /// <summary>What the census says of who they are, element by element.</summary>
    private static string Said(Child child) => JsonSerializer.Serialize(ShownRecord.Within(child).Where(r => r.Path is "ChildIdentifiers" or "ChildCharacteristics")
        .SelectMany(r => r.Values).GroupBy(v => v.Field).ToDictionary(g => g.Key, g => string.Join(", ", g.Select(v => v.Value))));
}
