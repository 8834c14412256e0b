using System.Text;
using Trellis.Matching.Text;

namespace Trellis.Matching.Names;

/// <summary>
/// One distinct name as comparisons see it: prepared once, however many records have it. Immutable; safe for many readers.
/// </summary>
public sealed class Value
{
    internal Value(int code, ReadOnlySpan<byte> letters, Value[] parts)
    {
        Code = code;
        Letters = letters.ToArray();
        Solid = parts.Length > 0 ? [.. Letters.Where(b => b != ' ')] : Letters;
        Parts = parts;
        Spellings = NameTables.Spellings(Letters);
        Nicknames = NameTables.Nicknames(Letters);
        IsPlaceholder = NameTables.IsPlaceholder(Letters);
        Span<byte> spoken = stackalloc byte[Solid.Length];
        Spoken = spoken[..Sound.Spoken(Solid, spoken)].ToArray();
        Bones = Sound.Bones(Solid);
        foreach (var letter in Solid) { Has |= 1u << (letter is >= (byte)'A' and <= (byte)'Z' ? letter - 'A' : 26); }
        Kin = NameTables.Kin(Letters);
    }

    /// <summary>Its number in its vocabulary, from 1.</summary>
    public int Code { get; }

    /// <summary>Capitals, digits and single spaces.</summary>
    internal byte[] Letters { get; }

    /// <summary>The same without spaces.</summary>
    internal byte[] Solid { get; }

    /// <summary>Its words, where it has several.</summary>
    internal Value[] Parts { get; }

    internal int[] Spellings { get; }

    internal int[] Nicknames { get; }

    /// <summary>How it sounds: see <see cref="Sound.Spoken"/>.</summary>
    internal byte[] Spoken { get; }

    /// <summary>Its consonants as a number.</summary>
    internal uint Bones { get; }

    /// <summary>Which letters it has, a bit for each.</summary>
    internal uint Has { get; }

    /// <summary>One number for all its spellings and short forms; 0 where the tables don't have it.</summary>
    internal uint Kin { get; }

    /// <summary>Stands where a name belongs: "Baby".</summary>
    internal bool IsPlaceholder { get; }

    public override string ToString() => Encoding.ASCII.GetString(Letters);
}
