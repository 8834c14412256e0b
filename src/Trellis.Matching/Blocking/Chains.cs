namespace Trellis.Matching.Blocking;

/// <summary>Which rows have a key, where rows come and go: lists through one array, begun by the hash of the key.</summary>
internal sealed class Chains
{
    private int[] heads = Filled(1 << 12);
    private uint[] keys = new uint[1 << 10];
    private int[] rows = new int[1 << 10];
    private int[] nexts = new int[1 << 10];
    private int used;
    private int free = -1;
    private int held;

    public void Add(BlockKey key, int row)
    {
        if (held++ >= heads.Length) { Grow(); }
        var at = free;
        if (at >= 0) { free = nexts[at]; }
        else
        {
            at = used++;
            if (at == keys.Length)
            {
                Array.Resize(ref keys, at * 2);
                Array.Resize(ref rows, at * 2);
                Array.Resize(ref nexts, at * 2);
            }
        }

        var whole = Whole(key);
        (keys[at], rows[at]) = (whole, row);
        ref var head = ref heads[Slot(whole)];
        (nexts[at], head) = (head, at);
    }

    public void Remove(BlockKey key, int row)
    {
        var whole = Whole(key);
        ref var link = ref heads[Slot(whole)];
        while (link >= 0)
        {
            var at = link;
            if (keys[at] != whole || rows[at] != row)
            {
                link = ref nexts[at];
                continue;
            }

            link = nexts[at];
            (nexts[at], free) = (free, at);
            held--;
            return;
        }
    }

    /// <summary>Rows with the key; when more have it than there is place for, the last added. A few with another key may be among them.</summary>
    public int Find(BlockKey key, Span<int> into)
    {
        var (whole, found) = (Whole(key), 0);
        for (var at = heads[Slot(whole)]; at >= 0 && found < into.Length; at = nexts[at])
        {
            if (keys[at] == whole) { into[found++] = rows[at]; }
        }

        return found;
    }

    private static uint Whole(BlockKey key) => (key.Hash ^ ((uint)key.Kind * 0x9E3779B9u)) * 0x85EBCA6Bu;

    private static int[] Filled(int length)
    {
        var made = new int[length];
        Array.Fill(made, -1);
        return made;
    }

    private int Slot(uint whole) => (int)(whole >> 4) & (heads.Length - 1);

    private void Grow()
    {
        var live = heads;
        heads = Filled(heads.Length * 4);
        foreach (var head in live)
        {
            for (var at = head; at >= 0;)
            {
                var next = nexts[at];
                ref var to = ref heads[Slot(keys[at])];
                (nexts[at], to) = (to, at);
                at = next;
            }
        }
    }
}
