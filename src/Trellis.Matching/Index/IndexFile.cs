using Trellis.Matching.Comparing;

namespace Trellis.Matching.Index;

/// <summary>
/// An index as bytes: a mark, the texts that anybody has in the order of their numbers, then each person's rows. What only somebody had
/// who was taken out is not in it.
/// </summary>
internal static class IndexFile
{
    private const int Mark = 0x54504D02;

    public static void Write(Stream to, Vocabularies words, People people, Dictionary<Guid, int[]> rowsOf)
    {
        using var writer = new BinaryWriter(to, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        var kept = People.KindsOfTexts(people.Layout).Distinct().OfType<bool>().ToDictionary(names => names, names => Used(words, names, people, rowsOf));
        int[] none = [];
        Write(writer, code => words.Names[code].Letters, kept.GetValueOrDefault(true, none));
        Write(writer, code => words.Texts[code], kept.GetValueOrDefault(false, none));
        var numbers = People.KindsOfTexts(people.Layout).Select(names => names is { } of ? kept[of] : null).ToArray();
        writer.Write(rowsOf.Count);
        foreach (var (id, rows) in rowsOf)
        {
            writer.Write(id.ToByteArray());
            writer.Write(rows.Length);
            foreach (var row in rows)
            {
                for (var f = 0; f < numbers.Length; f++) { writer.Write(numbers[f] is { } of ? of[people[f, row]] : people[f, row]); }
            }
        }

        writer.Write(Mark);
    }

    public static void Read(Stream from, Vocabularies words, People people, Action<Guid, int[]> put)
    {
        using var reader = new BinaryReader(from, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadInt32() != Mark) { throw new InvalidDataException("This is not a saved index, or one of another version"); }
            Read(reader, letters => words.Names.Code(letters));
            Read(reader, letters => words.Texts.Code(letters));
            var left = reader.ReadInt32();
            while (left-- > 0)
            {
                var id = new Guid(reader.ReadBytes(16));
                var codes = new int[reader.ReadInt32() * people.Layout.Fields.Length];
                for (var i = 0; i < codes.Length; i++) { codes[i] = reader.ReadInt32(); }
                put(id, codes);
            }

            if (reader.ReadInt32() != Mark) { throw new InvalidDataException("The saved index does not end where it should"); }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The saved index ends too early", e);
        }
    }

    /// <summary>For each text the number it is written under, 0 for those that nobody has. Their order stays, so the words of a name go before it.</summary>
    private static int[] Used(Vocabularies words, bool names, People people, Dictionary<Guid, int[]> rowsOf)
    {
        var numbers = new int[(names ? words.Names.Count : words.Texts.Count) + 1];
        var fields = People.KindsOfTexts(people.Layout).Select((kind, f) => (kind, f)).Where(k => k.kind == names).Select(k => k.f).ToArray();
        foreach (var row in rowsOf.Values.SelectMany(r => r))
        {
            foreach (var f in fields) { numbers[people[f, row]] = 1; }
        }

        numbers[0] = 0;
        for (var code = numbers.Length - 1; code > 0 && names; code--)
        {
            if (numbers[code] == 0) { continue; }
            foreach (var part in words.Names[code].Parts) { numbers[part.Code] = 1; }
        }

        var next = 0;
        for (var code = 1; code < numbers.Length; code++)
        {
            if (numbers[code] != 0) { numbers[code] = ++next; }
        }

        return numbers;
    }

    private static void Write(BinaryWriter writer, Func<int, ReadOnlySpan<byte>> letters, int[] numbers)
    {
        writer.Write(numbers.Count(n => n > 0));
        for (var code = 1; code < numbers.Length; code++)
        {
            if (numbers[code] == 0) { continue; }
            writer.Write((ushort)letters(code).Length);
            writer.Write(letters(code));
        }
    }

    private static void Read(BinaryReader reader, Func<byte[], int> code)
    {
        var count = reader.ReadInt32();
        for (var next = 1; next <= count; next++)
        {
            // The words of a name have lower numbers than it, so each gets the number it had.
            if (code(reader.ReadBytes(reader.ReadUInt16())) != next) { throw new InvalidDataException("The saved index has its texts out of order"); }
        }
    }
}
