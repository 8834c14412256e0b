using System.Collections.Immutable;
using Trellis.Modules.People.Public;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>A column of an agency’s chronology we know.</summary>
/// <param name="Usual">What lists call it, small letters and digits alone.</param>
public sealed record EntryColumn(string Name, string Title, bool Required, ImmutableArray<string> Usual);

/// <summary>What a file comes to: its entries, or why lines cannot be taken in.</summary>
public sealed record EntriesRead(ImmutableArray<string> Columns, ImmutableArray<(int Line, ToEnter Asked)> Rows, ImmutableArray<RowError> Errors);

/// <summary>Reads an agency’s chronology from CSV or an Excel workbook. With one error nothing of it is taken in.</summary>
public sealed class EntryList(PracticeModel practice, LondonClock clock)
{
    public static readonly ImmutableArray<EntryColumn> Columns =
    [
        new("date", "When it happened", true, ["date", "when", "dateofevent", "eventdate", "dateandtime", "datetime"]),
        new("time", "Time of day", false, ["time", "timeofevent"]),
        new("what", "What happened", true, ["what", "event", "whathappened", "description", "details", "summary", "contact", "eventsummary"]),
        new("source", "Source", false, ["source", "record", "sourceofinformation", "system"]),
        new("seen", "Who was seen", false, ["seen", "whowasseen", "childseen", "personseen"]),
        new("comment", "Comment or analysis", false, ["comment", "comments", "analysis", "commentary", "authorscomment"]),
        new("significance", "Significance", false, ["significance", "significant", "keyevent"]),
        new("themes", "Themes", false, ["themes", "theme"]),
        new("person", "Whom it is about", false, ["person", "name", "child", "subject", "whom"]),
    ];

    /// <summary>Our name to theirs, each of theirs once.</summary>
    public static ImmutableSortedDictionary<string, string> Guess(IReadOnlyCollection<string> theirs)
    {
        var (left, guessed) = (theirs.Where(t => t.Length > 0).ToList(), ImmutableSortedDictionary.CreateBuilder<string, string>());
        foreach (var ours in Columns)
        {
            if (ours.Usual.Select(word => left.Find(t => Plain(t) == word)).FirstOrDefault(t => t is not null) is not { } found) { continue; }
            guessed[ours.Name] = found;
            left.Remove(found);
        }

        return guessed.ToImmutable();
    }

    /// <param name="people">Those the matter is about, whom a line may name.</param>
    public EntriesRead Read(byte[] file, IReadOnlyDictionary<string, string> map, IReadOnlyList<PersonSummary> people)
    {
        var theirs = Sheet.Read(new MemoryStream(file), []);
        if (theirs.Columns.IsEmpty) { return new EntriesRead([], [], theirs.Errors); }
        var columns = theirs.Columns.Where(c => c.Length > 0).ToImmutableArray();
        var sheet = Sheet.Read(new MemoryStream(file), [.. Columns.Where(c => c.Required).Select(c => c.Name)], map);
        var errors = sheet.Errors.ToList();
        var rows = ImmutableArray.CreateBuilder<(int, ToEnter)>();
        foreach (var row in sheet.Rows)
        {
            var before = errors.Count;
            var asked = Row(row, people, errors);
            errors.AddRange(Entry.Faults(asked, practice, clock.Today).Where(f => errors.Count == before || f.Field != "On").Select(f => new RowError(row.Line, f.Field.ToLowerInvariant(), f.Words)));
            rows.Add((row.Line, asked));
        }

        return new EntriesRead(columns, rows.ToImmutable(), [.. errors.OrderBy(e => e.Line)]);
    }

    private ToEnter Row(SheetRow row, IReadOnlyList<PersonSummary> people, List<RowError> errors)
    {
        if (!WrittenWhen.TryRead(row["date"], row["time"], out var when))
        {
            errors.Add(new RowError(row.Line, "date", row["date"].Length == 0 ? "When it happened is empty" : $"“{Short($"{row["date"]} {row["time"]}".Trim())}” is not a day, month or year like 3 March 2025, 2025-03-03 16:15, March 2025 or 2025"));
            when = new WrittenWhen(clock.Today, null, "day");
        }

        Guid? person = null;
        if (row["person"] is { Length: > 0 } named)
        {
            person = people.FirstOrDefault(p => named.Equals(p.Name, StringComparison.OrdinalIgnoreCase) || named.Equals(p.Reference, StringComparison.OrdinalIgnoreCase) || named.Equals(p.GivenName, StringComparison.OrdinalIgnoreCase))?.Id;
            if (person is null) { errors.Add(new RowError(row.Line, "person", $"“{Short(named)}” is nobody the review is about. Use the name or reference, or leave it empty")); }
        }

        return new ToEnter(when.On, when.At, when.Precision, row["source"], row["what"], row["seen"], row["comment"], Significance(row, errors), Themes(row, errors), person);
    }

    /// <summary>A code, its title, or yes and no in a column for key events.</summary>
    private string Significance(SheetRow row, List<RowError> errors)
    {
        var written = row["significance"];
        if (written.Length == 0 || written.Equals("no", StringComparison.OrdinalIgnoreCase)) { return "routine"; }
        if (written.Equals("yes", StringComparison.OrdinalIgnoreCase)) { return "key"; }
        if (Code("event-significance", written) is { } code) { return code; }
        errors.Add(new RowError(row.Line, "significance", $"“{Short(written)}” is not {English.List([.. practice.Codes["event-significance"].Codes.Select(c => c.Title)])}"));
        return "routine";
    }

    private string[] Themes(SheetRow row, List<RowError> errors)
    {
        var found = new List<string>();
        foreach (var written in row["themes"].Split([';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Code("review-theme", written) is { } code) { found.Add(code); }
            else { errors.Add(new RowError(row.Line, "themes", $"“{Short(written)}” is not a theme. Put a semicolon between themes")); }
        }

        return [.. found.Distinct()];
    }

    private string? Code(string list, string written) => practice.Codes[list].Codes.FirstOrDefault(c => written.Equals(c.Id, StringComparison.OrdinalIgnoreCase) || written.Equals(c.Title, StringComparison.OrdinalIgnoreCase))?.Id;

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static string Plain(string heading) => string.Concat(heading.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
