using Trellis.Matching.Comparing;

namespace Trellis.Matching.Files;

/// <summary>Makes the numbers of a record from the texts of a row.</summary>
internal sealed class RowReading(People people, MapFile map, Columns columns)
{
    private readonly char[] joined = new char[2_048];

    public void Read(CsvRows row, Span<int> codes, Action<string> unread)
    {
        for (var f = 0; f < codes.Length; f++)
        {
            if (!people.Code(f, Text(row, columns.Fields[f]), map.Fields[f].Format, out codes[f]))
            {
                unread($"\"{map.Fields[f].Columns[0]}\" is not a date{(map.Fields[f].Format is { } format ? $" as {format}" : "")}; it is compared {(codes[f] == 0 ? "without it" : "as typed")}");
            }
        }

        if (columns.FullName >= 0) { Split(row[columns.FullName], codes); }
    }

    private ReadOnlySpan<char> Text(CsvRows row, int[] of)
    {
        if (of.Length == 1) { return row[of[0]]; }
        var length = 0;
        foreach (var column in of)
        {
            var text = row[column];
            if (text.IsEmpty || length + text.Length + 1 > joined.Length) { continue; }
            if (length > 0) { joined[length++] = ' '; }
            text.CopyTo(joined.AsSpan(length));
            length += text.Length;
        }

        return joined.AsSpan(0, length);
    }

    /// <summary>First, middle and last, where the row doesn't say them on their own.</summary>
    private void Split(ReadOnlySpan<char> full, Span<int> codes)
    {
        full = full.Trim();
        var (first, last) = (full.IndexOf(' '), full.LastIndexOf(' '));
        var layout = people.Layout;
        if (full.IsEmpty) { return; }
        if (layout.Given >= 0 && codes[layout.Given] == 0 && first > 0) { people.Code(layout.Given, full[..first], null, out codes[layout.Given]); }
        if (layout.Family >= 0 && codes[layout.Family] == 0 && last > 0) { people.Code(layout.Family, full[(last + 1)..], null, out codes[layout.Family]); }
        if (layout.Middle >= 0 && codes[layout.Middle] == 0 && last > first) { people.Code(layout.Middle, full[(first + 1)..last], null, out codes[layout.Middle]); }
    }
}
