using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Trellis.Platform.Record;
using Trellis.Sheets;

namespace Trellis.Modules.Training;

/// <summary>
/// The report of an online meeting as a file, as the products that hold them give it: CSV in UTF-8 or UTF-16, by commas or tabs, or a sheet of a
/// workbook; with a summary above the list of people or none, and what they did below it or nothing.
/// </summary>
internal static class MeetingFile
{
    private const int MostRows = 5000;

    private static readonly string[] Names = ["name", "full name", "name (original name)", "display name", "participant name", "attendee name", "participant", "attendee"];
    private static readonly string[] Firsts = ["first name", "first"];
    private static readonly string[] Lasts = ["last name", "surname", "last"];
    private static readonly string[] Emails = ["email", "e-mail", "user email", "email address", "attendee email", "participant id (upn)", "upn"];
    private static readonly string[] Durations = ["in-meeting duration", "total duration (minutes)", "duration (minutes)", "attendance duration", "time in session (minutes)", "time in session", "duration", "total duration"];

    private sealed record Columns(int Name, int First, int Last, int[] Emails, int Duration);

    public static Outcome<Seen[]> Read(byte[] file)
    {
        if (Workbook.Is(file))
        {
            var (raw, wrong) = Workbook.Read(file, null);
            return wrong is not null ? new Refusal("File", wrong.Message) : Found([.. raw.Select(r => (r.Line, r.Cells))]);
        }

        string text;
        if (file is [0xFF, 0xFE, ..]) { text = Encoding.Unicode.GetString(file[2..]); }
        else if (file is [0xFE, 0xFF, ..]) { text = Encoding.BigEndianUnicode.GetString(file[2..]); }
        else if (!SheetText.Decode(file, out text, out var wrong)) { return new Refusal("File", $"Line {wrong.Line}: {wrong.Message}"); }
        return Found(Rows(text));
    }

    /// <summary>People of a list that stands below a summary; null when the text has none, and may be lines of any kind.</summary>
    public static IReadOnlyList<Seen>? Listed(string text) => Rows(text) is { Count: > 0 } rows && Header(rows[0].Cells) is null && People(rows) is { Count: > 0 } people ? people : null;

    private static Outcome<Seen[]> Found(IReadOnlyList<(int Line, string[] Cells)> rows) => People(rows) switch
    {
        null => new Refusal("File", "There is no list of people in this file. It needs a row of titles with a name, and an email address or how long"),
        { Count: 0 } => new Refusal("File", "The list of people in this file is empty"),
        var people => people.ToArray(),
    };

    private static List<Seen>? People(IReadOnlyList<(int Line, string[] Cells)> rows)
    {
        var (columns, people, last) = ((Columns?)null, new List<Seen>(), 0);
        foreach (var (line, cells) in rows.Take(MostRows))
        {
            if (columns is null)
            {
                columns = Header(cells);
                last = line;
                continue;
            }

            // What stands below the list, parted by an empty line or a title of its own, says the same people again.
            if (cells.Count(c => c.Trim().Length > 0) < 2 || line > last + 1) { break; }
            last = line;
            if (Person(line, cells, columns) is { } seen) { people.Add(seen); }
        }

        return columns is null ? null : people;
    }

    private static Columns? Header(string[] cells)
    {
        var titles = cells.Select(c => c.Trim().Trim('\uFEFF').ToLowerInvariant()).ToArray();
        int At(string[] known) => known.Select(k => Array.IndexOf(titles, k)).FirstOrDefault(i => i >= 0, -1);
        var found = new Columns(At(Names), At(Firsts), At(Lasts), [.. Emails.Select(e => Array.IndexOf(titles, e)).Where(i => i >= 0)], At(Durations));
        return (found.Name >= 0 || (found.First >= 0 && found.Last >= 0)) && (found.Emails.Length > 0 || found.Duration >= 0) ? found : null;
    }

    private static Seen? Person(int line, string[] cells, Columns columns)
    {
        string Cell(int at) => at >= 0 && at < cells.Length ? cells[at].Trim() : "";
        var name = columns.Name >= 0 ? Cell(columns.Name) : $"{Cell(columns.First)} {Cell(columns.Last)}".Trim();
        var email = columns.Emails.Select(e => Delegate.Address(Cell(e))).FirstOrDefault(e => e is not null);
        return name.Length == 0 && email is null ? null : new Seen(line, name, email, MeetingReport.Minutes(Cell(columns.Duration), bare: true));
    }

    private static List<(int Line, string[] Cells)> Rows(string text)
    {
        // The list decides, not the summary above it: most lines have its separator.
        var separator = text.Count(c => c == '\t') > text.Count(c => c == '\n') ? "\t" : ",";
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator, BadDataFound = null, IgnoreBlankLines = false, DetectDelimiter = false });
        var rows = new List<(int, string[])>();
        for (var line = 1; rows.Count < MostRows && parser.Read(); line = parser.RawRow + 1) { rows.Add((line, parser.Record!)); }
        return rows;
    }
}
