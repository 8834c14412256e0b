namespace Trellis.Matching.Names;

/// <summary>
/// Gives each distinct name a number, so that records are rows of numbers and equal names are equal numbers. One may
/// lie over another and be thrown away: what is asked once adds nothing to what is kept. Not safe for writing by several;
/// reading what is there is safe while nobody writes.
/// </summary>
public sealed class Vocabulary
{
    private readonly Vocabulary? under;
    private readonly int below;
    private Value[] values = new Value[16];
    private ulong[] slots = new ulong[64];
    private int count;

    public Vocabulary()
    {
    }

    /// <summary>Lies over another: finds its texts, adds none to it.</summary>
    public Vocabulary(Vocabulary under)
    {
        this.under = under;
        below = under.Count;
    }

    /// <summary>How many there are; the highest number given.</summary>
    public int Count => below + count;

    public Value this[int code] => code <= below ? under![code] : values[code - below - 1];

    /// <summary>The number of a text, given now if it is new; 0 for the empty one.</summary>
    public int Code(ReadOnlySpan<byte> letters)
    {
        if (letters.IsEmpty) { return 0; }
        var hash = Hash(letters);
        if (under?.Find(letters, hash) is > 0 and var known && known <= below) { return known; }

        var slot = Slot(letters, hash);
        if (slots[slot] != 0) { return (int)(uint)slots[slot]; }

        // Its words are values of this vocabulary too, and come before it.
        Value[] parts = letters.Contains((byte)' ') ? [.. Words(letters.ToArray()).Select(word => this[Code(word)])] : [];
        var value = new Value(below + count + 1, letters, parts);
        if (count == values.Length) { Array.Resize(ref values, count * 2); }
        values[count++] = value;
        if (count * 2 > slots.Length) { Grow(); }
        slots[Slot(letters, hash)] = ((ulong)hash << 32) | (uint)value.Code;
        return value.Code;
    }

    private static IEnumerable<byte[]> Words(byte[] letters)
    {
        var start = 0;
        for (var i = 0; i <= letters.Length; i++)
        {
            if (i < letters.Length && letters[i] != ' ') { continue; }
            yield return letters[start..i];
            start = i + 1;
        }
    }

    private int Find(ReadOnlySpan<byte> letters, uint hash)
    {
        if (under?.Find(letters, hash) is > 0 and var known) { return known; }
        return (int)(uint)slots[Slot(letters, hash)];
    }

    /// <summary>Where a name is, or would be put. A slot has the hash beside the number, so that others are passed over without being read.</summary>
    private int Slot(ReadOnlySpan<byte> letters, uint hash)
    {
        var slot = (int)(hash & (uint)(slots.Length - 1));
        while (slots[slot] is > 0 and var held && ((uint)(held >> 32) != hash || !values[(int)(uint)held - below - 1].Letters.AsSpan().SequenceEqual(letters))) { slot = (slot + 1) & (slots.Length - 1); }
        return slot;
    }

    private void Grow()
    {
        var before = slots;
        slots = new ulong[before.Length * 4];
        foreach (var held in before)
        {
            if (held == 0) { continue; }
            var slot = (int)((held >> 32) & (uint)(slots.Length - 1));
            while (slots[slot] != 0) { slot = (slot + 1) & (slots.Length - 1); }
            slots[slot] = held;
        }
    }

    internal static uint Hash(ReadOnlySpan<byte> letters)
    {
        var hash = 0x9E3779B97F4A7C15UL;
        foreach (var b in letters) { hash = (hash ^ b) * 0x100000001B3UL; }
        hash ^= hash >> 29;
        return (uint)((hash * 0xBF58476D1CE4E5B9UL) >> 32);
    }
}
