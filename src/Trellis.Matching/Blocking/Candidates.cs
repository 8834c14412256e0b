using Trellis.Matching.Comparing;
using Trellis.Matching.Deciding;
using Trellis.Matching.Weights;

namespace Trellis.Matching.Blocking;

/// <summary>Two records that were compared. Of a dedupe both rows are of the one set, A the greater.</summary>
/// <param name="Bits">For being one person's, without those one has before comparing.</param>
/// <param name="Guard">What stands against joining them.</param>
/// <param name="IsPlain">Nothing does, and names and birth date or a number are plainly one person's.</param>
public readonly record struct Pair(int A, int B, float Bits, Guard Guard = Guard.None, bool IsPlain = false);

/// <summary>Which pairs are worth keeping, in bits without those one has before comparing.</summary>
/// <param name="Least">From here a pair may matter.</param>
/// <param name="Certain">From here, with nothing against it, its records need no other partner looked for by keys that say less.</param>
public readonly record struct Worth(float Least, float Certain);

/// <summary>
/// Compares the records that agree on some key, and keeps the pairs worth keeping. A link goes by passes: first the keys that say
/// most; who has a certain partner by then is not looked for by the next, so that the keys that say less cost little however many
/// records there are.
/// </summary>
public static class Candidates
{
    /// <summary>Up to so many pairs all are compared: no key can miss what needs no key.</summary>
    private const long AllUpTo = 2_000_000;

    private static readonly KeyKind[][] Passes =
    [
        [KeyKind.Identifier, KeyKind.DateAndPostcode],
        [KeyKind.DateAndName, KeyKind.PostcodeAndName],
        [KeyKind.NamesAndDayOfYear, KeyKind.NamesAndYear, KeyKind.NamesAndOutward, KeyKind.DateAndOther, KeyKind.NameAndOther, KeyKind.TwoOthers, KeyKind.DateAndOutward, KeyKind.Names, KeyKind.Date, KeyKind.Other],
    ];

    /// <summary>All pairs worth keeping.</summary>
    /// <param name="other">The other set of a link; null to find records of one person within the first.</param>
    /// <param name="progress">Told the share done, from any thread.</param>
    public static List<Pair> Find(People one, People? other, Model model, Frequencies frequencies, Worth worth, int threads, Action<double>? progress = null, CancellationToken stop = default)
    {
        var right = other ?? one;
        var search = new Search(one, other, model, frequencies, worth.Least, threads, stop);
        if ((other is null ? (long)one.Count * (one.Count - 1) / 2 : (long)one.Count * right.Count) <= AllUpTo) { return search.All(progress); }
        if (other is null) { return search.Pass(Rows(one.Count), Rows(one.Count), Caps.For(one.Count, [.. Passes.SelectMany(p => p)]), progress); }

        var (left, rest, found, open) = (Rows(one.Count), Rows(right.Count), new List<Pair>(), new HashSet<(int, int)>());
        var (settled, settledRight) = (new bool[one.Count], new bool[right.Count]);
        for (var pass = 0; pass < Passes.Length && left.Length > 0 && rest.Length > 0; pass++)
        {
            var share = (double)pass / Passes.Length;
            var pairs = search.Pass(left, rest, Caps.For(right.Count, Passes[pass]), s => progress?.Invoke(share + (s / Passes.Length)));
            foreach (var pair in pairs)
            {
                if (pair.IsPlain && pair.Bits >= worth.Certain) { settled[pair.A] = settledRight[pair.B] = true; }
            }

            foreach (var pair in pairs)
            {
                // Only who is still open can be met again by another key.
                var isOpen = !settled[pair.A] && !settledRight[pair.B];
                if (isOpen ? open.Add((pair.A, pair.B)) : !open.Contains((pair.A, pair.B))) { found.Add(pair); }
            }

            left = Array.FindAll(left, row => !settled[row]);
            rest = Array.FindAll(rest, row => !settledRight[row]);
        }

        return found;
    }

    private static int[] Rows(int count) => [.. Enumerable.Range(0, count)];
}
