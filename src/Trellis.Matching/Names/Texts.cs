namespace Trellis.Matching.Names;

/// <summary>
/// The texts that are no names (postcodes, addresses, numbers), each once and with a number, as <see cref="Vocabulary"/> has names. Nearly
/// every record has some of its own, so they stand in one run of bytes: millions of objects would cost more than comparing them.
/// </summary>
public sealed class Texts
{
    /// <summary>No text has more bytes.</summary>
    internal const int Longest = 1_024;

    private readonly Texts? under;
    private readonly int below;
    private byte[] bytes = new byte[Longest];
    private int[] ends = new int[16];
    private ulong[] slots = new ulong[64];
    private int count;

    public Texts()
    {
    }

    /// <summary>Lies over another: finds its texts, adds none to it.</summary>
    public Texts(Texts under) => (this.under, below) = (under, under.Count);

    /// <summary>How many there are; the highest number given.</summary>
    public int Count => below + count;

    /// <summary>Capitals, digits and single spaces; an e-mail address has its signs.</summary>
    public ReadOnlySpan<byte> this[int code]
    {
        get
        {
            if (code <= below) { return under![code]; }
            var at = code - below;
            return bytes.AsSpan(ends[at - 1]..ends[at]);
        }
    }

    /// <summary>The number of a text, given now if it is new; 0 for the empty one.</summary>
    public int Code(ReadOnlySpan<byte> letters)
    {
        if (letters.IsEmpty) { return 0; }
        var hash = Vocabulary.Hash(letters);
        if (Known(letters, hash) is > 0 and var known) { return known; }
        Write(letters);
        if (count * 2 > slots.Length) { Grow(); }
        slots[Slot(letters, hash)] = ((ulong)hash << 32) | (uint)(below + count);
        return below + count;
    }

    /// <summary>Its number, 0 when it has none.</summary>
    private int Known(ReadOnlySpan<byte> letters, uint hash)
    {
        if (under?.Known(letters, hash) is > 0 and var known && known <= below) { return known; }
        return (int)(uint)slots[Slot(letters, hash)];
    }

    private void Write(ReadOnlySpan<byte> letters)
    {
        var from = ends[count];
        if (from + letters.Length > bytes.Length) { Array.Resize(ref bytes, checked(bytes.Length * 2)); }
        if (++count == ends.Length) { Array.Resize(ref ends, count * 2); }
        letters.CopyTo(bytes.AsSpan(from));
        ends[count] = from + letters.Length;
    }

    /// <summary>Where a text is, or would be put. A slot has the hash beside the number, so that others are passed over without being read.</summary>
    private int Slot(ReadOnlySpan<byte> letters, uint hash)
    {
        var slot = (int)(hash & (uint)(slots.Length - 1));
        while (slots[slot] is > 0 and var held && ((uint)(held >> 32) != hash || !this[(int)(uint)held].SequenceEqual(letters))) { slot = (slot + 1) & (slots.Length - 1); }
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
}
