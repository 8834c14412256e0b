using System.Collections.Frozen;
using Trellis.Returns.Census;

namespace Trellis.Returns.Codes;

/// <summary>The code sets of the children in need census (Department for Education, Open Government Licence). Spelt exactly so, unless it is said otherwise.</summary>
internal static class CodeSets
{
    public static readonly FrozenSet<string> Ethnicities = Set(
        "WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT");

    public static readonly FrozenSet<string> Disabilities = Set("NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA");

    public static readonly FrozenSet<string> ReferralSources = Set("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10");

    public static readonly FrozenSet<string> PrimaryNeeds = Set("N0 N1 N2 N3 N4 N5 N6 N7 N8 N9");

    public static readonly FrozenSet<string> ClosureReasons = Set("RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9");

    public static readonly FrozenSet<string> AbuseCategories = Set("NEG PHY SAB EMO MUL");

    /// <summary>18A and 19A are still codes: that they are used is a query of its own.</summary>
    public static readonly FrozenSet<string> Factors = Set(
        "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A 16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A");

    /// <summary>Why there is no unique pupil number. Taken in any case.</summary>
    public static readonly FrozenSet<string> WhyNoUpn = "UN1 UN2 UN3 UN4 UN5 UN6 UN7 UN8 UN9 UN10".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>From 2024-25.</summary>
    public static readonly FrozenSet<string> Sexes = Set("M F U");

    /// <summary>Until 2023-24: male, female, unborn or unknown, indeterminate.</summary>
    public static readonly FrozenSet<string> Genders = Set("0 1 2 9");

    public static bool Has(this FrozenSet<string> codes, Value value) => value.Text is { } text && codes.Contains(text);

    private static FrozenSet<string> Set(string codes) => codes.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
