using Trellis.Matching.Comparing;
using Trellis.Matching.Dates;
using Trellis.Matching.Names;
using Trellis.Matching.Weights;

namespace Trellis.Matching.Deciding;

/// <summary>What becomes of two records.</summary>
public enum Outcome
{
    /// <summary>One person's, without anybody looking.</summary>
    Same,

    /// <summary>Somebody should look.</summary>
    Review,

    /// <summary>Two people's.</summary>
    Different,

    /// <summary>A source did not answer: never "not known". Nothing here says so by itself; whoever asked a source does.</summary>
    CouldNotCheck,
}

/// <summary>What stands against joining two records, whatever they score.</summary>
public enum Guard : byte
{
    None,

    /// <summary>Family name, birth date and address alone: a twin has the same.</summary>
    NoGivenName,

    /// <summary>The given names are two people's, the rest a household's.</summary>
    TwinOrSibling,

    /// <summary>One household and one name, and birth dates of two people: brothers who are all Muhammad.</summary>
    OtherBirthDate,

    /// <summary>Two valid NHS numbers, or lasting UPNs.</summary>
    TwoNumbers,

    /// <summary>The same number, but two people's names or sexes: perhaps a number given to the wrong twin.</summary>
    NumberButNotName,

    /// <summary>Family name and address agree, given name and birth date are another's. Only the index looks for these: to offer them as family.</summary>
    Sibling,
}

/// <summary>How one field counted.</summary>
/// <param name="Alike">As <see cref="Level.Words"/>.</param>
/// <param name="Bits">For, or negative against.</param>
public sealed record FieldWhy(string Field, string Alike, double Bits);

/// <summary>Looks at how two records are alike for what their score doesn't see: that twins exist.</summary>
public sealed class Verdicts(Layout layout, bool guarded = true)
{
    private readonly int[] numbers = [.. Enumerable.Range(0, layout.Fields.Length).Where(f => layout.Fields[f].Kind is FieldKind.NhsNumber or FieldKind.Upn)];
    private readonly int[] personal = [.. Enumerable.Range(0, layout.Fields.Length).Where(f => layout.Fields[f].Kind is FieldKind.NhsNumber or FieldKind.Upn or FieldKind.Identifier or FieldKind.Email)];

    /// <summary>What stands against joining, by the levels found.</summary>
    public Guard Look(ReadOnlySpan<byte> levels)
    {
        var (same, apart) = (false, false);
        foreach (var f in numbers)
        {
            if (levels[f] == 1) { same = true; }
            if (levels[f] == 3) { apart = true; }
        }

        if (apart) { return Guard.TwoNumbers; }
        var given = layout.Given < 0 ? Levels.Missing : levels[layout.Given];
        var otherSex = layout.Sex >= 0 && levels[layout.Sex] == 2;
        var clearlyOther = given is 1 + (int)Alike.Different or 1 + (int)Alike.LookAlike
            || (otherSex && given is not (Levels.Missing or 1 + (int)Alike.Same or 1 + (int)Alike.Spelling or 1 + (int)Alike.Typing));
        foreach (var f in personal)
        {
            if (levels[f] == 1 && !same) { return Guard.None; }
        }

        if (!guarded) { return Guard.None; }
        if (same) { return clearlyOther && (Household(levels) || otherSex) ? Guard.NumberButNotName : Guard.None; }
        if (clearlyOther && Household(levels)) { return Guard.TwinOrSibling; }

        // Brothers named for the Prophet, Mohammed Ali and Mohammed Hassan, born together.
        if (layout.Middle >= 0 && levels[layout.Middle] == 1 + (int)Alike.Different && given != Levels.Missing && Household(levels) && SameBirth(levels)) { return Guard.TwinOrSibling; }
        if (layout.BirthDate >= 0 && levels[layout.BirthDate] is 1 + (int)DateAlike.Year or 1 + (int)DateAlike.Different && Place(levels)) { return Guard.OtherBirthDate; }
        if (layout.Given < 0 || (given is not (Levels.Missing or 1 + (int)Alike.Faint) && !clearlyOther)) { return Guard.None; }
        foreach (var f in personal)
        {
            if (levels[f] is 1 or 2) { return Guard.None; }
        }

        return Guard.NoGivenName;
    }

