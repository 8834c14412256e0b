using System.Text;
using Trellis.Matching.Text;

namespace Trellis.Matching.Names;

/// <summary>
/// One distinct text as comparisons see it: prepared once, however many records have it. Immutable; safe for many readers.
/// </summary>
public sealed class Value
{
    private static readonly int[] None = [];

    internal Value(int code, ReadOnlySpan<byte> letters, bool isName, Value[] parts)
    {
        Code = code;
        Letters = letters.ToArray();
        Solid = isName && parts.Length > 0 ? [.. Letters.Where(b => b != ' ')] : Letters;
        Parts = parts;
        (Spellings, Nicknames, Spoken) = (None, None, []);
        if (!isName) { return; }

        Spellings = NameTables.Spellings(Letters);
        Nicknames = NameTables.Nicknames(Letters);
        IsPlaceholder = NameTables.IsPlaceholder(Letters);
        Span<byte> spoken = stackalloc byte[Solid.Length];
        Spoken = spoken[..Sound.Spoken(Solid, spoken)].ToArray();
        Bones = Sound.Bones(Solid);
        Kin = NameTables.Kin(Letters);
    }

    /// <summary>Its number in its vocabulary, from 1.</summary>
    public int Code { get; }

    /// <summary>Capitals, digits and single spaces.</summary>
    internal byte[] Letters { get; }

    /// <summary>The same without spaces, for names; other texts as they are.</summary>
    internal byte[] Solid { get; }

    /// <summary>Its words, where it has several.</summary>
    internal Value[] Parts { get; }

    internal int[] Spellings { get; }

    internal int[] Nicknames { get; }

    /// <summary>How it sounds: see <see cref="Sound.Spoken"/>. Empty for what is not a name.</summary>
    internal byte[] Spoken { get; }

    /// <summary>Its consonants as a number; 0 for what is not a name.</summary>
    internal uint Bones { get; }

    /// <summary>One number for all its spellings and short forms; 0 where the tables don't have it.</summary>
    internal uint Kin { get; }

    /// <summary>Stands where a name belongs: "Baby".</summary>
    internal bool IsPlaceholder { get; }

    public override string ToString() => Encoding.ASCII.GetString(Letters);
}
