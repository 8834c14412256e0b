using Trellis.Matching.Comparing;
using Trellis.Matching.Dates;
using Trellis.Matching.Names;
using Trellis.Matching.Places;

namespace Trellis.Matching.Blocking;

/// <summary>In which way two records must agree to be compared at all; the more telling first.</summary>
internal enum KeyKind : byte
{
    Identifier,
    DateAndPostcode,
    DateAndName,
    PostcodeAndName,
    NamesAndDayOfYear,
    NamesAndYear,
    NamesAndOutward,
    DateAndOther,
    NameAndOther,
    TwoOthers,
    DateAndOutward,
    Names,
    Date,
    Other,
}

/// <summary>A key of a record: records with an equal one are compared.</summary>
internal readonly record struct BlockKey(KeyKind Kind, uint Hash);

/// <summary>
/// The keys of records, of whatever has one vocabulary: a text stands for itself by its number. Names stand for all their spellings and short forms, and again for their consonants; given and
/// family names are not told apart, so that names changed about meet; a date is the same with day and month changed about.
/// </summary>
internal sealed class BlockKeys(Layout layout)
{
    /// <summary>No record has more.</summary>
    public const int Most = 96;

    private const uint WithTwoNames = (1u << (int)KeyKind.NamesAndDayOfYear) | (1u << (int)KeyKind.NamesAndYear) | (1u << (int)KeyKind.NamesAndOutward) | (1u << (int)KeyKind.Names);
    private const uint WithOthers = (1u << (int)KeyKind.DateAndOther) | (1u << (int)KeyKind.NameAndOther) | (1u << (int)KeyKind.TwoOthers) | (1u << (int)KeyKind.Other);
    private const uint WithOutward = (1u << (int)KeyKind.DateAndOutward) | (1u << (int)KeyKind.NamesAndOutward);
    private const uint WithNames = WithTwoNames | (1u << (int)KeyKind.DateAndName) | (1u << (int)KeyKind.PostcodeAndName) | (1u << (int)KeyKind.NameAndOther);

    private readonly int[] identifiers = Of(layout, FieldKind.NhsNumber, FieldKind.Upn, FieldKind.Identifier, FieldKind.Email);
    private readonly int[] others = Of(layout, FieldKind.Words, FieldKind.Address, FieldKind.Code);

    /// <summary>All kinds of keys, as a set.</summary>
    public const uint All = uint.MaxValue;

    /// <summary>The kinds that have a cap, as a set.</summary>
    public static uint Kinds(ReadOnlySpan<int> caps)
    {
        var kinds = 0u;
        for (var k = 0; k < caps.Length; k++) { kinds |= caps[k] > 0 ? 1u << k : 0; }
        return kinds;
    }

