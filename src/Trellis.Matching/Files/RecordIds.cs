using System.Collections;

namespace Trellis.Matching.Files;

/// <summary>What names each record in its file, one after another in one run of characters: a million small texts would be garbage to collect.</summary>
public sealed class RecordIds : IEnumerable<string>
{
    private char[] letters = new char[1_024];
    private int[] ends = new int[64];

    public int Count { get; private set; }

    public ReadOnlySpan<char> this[int record] => letters.AsSpan((record == 0 ? 0 : ends[record - 1])..ends[record]);

    public void Add(ReadOnlySpan<char> id)
    {
        var from = Count == 0 ? 0 : ends[Count - 1];
        if (from + id.Length > letters.Length) { Array.Resize(ref letters, Math.Max(letters.Length * 2, from + id.Length)); }
        if (Count == ends.Length) { Array.Resize(ref ends, Count * 2); }
        id.CopyTo(letters.AsSpan(from));
        ends[Count++] = from + id.Length;
    }

    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) { yield return this[i].ToString(); }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
