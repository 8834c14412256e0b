using Trellis.Matching.Dates;
using Trellis.Matching.Names;
using Trellis.Matching.Text;

namespace Trellis.Matching.Comparing;

/// <summary>The texts of all records that are compared with each other: names, and everything else.</summary>
public sealed class Vocabularies
{
    public Vocabularies()
    {
        Names = new Vocabulary();
        Texts = new Texts();
    }

    private Vocabularies(Vocabularies under)
    {
        Names = new Vocabulary(under.Names);
        Texts = new Texts(under.Texts);
    }

    internal Vocabulary Names { get; }

    internal Texts Texts { get; }

    /// <summary>Takes in all texts of another; returns which number here each of its names and each of its other texts has.</summary>
    internal (int[] Names, int[] Texts) Take(Vocabularies other)
    {
        var (names, texts) = (new int[other.Names.Count + 1], new int[other.Texts.Count + 1]);
        for (var code = 1; code < names.Length; code++) { names[code] = Names.Code(other.Names[code].Letters); }
        for (var code = 1; code < texts.Length; code++) { texts[code] = Texts.Code(other.Texts[code]); }
        return (names, texts);
    }

    /// <summary>One that lies over this one and is thrown away: for a record that is only asked about.</summary>
    public Vocabularies Over() => new(this);
}

/// <summary>
/// Records as rows of numbers, one for each field: a number of a text in <see cref="Vocabularies"/>, a packed date, a sex.
/// 0 is missing. The numbers of a record stand together, because a comparison needs all of them and records are met in no order.
/// </summary>
public sealed class People
{
    private readonly int width;
    private int[] rows;

    public People(Layout layout, Vocabularies words, int expected = 16)
    {
        (Layout, Words) = (layout, words);
        width = layout.Fields.Length;
        rows = new int[Math.Max(expected, 1) * width];
    }

    public Layout Layout { get; }

    public Vocabularies Words { get; private set; }

    public int Count { get; private set; }

    /// <summary>The number of a record's field.</summary>
    public int this[int field, int row] => rows[(row * width) + field];

    /// <summary>Of each field whether its numbers are of names (true), of other texts (false), or of neither (null).</summary>
    internal static IEnumerable<bool?> KindsOfTexts(Layout layout) => layout.Fields.Select(field => field.Kind switch
    {
        FieldKind.BirthDate or FieldKind.Sex => (bool?)null,
        FieldKind.GivenName or FieldKind.MiddleNames or FieldKind.FamilyName => true,
        _ => false,
    });

    /// <summary>All numbers of a record, in the order of the fields.</summary>
    internal ReadOnlySpan<int> Row(int row) => rows.AsSpan(row * width, width);

    /// <summary>Adds a record; returns its row.</summary>
    /// <param name="codes">One number a field, from <see cref="Code"/>.</param>
    public int Add(ReadOnlySpan<int> codes)
    {
        if ((Count + 1) * width > rows.Length) { Array.Resize(ref rows, rows.Length + (Math.Max(Count / 2, 1) * width)); }
        Put(Count, codes);
        return Count++;
    }

    internal void Put(int row, ReadOnlySpan<int> codes) => codes[..width].CopyTo(rows.AsSpan(row * width));

    /// <summary>Gives all texts the numbers that another vocabulary has for them, which takes in those it lacks.</summary>
    internal void MoveTo(Vocabularies words)
    {
        var (names, texts) = words.Take(Words);
        bool?[] kinds = [.. KindsOfTexts(Layout)];
        for (var at = 0; at < Count * width; at++)
        {
            if (kinds[at % width] is { } isName) { rows[at] = (isName ? names : texts)[rows[at]]; }
        }

        Words = words;
    }

    /// <summary>The number of a text in a field; 0 when it is empty. False when it is there and can't be read, such as a date that is none.</summary>
    /// <param name="format">How dates are written: see <see cref="DayText.TryRead"/>.</param>
    public bool Code(int field, ReadOnlySpan<char> text, string? format, out int code)
    {
        code = 0;
        text = text.Trim();
        if (text.IsEmpty) { return true; }
        switch (Layout.Fields[field].Kind)
        {
            case FieldKind.BirthDate:
                return DayText.TryRead(text, format, out code);
            case FieldKind.Sex:
                code = SexText.Read(text);
                return true;
        }

        if (text.Length > 250) { text = text[..250]; }
        Span<byte> letters = stackalloc byte[Texts.Longest];
        var length = Layout.Fields[field].Kind switch
        {
            FieldKind.GivenName or FieldKind.MiddleNames or FieldKind.FamilyName or FieldKind.Address or FieldKind.Words => Letters.Words(text, letters),
            FieldKind.Email => Plain(text, letters),
            _ => Letters.Together(text, letters),
        };
        code = Layout.Fields[field].Kind is FieldKind.GivenName or FieldKind.MiddleNames or FieldKind.FamilyName ? Words.Names.Code(letters[..length]) : Words.Texts.Code(letters[..length]);
        return true;
    }

    private static int Plain(ReadOnlySpan<char> text, Span<byte> into)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (c is > ' ' and < (char)127) { into[length++] = (byte)char.ToUpperInvariant(c); }
        }

        return length;
    }
}

/// <summary>A sex as agencies write it.</summary>
internal static class SexText
{
    public const int Male = 1;
    public const int Female = 2;

    /// <summary>0 for unknown, not specified, indeterminate: those say nothing about who it is. 1 and 2 as the NHS codes them.</summary>
    public static int Read(ReadOnlySpan<char> text) => char.ToUpperInvariant(text[0]) switch
    {
        'M' or 'B' or '1' => Male,
        'F' or 'G' or 'W' or '2' => Female,
        _ => 0,
    };
}