    /// <summary>Writes the keys of a record; returns how many.</summary>
    /// <param name="kinds">Of which kinds, a bit for each.</param>
    public int Write(People people, int row, uint kinds, Span<BlockKey> into)
    {
        var keys = new Writer(into, kinds);
        foreach (var field in identifiers)
        {
            if (people[field, row] is not 0 and var id) { keys.Add(KeyKind.Identifier, Mix((uint)field, (uint)id)); }
        }

        Span<uint> wide = stackalloc uint[8];
        Span<uint> narrow = stackalloc uint[8];
        var named = (kinds & WithNames) != 0;
        var given = layout.Given < 0 || !named ? 0 : Names(people, people[layout.Given, row], wide, narrow, 0);
        var all = layout.Family < 0 || !named ? given : Names(people, people[layout.Family, row], wide, narrow, given);

        var packed = layout.BirthDate < 0 ? 0 : people[layout.BirthDate, row];
        var (date, year, day) = packed == 0 ? (0u, 0u, 0u) : Date(packed);
        var place = layout.Postcode < 0 ? 0 : people[layout.Postcode, row];
        var postcode = place == 0 ? 0 : Mix((uint)place, 5);
        var outward = place == 0 || (kinds & WithOutward) == 0 ? 0 : Hash(PostcodeLikeness.Outward(people.Words.Texts[place]));

        if (date != 0)
        {
            keys.Add(KeyKind.Date, date);
            if (postcode != 0) { keys.Add(KeyKind.DateAndPostcode, Mix(date, postcode)); }
            if (outward != 0) { keys.Add(KeyKind.DateAndOutward, Mix(date, outward)); }
        }

        for (var i = 0; i < all; i++)
        {
            for (var way = 0; way < (wide[i] == narrow[i] ? 1 : 2); way++)
            {
                var name = way == 0 ? wide[i] : narrow[i];
                if (date != 0) { keys.Add(KeyKind.DateAndName, Mix(date, name)); }
                if (postcode != 0) { keys.Add(KeyKind.PostcodeAndName, Mix(postcode, name)); }
            }
        }

        for (var i = 0; i < given && (kinds & WithTwoNames) != 0; i++)
        {
            for (var j = given; j < all; j++)
            {
                for (var way = 0; way < (wide[i] == narrow[i] && wide[j] == narrow[j] ? 1 : 2); way++)
                {
                    var names = way == 0 ? Together(wide[i], wide[j]) : Together(narrow[i], narrow[j]);
                    keys.Add(KeyKind.Names, names);
                    if (year != 0) { keys.Add(KeyKind.NamesAndYear, Mix(names, year)); }
                    if (day != 0) { keys.Add(KeyKind.NamesAndDayOfYear, Mix(names, day)); }
                    if (outward != 0) { keys.Add(KeyKind.NamesAndOutward, Mix(names, outward)); }
                }
            }
        }

        for (var i = 0; i < others.Length && (kinds & WithOthers) != 0; i++)
        {
            if (people[others[i], row] is not (not 0 and var code)) { continue; }
            var other = Mix((uint)others[i] + 77, (uint)code);
            keys.Add(KeyKind.Other, other);
            if (year != 0) { keys.Add(KeyKind.DateAndOther, Mix(other, year)); }
            if (day != 0) { keys.Add(KeyKind.DateAndOther, Mix(other, day)); }
            for (var n = 0; n < all; n++) { keys.Add(KeyKind.NameAndOther, Mix(other, narrow[n])); }
            for (var j = 0; j < i; j++)
            {
                if (people[others[j], row] is not 0 and var second) { keys.Add(KeyKind.TwoOthers, Mix(other, Mix((uint)others[j] + 77, (uint)second))); }
            }

            if (postcode != 0) { keys.Add(KeyKind.TwoOthers, Mix(other, postcode)); }
        }

        return keys.Count;
    }

    private static int[] Of(Layout layout, params FieldKind[] kinds) => [.. Enumerable.Range(0, layout.Fields.Length).Where(f => kinds.Contains(layout.Fields[f].Kind))];

    /// <summary>At most three words of a name, each wide (all that the tables lead to) and narrow (its consonants).</summary>
    private static int Names(People people, int code, Span<uint> wide, Span<uint> narrow, int at)
    {
        if (code == 0) { return at; }
        var name = people.Words.Names[code];
        if (name.IsPlaceholder) { return at; }
        if (name.Parts.Length == 0) { return One(name, wide, narrow, at); }
        foreach (var part in name.Parts.AsSpan(0, Math.Min(name.Parts.Length, 3))) { at = One(part, wide, narrow, at); }
        return name.Parts.Length == 2 ? One(name, wide, narrow, at) : at;
    }

    private static int One(Value name, Span<uint> wide, Span<uint> narrow, int at)
    {
        if (name.Solid.Length < 2 || name.Bones == 0) { return at; }
        (wide[at], narrow[at]) = (name.Kin == 0 ? name.Bones : name.Kin, name.Bones);
        return at + 1;
    }

    private static (uint Date, uint Year, uint Day) Date(int packed)
    {
        var (y, m, d) = ((uint)DayText.Year(packed), (uint)DayText.Month(packed), (uint)DayText.Day(packed));
        if (d == 0) { return (0, y * 31, 0); }
        var day = (Math.Min(m, d) * 64) + Math.Max(m, d) + 10_000;
        return (Mix(y, day), y * 31, day);
    }

    private static uint Hash(ReadOnlySpan<byte> letters)
    {
        var hash = 2166136261u;
        foreach (var b in letters) { hash = (hash ^ b) * 16777619u; }
        return hash | 1;
    }

    private static uint Together(uint one, uint other) => one < other ? Mix(one, other) : Mix(other, one);

    private static uint Mix(uint one, uint other)
    {
        var hash = ((ulong)one * 0x9E3779B97F4A7C15UL) ^ (((ulong)other + 0x7F4A7C15UL) * 0xBF58476D1CE4E5B9UL);
        hash ^= hash >> 31;
        return (uint)((hash * 0x94D049BB133111EBUL) >> 32);
    }

    private ref struct Writer(Span<BlockKey> into, uint kinds)
    {
        private readonly Span<BlockKey> into = into;

        public int Count { get; private set; }

        public void Add(KeyKind kind, uint hash)
        {
            if ((kinds >> (int)kind & 1) != 0 && Count < into.Length) { into[Count++] = new BlockKey(kind, hash); }
        }
    }
}
