using System.Globalization;
using System.Text;

namespace Trellis.Matching.Text;

/// <summary>
/// Brings text to the capitals A to Z, digits and single spaces that everything here compares: marks are taken off letters,
/// Greek and Cyrillic are written in Latin letters, apostrophes vanish (O'Brien is OBRIEN), other signs part words.
/// </summary>
public static class Letters
{
    private static readonly Dictionary<char, string> Special = new()
    {
        ['ß'] = "SS",
        ['Æ'] = "AE",
        ['æ'] = "AE",
        ['Œ'] = "OE",
        ['œ'] = "OE",
        ['Ø'] = "O",
        ['ø'] = "O",
        ['Ł'] = "L",
        ['ł'] = "L",
        ['Đ'] = "D",
        ['đ'] = "D",
        ['Ð'] = "D",
        ['ð'] = "D",
        ['Þ'] = "TH",
        ['þ'] = "TH",
        ['ı'] = "I",
        ['Ħ'] = "H",
        ['ħ'] = "H",
        ['ə'] = "A",
        ['Ə'] = "A",
        ['Ŋ'] = "N",
        ['ŋ'] = "N",
    };

    private const string Cyrillic = "А=A Б=B В=V Г=G Д=D Е=E Ё=YO Ж=ZH З=Z И=I Й=Y К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH Ц=TS Ч=CH Ш=SH Щ=SHCH Ъ= Ы=Y Ь= Э=E Ю=YU Я=YA І=I Ї=YI Є=YE Ґ=G Ј=J Љ=LJ Њ=NJ Ћ=C Ђ=DJ Џ=DZ Ў=U";
    private const string Greek = "Α=A Β=V Γ=G Δ=D Ε=E Ζ=Z Η=I Θ=TH Ι=I Κ=K Λ=L Μ=M Ν=N Ξ=X Ο=O Π=P Ρ=R Σ=S Τ=T Υ=Y Φ=F Χ=CH Ψ=PS Ω=O";

    static Letters()
    {
        foreach (var pair in (Cyrillic + " " + Greek).Split(' '))
        {
            Special[pair[0]] = pair[2..];
            Special[char.ToLowerInvariant(pair[0])] = pair[2..];
        }

        Special['ς'] = "S";
    }

    /// <summary>Writes words apart; returns how many bytes. <paramref name="into"/> needs four for every character.</summary>
    public static int Words(ReadOnlySpan<char> text, Span<byte> into) => Write(text, into, apart: true);

    /// <summary>Writes letters and digits with nothing in between: postcodes, identifiers.</summary>
    public static int Together(ReadOnlySpan<char> text, Span<byte> into) => Write(text, into, apart: false);

    private static int Write(ReadOnlySpan<char> text, Span<byte> into, bool apart)
    {
        if (!Ascii.IsValid(text)) { text = text.ToString().Normalize(NormalizationForm.FormD); }
        var (length, gap) = (0, false);
        foreach (var c in text)
        {
            int letter = c;
            if (c is >= 'a' and <= 'z') { letter = c - 32; }
            if (letter is (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            {
                if (gap && apart && length > 0) { into[length++] = (byte)' '; }
                gap = false;
                into[length++] = (byte)letter;
            }
            else if (c > 127 && Special.TryGetValue(c, out var latin))
            {
                if (gap && apart && length > 0) { into[length++] = (byte)' '; }
                gap = false;
                foreach (var l in latin) { into[length++] = (byte)l; }
            }
            else if (c is not ('\'' or '’' or '‘' or '`' or '´' or 'ʼ') && (c < 128 || CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
            {
                gap = true;
            }
        }

        return length;
    }
}
