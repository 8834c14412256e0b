using Trellis.Matching.Dates;
using Trellis.Matching.Names;
using Trellis.Matching.Places;

namespace Trellis.Matching.Comparing;

/// <summary>
/// Says for two records how each field is alike: a level of <see cref="Levels"/> and, where the level counts it, the
/// rarity of the value in bits. Keeps what it found for pairs of texts; one for each thread.
/// </summary>
public sealed class Comparer
{
    /// <summary>The level of a text that is on both and not compared yet.</summary>
    internal const byte Open = byte.MaxValue;

    private readonly Layout layout;
    private readonly FieldKind[] kinds;
    private readonly Frequencies frequencies;
    private readonly Answers answers;

    /// <param name="keep">False when the texts of one side are thrown away, so that what was found about them must not be kept.</param>
    public Comparer(Layout layout, Frequencies frequencies, bool keep = true)
    {
        (this.layout, this.frequencies) = (layout, frequencies);
        kinds = [.. layout.Fields.Select(f => f.Kind)];
        answers = new Answers(keep);
        Texts = [.. Enumerable.Range(0, kinds.Length).Where(f => Cost(kinds[f]) > 0).OrderBy(f => Cost(kinds[f]))];
    }

    /// <summary>The fields that are texts and no names, in the order in which they are compared: numbers first, an address after its postcode.</summary>
    internal int[] Texts { get; }

    /// <summary>Fills a level and a rarity for every field of the layout.</summary>
    public void Compare(People one, int a, People other, int b, Span<byte> levels, Span<float> rarities)
    {
        Begin(one, a, other, b, levels, rarities);
        foreach (var field in Texts)
        {
            if (levels[field] == Open) { Text(field, one, one[field, a], other, other[field, b], levels, rarities); }
        }
    }

    /// <summary>Names, dates and sexes, and which texts are the same; <see cref="Open"/> for those that <see cref="Text"/> has to compare.</summary>
    internal void Begin(People one, int a, People other, int b, Span<byte> levels, Span<float> rarities)
    {
        ReadOnlySpan<int> mine = one.Row(a), theirs = other.Row(b);
        for (var f = 0; f < kinds.Length; f++)
        {
            var (kind, x, y) = (kinds[f], mine[f], theirs[f]);
            if (kind is FieldKind.GivenName or FieldKind.FamilyName) { continue; }
            rarities[f] = 0;
            if (x == 0 || y == 0) { levels[f] = Levels.Missing; }
            else if (kind == FieldKind.BirthDate)
            {
                if (x == y) { rarities[f] = frequencies.Rarity(f, x); }
                levels[f] = x != y ? (byte)(1 + (int)DateLikeness.Compare(x, y)) : DayText.Day(x) == 0 ? (byte)(1 + (int)DateAlike.LessKnown) : (byte)1;
            }
            else if (kind == FieldKind.Sex) { levels[f] = x == y ? (byte)1 : (byte)2; }
            else if (kind == FieldKind.MiddleNames) { levels[f] = Name(f, one, x, other, y, out rarities[f]); }
            else if (x == y && kind is not (FieldKind.NhsNumber or FieldKind.Upn))
            {
                levels[f] = 1;
                rarities[f] = frequencies.Rarity(f, x);
            }
            else { levels[f] = Open; }
        }

        Names(one, mine, other, theirs, levels, rarities);
    }

    /// <summary>A text that is on both.</summary>
    internal void Text(int field, People one, int x, People other, int y, Span<byte> levels, Span<float> rarities)
    {
        var kind = kinds[field];
        var moved = kind == FieldKind.Address && layout.Postcode >= 0 && levels[layout.Postcode] is not (Levels.Missing or Open) and > 1 + (int)PostcodeAlike.Sector;
        ReadOnlySpan<byte> mine = one.Words.Texts[x], theirs = other.Words.Texts[y];
        if (moved && TextLikeness.HaveOtherNumbers(mine, theirs))
        {
            levels[field] = Levels.Missing;
            return;
        }

        var keeps = kind is FieldKind.Words or FieldKind.Code;
        if (!keeps || !answers.Find(field, x, y, out var level))
        {
            level = TextLikeness.Compare(kind, mine, theirs);
            if (keeps) { answers.Keep(field, x, y, level); }
        }

        // Who moved has another postcode and another address: that is said once.
        levels[field] = moved && level >= 5 ? (byte)Levels.Missing : level;
        if (level == 1) { rarities[field] = frequencies.Rarity(field, x); }
        else if (level == 2) { rarities[field] = frequencies.CommonerOf(field, x, y); }
    }

