using Trellis.Matching.Comparing;
using Trellis.Matching.Names;

namespace Trellis.Matching.Index;

/// <summary>An index as bytes: a mark, all texts in the order of their numbers, then each person's rows.</summary>
internal static class IndexFile
{
    private const int Mark = 0x54504D02;

    public static void Write(Stream to, Vocabularies words, People people, Dictionary<Guid, int[]> rowsOf)
    {
        using var writer = new BinaryWriter(to, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        Texts(writer, words.Names);
        Texts(writer, words.Texts);
        writer.Write(rowsOf.Count);
        foreach (var (id, rows) in rowsOf)
        {
            writer.Write(id.ToByteArray());
            writer.Write(rows.Length);
            foreach (var row in rows)
            {
                for (var f = 0; f < people.Layout.Fields.Length; f++) { writer.Write(people[f, row]); }
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
            Texts(reader, words.Names);
            Texts(reader, words.Texts);
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

    private static void Texts(BinaryWriter writer, Vocabulary words)
    {
        writer.Write(words.Count);
        for (var code = 1; code <= words.Count; code++)
        {
            writer.Write((ushort)words[code].Letters.Length);
            writer.Write(words[code].Letters);
        }
    }

    private static void Texts(BinaryReader reader, Vocabulary words)
    {
        var count = reader.ReadInt32();
        for (var code = 1; code <= count; code++)
        {
            // The words of a text have lower numbers than it, so each gets the number it had.
            if (words.Code(reader.ReadBytes(reader.ReadUInt16())) != code) { throw new InvalidDataException("The saved index has its texts out of order"); }
        }
    }
}
