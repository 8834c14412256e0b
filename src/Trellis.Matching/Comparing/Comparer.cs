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
    private const int Kept = 1 << 18;

    private readonly Layout layout;
    private readonly Frequencies frequencies;
    private readonly ulong[] keys = new ulong[Kept];
    private readonly byte[] answers = new byte[Kept];

    /// <param name="keep">False when the texts of one side are thrown away, so that what was found about them must not be kept.</param>
    public Comparer(Layout layout, Frequencies frequencies, bool keep = true)
    {
        (this.layout, this.frequencies) = (layout, frequencies);
        if (!keep) { (keys, answers) = ([], []); }
    }

    /// <summary>Fills a level and a rarity for every field of the layout.</summary>
    public void Compare(People one, int a, People other, int b, Span<byte> levels, Span<float> rarities)
    {
        for (var f = 0; f < layout.Fields.Length; f++)
        {
            var kind = layout.Fields[f].Kind;
            if (kind is FieldKind.GivenName or FieldKind.FamilyName) { continue; }
            levels[f] = Field(f, kind, one, one[f, a], other, other[f, b], out rarities[f]);
        }

        // Who moved has another postcode and another address: that is said once.
        if (layout.Postcode >= 0 && layout.Address >= 0 && levels[layout.Postcode] > 1 + (int)PostcodeAlike.Sector && levels[layout.Address] >= 5) { levels[layout.Address] = Levels.Missing; }
        Names(one, a, other, b, levels, rarities);
    }

    /// <summary>One field alone.</summary>
    internal byte Field(int field, FieldKind kind, People one, int x, People other, int y, out float rarity)
    {
        rarity = 0;
        if (x == 0 || y == 0) { return Levels.Missing; }
        switch (kind)
        {
            case FieldKind.BirthDate:
                if (x == y)
                {
                    rarity = frequencies.Rarity(field, x);
                    return DayText.Day(x) == 0 ? (byte)(1 + (int)DateAlike.LessKnown) : (byte)1;
                }

                return (byte)(1 + (int)DateLikeness.Compare(x, y));
            case FieldKind.Sex:
                return x == y ? (byte)1 : (byte)2;
            case FieldKind.MiddleNames:
                return Name(field, one, x, other, y, out rarity);
        }

        byte level;
        if (x == y && kind is not (FieldKind.NhsNumber or FieldKind.Upn)) { level = 1; }
        else if (!Find(field, x, y, out level))
        {
            level = TextLikeness.Compare(kind, one.Words.Texts[x], other.Words.Texts[y]);
            Keep(field, x, y, level);
        }

        if (level == 1) { rarity = frequencies.Rarity(field, x); }
        else if (level == 2) { rarity = frequencies.CommonerOf(field, x, y); }
        return level;
    }

    /// <summary>Given and family names together: they can be changed about, and a middle name can be the one used.</summary>
    internal void Names(People one, int a, People other, int b, Span<byte> levels, Span<float> rarities)
    {
        var (given, family, middle) = (layout.Given, layout.Family, layout.Middle);
        var (ga, gb) = given < 0 ? (0, 0) : (one[given, a], other[given, b]);
        var (fa, fb) = family < 0 ? (0, 0) : (one[family, a], other[family, b]);
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
        var (ma, mb) = (one[middle, a], other[middle, b]);
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

        if (!Find(field, x, y, out var level))
        {
            var both = frequencies.IsEstablished(field, x) && frequencies.IsEstablished(field, y);
            level = (byte)(1 + (int)NameLikeness.Compare(one.Words.Names[x], other.Words.Names[y], both));
            Keep(field, x, y, level);
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

    private static ulong Key(int field, int x, int y) => ((ulong)(uint)Math.Min(x, y) << 32 | (uint)Math.Max(x, y)) + ((ulong)field << 58) + 1;

    private bool Find(int field, int x, int y, out byte level)
    {
        level = 0;
        if (keys.Length == 0) { return false; }
        var key = Key(field, x, y);
        var at = (int)((key * 0x9E3779B97F4A7C15UL) >> 46);
        if (keys[at] != key) { return false; }
        level = answers[at];
        return true;
    }

    private void Keep(int field, int x, int y, byte level)
    {
        if (keys.Length == 0) { return; }
        var key = Key(field, x, y);
        var at = (int)((key * 0x9E3779B97F4A7C15UL) >> 46);
        (keys[at], answers[at]) = (key, level);
    }
}
