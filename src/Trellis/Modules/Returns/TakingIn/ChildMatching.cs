using Trellis.Matching.Identifiers;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>A child as a file tells of them.</summary>
/// <param name="Position">Among the children of the file, from 1.</param>
/// <param name="Line">Where the file begins to.</param>
/// <param name="Number">The authority's own; empty where it gives none.</param>
/// <param name="Born">The day of birth; <paramref name="Due"/> is the expected one.</param>
/// <param name="Said">What the file says of who they are, as <see cref="NumberedPerson"/> keeps it.</param>
public sealed record ToldChild(int Position, int Line, string Number, string? Upn, DateOnly? Born, DateOnly? Due, string Sex, string EthnicGroup, string Said)
{
    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }
}

/// <summary>What becomes of a child of a file.</summary>
/// <param name="Outcome">linked, added or left-out.</param>
/// <param name="Why">One of <see cref="ChildMatching.Reasons"/>.</param>
/// <param name="As">As whom; null where the child is left out.</param>
public sealed record ChildChoice(ToldChild Child, string Outcome, string Why, NumberedPerson? As)
{
    /// <summary>In whose record what the file says stands: where people have joined the records of one person, the one they are shown with.</summary>
    public Guid? Record { get; init; }

    public int Position => Child.Position;

    public string Number => Child.Number;
}

/// <summary>
/// Says who each child of a file is, never by a name: a child is somebody recorded only by the authority's own number, or by pupil
/// number and date of birth together. Whoever may be somebody else besides stays a person of their own, and is put before those who look at
/// possible duplicates. What the file itself leaves open, of whom it speaks, is left out and listed.
/// </summary>
/// <param name="leads">Records that people joined: which leads to which.</param>
public sealed class ChildMatching(ILookup<string, (Guid Person, DateOnly? Born)> told, ILookup<string, (Guid Person, DateOnly? Born)> upns, IReadOnlyDictionary<Guid, Guid> leads)
{
    public const string Linked = "linked";
    public const string Added = "added";
    public const string LeftOut = "left-out";

    private const int LongestNumber = 40;

    /// <summary>Why somebody who is taken in may be somebody else recorded as well.</summary>
    public static readonly IReadOnlySet<string> Unclear = new HashSet<string> { "several-upn", "born-otherwise", "two-people" };

    /// <summary>Codes of why, in words.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["number"] = "The authority has spoken of them under this number before",
        ["upn"] = "Their unique pupil number and date of birth are those of somebody recorded",
        ["nobody"] = "Nobody is recorded under this number",
        ["no-number"] = "The file gives no number for them",
        ["same-number"] = "The file has several children of this number",
        ["several"] = "The authority has spoken of several people under this number",
        ["several-upn"] = "Several people recorded have their unique pupil number",
        ["born-otherwise"] = "Somebody recorded has their unique pupil number and another date of birth",
        ["two-people"] = "The authority has spoken of them under this number before, and somebody else recorded has their unique pupil number",
        ["same-person"] = "Another child of the file is found to be the same person",
    };

    public IReadOnlyList<ChildChoice> Decide(IReadOnlyList<ToldChild> children)
    {
        var numbers = children.GroupBy(c => c.Number, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Count(), StringComparer.OrdinalIgnoreCase);
        var choices = children.Select(child => One(child, numbers[child.Number])).ToArray();
        var meant = choices.Where(c => c.Outcome is Linked).GroupBy(c => c.As!.Id).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. choices.Select(c => c.Outcome is Linked && meant.Contains(c.As!.Id) ? c with { Outcome = LeftOut, Why = "same-person", As = null } : c)];
    }

    private ChildChoice One(ToldChild child, int ofNumber)
    {
        var number = child.Number;
        ChildChoice Left(string why) => new(number.Length > LongestNumber ? child with { Number = number[..LongestNumber] } : child, LeftOut, why, null);
        if (number.Length is 0 or > LongestNumber) { return Left("no-number"); }
        if (ofNumber > 1) { return Left("same-number"); }
        var upn = child.Upn?.ToUpperInvariant() is { } text && Upn.HasItsShape(text) && Upn.IsValid(text) ? text : null;
        var (before, alike) = (Records(told[number]), upn is null ? [] : Records(upns[upn]));
        if (before.Length > 1) { return Left("several"); }
        if (before is [var known])
        {
            var other = alike.Length > 0 && Array.TrueForAll(alike, a => Lead(a.Person) != Lead(known.Person));
            return new(child, Linked, other ? "two-people" : "number", Person(child, known.Person, upn));
        }

        if (alike is [var one] && one.Born is { } born && born == child.Born) { return new(child, Linked, "upn", Person(child, one.Person, upn)); }
        if (alike.Length > 0) { return new(child, Added, alike.Length > 1 ? "several-upn" : "born-otherwise", Person(child, Ids.New(), upn)); }
        return new(child, Added, "nobody", Person(child, Ids.New(), upn));
    }

    private Guid Lead(Guid person) => leads.GetValueOrDefault(person, person);

    /// <summary>Of records that are one person's, one.</summary>
    private (Guid Person, DateOnly? Born)[] Records(IEnumerable<(Guid Person, DateOnly? Born)> found) => [.. found.GroupBy(f => Lead(f.Person)).Select(g => g.OrderBy(f => f.Person == g.Key).ThenBy(f => f.Person).First())];

    private static NumberedPerson Person(ToldChild child, Guid id, string? upn) =>
        new(id, child.Number, child.Born ?? child.Due, child.Born is null && child.Due is not null ? "expected" : "day", child.Sex, child.EthnicGroup, upn, child.Said) { GivenName = child.GivenName, FamilyName = child.FamilyName };
}
