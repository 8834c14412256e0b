namespace Trellis.Matching.Names;

/// <summary>
/// The texts that are no names (postcodes, addresses, numbers), each once and with a number, as <see cref="Vocabulary"/> has names. Nearly
/// every record has some of its own, so they stand in pages of bytes: millions of objects would cost more than comparing them.
/// </summary>
public sealed class Texts
{
    private const int PageBits = 16;

    /// <summary>No text has more bytes: one stands in one page.</summary>
    internal const int Longest = 1_024;

    private readonly Texts? under;
    private readonly int below;
    private readonly List<byte[]> pages = [];
    private uint[] starts = new uint[16];
    private ulong[] slots = new ulong[64];
    private int count;
    private int used = 1 << PageBits;

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
            var start = starts[code - below - 1];
            ReadOnlySpan<byte> page = pages[(int)(start >> PageBits)];
            var at = (int)(start & ((1 << PageBits) - 1));
            return page.Slice(at + 2, page[at] | (page[at + 1] << 8));
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
        if (used + letters.Length + 2 > 1 << PageBits)
        {
            pages.Add(new byte[1 << PageBits]);
            used = 0;
        }

        if (count == starts.Length) { Array.Resize(ref starts, count * 2); }
        starts[count++] = ((uint)(pages.Count - 1) << PageBits) | (uint)used;
        var page = pages[^1].AsSpan(used);
        (page[0], page[1]) = ((byte)letters.Length, (byte)(letters.Length >> 8));
        letters.CopyTo(page[2..]);
        used += letters.Length + 2;
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
