namespace Trellis.Households.Recording;

/// <summary>Slips of the fingers: a neighbouring key, a letter too few or too many, two the wrong way round.</summary>
public static class Typing
{
    private static readonly Dictionary<char, string> Neighbours = Keys("qwertyuiop", "asdfghjkl", "zxcvbnm");

    /// <summary>A word of two or more letters with one slip; never the word itself.</summary>
    public static string Slip(string word, Chance chance)
    {
        while (true)
        {
            // The first letter is looked at most.
            var at = chance.Hits(0.9) && word.Length > 2 ? chance.Between(1, word.Length - 1) : chance.Below(word.Length);
            var slipped = chance.Next() switch
            {
                < 0.30 => Put(word, at, Neighbour(word[at], chance)),
                < 0.55 when word.Length > 2 => word.Remove(at, 1),
                < 0.65 => word.Insert(at, word[at].ToString()),
                < 0.75 => word.Insert(at, Neighbour(word[at], chance).ToString()),
                _ when at + 1 < word.Length => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
                _ => word,
            };
            if (slipped != word && slipped.Trim() == slipped)
            {
                return slipped;
            }
        }
    }

    private static string Put(string word, int at, char letter) => $"{word[..at]}{letter}{word[(at + 1)..]}";

    private static char Neighbour(char letter, Chance chance)
    {
        if (!Neighbours.TryGetValue(char.ToLowerInvariant(letter), out var keys))
        {
            return (char)('a' + chance.Below(26));
        }

        var key = keys[chance.Below(keys.Length)];
        return char.IsUpper(letter) ? char.ToUpperInvariant(key) : key;
    }

    private static Dictionary<char, string> Keys(params string[] rows)
    {
        var keys = new Dictionary<char, string>();
        for (var r = 0; r < rows.Length; r++)
        {
            for (var i = 0; i < rows[r].Length; i++)
            {
                var row = rows[r];
                keys[row[i]] = string.Concat(
                    i > 0 ? row[(i - 1)..i] : "",
                    i + 1 < row.Length ? row[(i + 1)..(i + 2)] : "",
                    r > 0 ? rows[r - 1][i..(i + 1)] : "",
                    r + 1 < rows.Length && i < rows[r + 1].Length ? rows[r + 1][i..(i + 1)] : "");
            }
        }

        return keys;
    }
}