    /// <summary>Whether names and birth date, or a number, are so plainly one person's that nobody else need be looked for.</summary>
    public bool IsPlain(ReadOnlySpan<byte> levels)
    {
        foreach (var f in numbers)
        {
            if (levels[f] == 1) { return true; }
        }

        return layout.Given >= 0 && layout.Family >= 0 && layout.BirthDate >= 0 && levels[layout.BirthDate] == 1
            && levels[layout.Given] is not Levels.Missing and <= 1 + (int)Alike.Nickname && levels[layout.Family] is not Levels.Missing and <= 1 + (int)Alike.Nickname;
    }

    /// <summary>Two people who seem to be of one family: whatever they score, somebody who types the one may want to know of the other.</summary>
    public bool IsFamily(ReadOnlySpan<byte> levels) =>
        layout.Family >= 0 && layout.Given >= 0 && layout.BirthDate >= 0
        && levels[layout.Family] is not Levels.Missing and <= 1 + (int)Alike.Typing && levels[layout.Given] is 1 + (int)Alike.Different or 1 + (int)Alike.LookAlike or 1 + (int)Alike.Faint
        && levels[layout.BirthDate] is Levels.Missing or > 4 && Place(levels);

    /// <summary>What becomes of two records.</summary>
    public static Outcome Decide(double probability, Guard guard, Model model) => guard switch
    {
        Guard.TwinOrSibling or Guard.Sibling => Outcome.Different,
        Guard.TwoNumbers => probability >= model.Same ? Outcome.Review : Outcome.Different,
        Guard.NoGivenName or Guard.OtherBirthDate or Guard.NumberButNotName => probability >= model.Review ? Outcome.Review : Outcome.Different,
        _ => probability >= model.Same ? Outcome.Same : probability >= model.Review ? Outcome.Review : Outcome.Different,
    };

    /// <summary>Each field that was on both, as it counted in the last score.</summary>
    public IEnumerable<FieldWhy> Why(Scorer scorer)
    {
        for (var f = 0; f < layout.Fields.Length; f++)
        {
            var level = scorer.Found[f];
            if (level != Levels.Missing) { yield return new FieldWhy(layout.Fields[f].Name, Levels.Of(layout.Fields[f].Kind)[level].Words, Math.Round(scorer.Bits(f), 1)); }
        }
    }

    /// <summary>The guard in words, or the empty text.</summary>
    public static string Say(Guard guard) => guard switch
    {
        Guard.TwinOrSibling => "possible twin or sibling",
        Guard.NoGivenName => "nothing that is only this person's agrees: a twin has the same family name, birth date and address",
        Guard.OtherBirthDate => "another birth date at the same place: possible brother or sister of one name",
        Guard.TwoNumbers => "two different valid numbers",
        Guard.NumberButNotName => "the same number, but clearly different names or sexes: possible twin or sibling with the other's number",
        Guard.Sibling => "the same family name and address, another given name: possible brother or sister",
        _ => "",
    };

    private bool SameBirth(ReadOnlySpan<byte> levels) => layout.BirthDate >= 0 && levels[layout.BirthDate] is >= 1 and <= 4;

    /// <summary>Family name, birth date and what is known of the address agree.</summary>
    private bool Household(ReadOnlySpan<byte> levels)
    {
        if (layout.Family < 0 || layout.BirthDate < 0 || levels[layout.Family] is Levels.Missing or > 1 + (int)Alike.Part) { return false; }
        if (levels[layout.BirthDate] is Levels.Missing or > 4) { return false; }
        return Place(levels) || ((layout.Postcode < 0 || levels[layout.Postcode] is Levels.Missing) && (layout.Address < 0 || levels[layout.Address] is Levels.Missing));
    }

    /// <summary>The postcode or the address agrees.</summary>
    private bool Place(ReadOnlySpan<byte> levels) =>
        (layout.Postcode >= 0 && levels[layout.Postcode] is >= 1 and <= 3) || (layout.Address >= 0 && levels[layout.Address] is >= 1 and <= 4);
}
