namespace Trellis.Practice;

/// <summary>Finds the word that was probably meant.</summary>
internal static class NearMiss
{
    /// <summary>The closest of the known words, or null when none is close: at most one slip in three letters.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        var limit = Math.Max(1, (word.Length + 1) / 3);
        var best = known
            .Select(k => (Word: k, Distance: Distance(word, k)))
            .Where(c => c.Distance <= limit && c.Distance < c.Word.Length)
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Word;
    }

    /// <summary>Letters to change, add, take out or swap with their neighbour to get from one word to the other.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) { rows[i, 0] = i; }
        for (var j = 0; j <= b.Length; j++) { rows[0, j] = j; }
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }
        return rows[a.Length, b.Length];
    }
}
