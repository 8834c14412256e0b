using System.Collections.Frozen;
using System.Text;
using Trellis.Matching.Text;

namespace Trellis.Matching.Names;

/// <summary>What is known about names, from the tables in this folder; each says at its top where it comes from.</summary>
public static class NameTables
{
    private static readonly FrozenDictionary<string, int[]> SpellingLines = Read("spellings.txt");
    private static readonly FrozenDictionary<string, int[]> NicknameLines = Read("nicknames.txt");
    private static readonly FrozenDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> SpellingOf = SpellingLines.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> NicknameOf = NicknameLines.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string> Placeholders = Lines("placeholders.txt").Select(l => l.ToUpperInvariant()).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How many names the tables have: spellings, nicknames.</summary>
    public static (int Spellings, int Nicknames) Counts => (SpellingLines.Count, NicknameLines.Count);

    internal static int[] Spellings(ReadOnlySpan<byte> name) => Find(name, SpellingOf);

    internal static int[] Nicknames(ReadOnlySpan<byte> name) => Find(name, NicknameOf);

    /// <summary>"Baby", and what follows such a word: "Baby girl Smith".</summary>
    internal static bool IsPlaceholder(ReadOnlySpan<byte> name) =>
        Placeholders.Contains(Encoding.ASCII.GetString(name)) || name.StartsWith("BABY "u8) || name.StartsWith("INFANT "u8) || name.StartsWith("UNBORN "u8) || name.StartsWith("TWIN "u8) || name.StartsWith("NEWBORN "u8);

    /// <summary>One number for all names the tables lead to from this one, over any number of lines; 0 for a name they don't have.</summary>
    internal static uint Kin(ReadOnlySpan<byte> name)
    {
        var (spellings, nicknames) = (Spellings(name), Nicknames(name));
        return spellings.Length > 0 ? KinOf.Value[spellings[0]] : nicknames.Length > 0 ? KinOf.Value[NicknamesFrom + nicknames[0]] : 0;
    }

    private const int NicknamesFrom = 100_000;

    private static readonly Lazy<Dictionary<int, uint>> KinOf = new(() =>
    {
        var above = new Dictionary<int, int>();
        int Top(int line)
        {
            while (above.TryGetValue(line, out var next) && next != line) { line = next; }
            return line;
        }

        foreach (var name in SpellingLines.Keys.Union(NicknameLines.Keys))
        {
            int[] lines = [.. SpellingLines.GetValueOrDefault(name, []), .. NicknameLines.GetValueOrDefault(name, []).Select(l => NicknamesFrom + l)];
            foreach (var line in lines)
            {
                above.TryAdd(line, line);
                above[Top(line)] = Top(lines[0]);
            }
        }

        return above.Keys.ToDictionary(l => l, l => ((uint)Top(l) + 1) * 2654435761u);
    });

    private static int[] Find(ReadOnlySpan<byte> name, FrozenDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> table)
    {
        if (name.Length > 40) { return []; }
        Span<char> text = stackalloc char[name.Length];
        Encoding.ASCII.GetChars(name, text);
        return table.TryGetValue(text, out var lines) ? lines : [];
    }

    private static FrozenDictionary<string, int[]> Read(string file)
    {
        var found = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var number = 0;
        Span<byte> letters = stackalloc byte[256];
        foreach (var line in Lines(file))
        {
            number++;
            foreach (var name in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var key = Encoding.ASCII.GetString(letters[..Letters.Words(name, letters)]);
                if (!found.TryGetValue(key, out var lines)) { found[key] = lines = []; }
                if (!lines.Contains(number)) { lines.Add(number); }
            }
        }

        return found.ToFrozenDictionary(f => f.Key, f => f.Value.ToArray(), StringComparer.Ordinal);
    }

    private static List<string> Lines(string file)
    {
        using var stream = typeof(NameTables).Assembly.GetManifestResourceStream($"Trellis.Matching.Names.{file}")!;
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') { lines.Add(line); }
        }

        return lines;
    }
}