    /// <summary>Given and family names together: they can be changed about, and a middle name can be the one used.</summary>
    private void Names(People one, ReadOnlySpan<int> mine, People other, ReadOnlySpan<int> theirs, Span<byte> levels, Span<float> rarities)
    {
        var (given, family, middle) = (layout.Given, layout.Family, layout.Middle);
        var (ga, gb) = given < 0 ? (0, 0) : (mine[given], theirs[given]);
        var (fa, fb) = family < 0 ? (0, 0) : (mine[family], theirs[family]);
        if (ga != 0 && one.Words.Names[ga].IsPlaceholder) { ga = 0; }
        if (gb != 0 && other.Words.Names[gb].IsPlaceholder) { gb = 0; }
        if (given >= 0) { levels[given] = Name(given, one, ga, other, gb, out rarities[given]); }
        if (family >= 0) { levels[family] = Name(family, one, fa, other, fb, out rarities[family]); }
        if (given < 0 || levels[given] is not Levels.Missing and < 1 + (int)Alike.Beginning) { return; }

        if (family >= 0 && (ga == fb || gb == fa || levels[family] >= 1 + (int)Alike.Near)
            && ga != 0 && gb != 0 && fa != 0 && fb != 0 && Across(one, ga, other, fb) && Across(one, fa, other, gb))
        {
            levels[given] = levels[family] = Levels.SwappedNames;
            (rarities[given], rarities[family]) = (0, frequencies.CommonerOf(family, fa, fb));
            return;
        }

        if (middle < 0 || levels[given] < 1 + (int)Alike.Near) { return; }
        var (ma, mb) = (mine[middle], theirs[middle]);
        if ((ma != 0 && gb != 0 && Holds(one, ma, other, gb)) || (mb != 0 && ga != 0 && Holds(other, mb, one, ga))) { levels[given] = Levels.MiddleUsed; }
    }

    private byte Name(int field, People one, int x, People other, int y, out float rarity)
    {
        rarity = 0;
        if (x == 0 || y == 0) { return Levels.Missing; }
        if (x == y)
        {
            rarity = frequencies.Rarity(field, x);
            return 1;
        }

        if (!answers.Find(field, x, y, out var level))
        {
            var both = frequencies.IsEstablished(field, x) && frequencies.IsEstablished(field, y);
            level = (byte)(1 + (int)NameLikeness.Compare(one.Words.Names[x], other.Words.Names[y], both));
            answers.Keep(field, x, y, level);
        }

        switch (level)
        {
            case 1 + (int)Alike.Spelling or 1 + (int)Alike.Nickname: rarity = frequencies.Either(field, x, y); break;
            case 1 + (int)Alike.Typing or 1 + (int)Alike.Part: rarity = frequencies.CommonerOf(field, x, y); break;
        }

        return level;
    }

    private static bool Across(People one, int x, People other, int y) =>
        x == y || NameLikeness.Compare(one.Words.Names[x], other.Words.Names[y], both: false) <= Alike.Typing;

    private static bool Holds(People one, int middle, People other, int given)
    {
        var (names, name) = (one.Words.Names[middle], other.Words.Names[given]);
        if (name.Solid.Length < 3) { return false; }
        if (names.Parts.Length == 0) { return NameLikeness.Compare(names, name, both: false) <= Alike.Typing; }
        foreach (var part in names.Parts)
        {
            if (NameLikeness.Compare(part, name, both: false) <= Alike.Typing) { return true; }
        }

        return false;
    }

    /// <summary>What comes first costs least.</summary>
    private static int Cost(FieldKind kind) => kind switch
    {
        FieldKind.NhsNumber or FieldKind.Upn => 1,
        FieldKind.Postcode => 2,
        FieldKind.Identifier or FieldKind.Code or FieldKind.Email => 3,
        FieldKind.Words => 4,
        FieldKind.Address => 5,
        _ => 0,
    };
}
