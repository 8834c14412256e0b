using System.Globalization;
using System.Text;

namespace Trellis.Households.Names;

/// <summary>What else a name is written as: nicknames, other romanisations, without its accents, with or without hyphen or apostrophe.</summary>
public static class Spelling
{
    private static readonly Dictionary<string, string[]> Nicknames = Lines("nicknames").ToDictionary(l => l[0], l => l[1..], StringComparer.Ordinal);
    private static readonly Dictionary<string, string[]> Families = Read();

    /// <summary>Empty for a name that has none.</summary>
    public static IReadOnlyList<string> NicknamesOf(string given) => Nicknames.GetValueOrDefault(given) ?? [];

    /// <summary>Other spellings of a given or family name; empty if there are none.</summary>
    public static IReadOnlyList<string> VariantsOf(string name)
    {
        var variants = new List<string>(4);
        if (Families.TryGetValue(name, out var family))
        {
            variants.AddRange(family);
        }

        Add(variants, name, Plain(name));
        if (name.StartsWith("O'", StringComparison.Ordinal))
        {
            Add(variants, name, "O" + name[2..]);
            Add(variants, name, "O " + name[2..]);
            Add(variants, name, name[2..]);
        }
        else if (name.StartsWith("Mac", StringComparison.Ordinal) && name.Length > 5)
        {
            Add(variants, name, "Mc" + name[3..]);
        }
        else if (name.StartsWith("Mc", StringComparison.Ordinal) && name.Length > 4)
        {
            Add(variants, name, "Mac" + name[2..]);
            Add(variants, name, "Mc " + name[2..]);
        }
        else if (name.StartsWith("Al-", StringComparison.Ordinal) || name.StartsWith("El-", StringComparison.Ordinal))
        {
            Add(variants, name, (name[0] == 'A' ? "El-" : "Al-") + name[3..]);
            Add(variants, name, name[..2] + " " + name[3..]);
            Add(variants, name, name[3..]);
        }
        else if (name.Contains('-', StringComparison.Ordinal))
        {
            Add(variants, name, name.Replace('-', ' '));
        }
        else if (name.Contains(' ', StringComparison.Ordinal))
        {
            Add(variants, name, name.Replace(' ', '-'));
            Add(variants, name, name.Replace(" ", "", StringComparison.Ordinal));
        }

        return variants;
    }

    /// <summary>Without accents: Łukasz is Lukasz, Nguyễn is Nguyen.</summary>
    public static string Plain(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name;
        }

        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c switch { 'ł' => 'l', 'Ł' => 'L', 'ı' => 'i', 'đ' => 'd', 'Đ' => 'D', _ => c });
            }
        }

        return plain.ToString();
    }

    private static void Add(List<string> variants, string name, string variant)
    {
        if (variant != name && !variants.Contains(variant))
        {
            variants.Add(variant);
        }
    }

    private static Dictionary<string, string[]> Read()
    {
        var families = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in Lines("spellings"))
        {
            foreach (var name in line)
            {
                // A name in two families (Sofia, Davis) may be written as any of either.
                families[name] = [.. families.GetValueOrDefault(name, []).Union(line).Where(n => n != name)];
            }
        }

        return families;
    }

    private static IEnumerable<string[]> Lines(string file) =>
        Origin.Resource(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#')
            .Select(l => l.Trim().Split(' ').Select(w => w.Replace('_', ' ')).ToArray());
}
