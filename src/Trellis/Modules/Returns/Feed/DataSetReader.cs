using System.Collections.Immutable;
using System.Globalization;
using Trellis.Sheets;

namespace Trellis.Modules.Returns.Feed;

/// <summary>A file of a feed.</summary>
public sealed record FeedFile(string Name, byte[] Content);

/// <summary>
/// Reads a feed strictly: CSV files named after the tables of the standard data set. A file, a column or a value it does not know is a problem
/// with its file and line, as is a row that names another which is not there. What is wrong is said of the whole feed at once.
/// </summary>
/// <param name="items">Every item of the specification, as <c>ssd_person.pers_dob</c>: one that is not read may still be there.</param>
/// <param name="known">Whether a list has a code.</param>
/// <param name="upTo">The day the feed is of: nothing in it happened later.</param>
public sealed class DataSetReader(IReadOnlySet<string> items, Func<string, string, bool> known, DateOnly upTo)
{
    /// <summary>So many are said; a feed with more is wrong as a whole.</summary>
    public const int MostProblems = 500;

    private const int LongestKey = 100;
    private const int LongestName = 100;

    private static readonly string[] Days = ["yyyy-MM-dd", "dd/MM/yyyy", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "dd/MM/yyyy HH:mm", "dd/MM/yyyy HH:mm:ss"];

    private readonly List<FeedProblem> problems = [];

    public DataSet Read(IEnumerable<FeedFile> files)
    {
        var (tables, notRead) = (new Dictionary<string, IReadOnlyList<DataSetRow>>(), new List<string>());
        foreach (var file in files)
        {
            if (TableOf(file) is not { } name) { continue; }
            if (DataSetTables.Find(name) is not { } table) { notRead.Add(name); }
            else if (tables.ContainsKey(name)) { Say(file, 1, "", "This table is there twice"); }
            else { tables[name] = Rows(table, file); }
        }

        if (tables.Count == 0 && problems.Count == 0) { problems.Add(new FeedProblem("The feed", 1, "", $"It has none of the tables that are read: {string.Join(", ", DataSetTables.All.Select(t => t.Name))}")); }
        if (tables.Count > 0 && !tables.ContainsKey(DataSetTables.Person)) { problems.Add(new FeedProblem(DataSetTables.Person, 1, "", "The table is missing: every other one names people of it")); }
        else { foreach (var (name, rows) in tables) { Joined(DataSetTables.Find(name)!, rows, tables); } }
        return new DataSet(tables, [.. problems.Take(MostProblems)], notRead);
    }

    internal static bool Day(string text, out DateOnly day)
    {
        var read = DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at);
        day = DateOnly.FromDateTime(at);
        return read;
    }

    internal static bool? Yes(string? text) => text?.ToUpperInvariant() switch { "Y" or "YES" or "1" or "TRUE" => true, "N" or "NO" or "0" or "FALSE" => false, _ => null };

    /// <summary>The table a file is named after; null, and a problem, where there is none.</summary>
    private string? TableOf(FeedFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name).ToLowerInvariant();
        if (!name.StartsWith("ssd_", StringComparison.Ordinal)) { name = $"ssd_{name}"; }
        if (items.Any(i => i.StartsWith($"{name}.", StringComparison.Ordinal))) { return name; }
        Say(file, 1, "", "The standard data set has no table of this name");
        return null;
    }

    private ImmutableArray<DataSetRow> Rows(DataSetTable table, FeedFile file)
    {
        var sheet = Sheet.Read(new MemoryStream(file.Content, writable: false), [.. table.Items.Where(i => i.Required).Select(i => i.Name)]);
        // A table with a header alone says that there is none of it.
        foreach (var error in sheet.Errors.Where(e => e is not { Line: 2, Code: "file" })) { Say(file, error.Line, "", error.Message); }
        foreach (var column in sheet.Columns.Where(c => c.Length > 0 && !items.Contains($"{table.Name}.{c.ToLowerInvariant()}"))) { Say(file, 1, column.Length > 60 ? column[..60] : column, "The table has no such column"); }
        var (rows, keys) = (ImmutableArray.CreateBuilder<DataSetRow>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var row in sheet.Rows)
        {
            foreach (var item in table.Items)
            {
                if (Wrong(item, row[item.Name]) is { } wrong) { Say(file, row.Line, item.Name, wrong); }
                else if (item.Kind is ItemKind.Key && !keys.Add(row[item.Name])) { Say(file, row.Line, item.Name, "Another row of the table has the same"); }
            }

            rows.Add(new DataSetRow(row.Line, row.Cells));
        }

        return rows.ToImmutable();
    }

    private string? Wrong(DataSetItem item, string text)
    {
        if (text.Length == 0) { return item.Required ? "Nothing stands there" : null; }
        return item.Kind switch
        {
            ItemKind.Day when !Day(text, out _) => "This is no day such as 2026-03-31",
            ItemKind.Day when Day(text, out var day) && day > upTo && item.Name is not ("pers_expected_dob" or "link_valid_to_date" or "lega_legal_status_end_date") => "This is after the day the feed is of",
            ItemKind.Day when Day(text, out var day) && day.Year < 1900 => "This is before 1900",
            ItemKind.YesNo when Yes(text) is null => "This is neither Y nor N",
            ItemKind.Sex when text.ToUpperInvariant() is not ("F" or "M" or "U" or "I" or "0" or "1" or "2" or "9") => "This is no code of a sex",
            ItemKind.Code when !known(item.Of!, text) => $"The list {item.Of} has no such code",
            ItemKind.Codes when FactorList.Read(text) is not { } codes => "This is no JSON list of codes",
            ItemKind.Codes when FactorList.Read(text)!.Any(c => !known(item.Of!, c)) => $"The list {item.Of} lacks one of these codes",
            ItemKind.Key or ItemKind.Person or ItemKind.Other when text.Length > LongestKey => $"This is longer than {LongestKey} characters",
            ItemKind.Words when text.Length > LongestName => $"This is longer than {LongestName} characters",
            _ => null,
        };
    }

    /// <summary>Every row that is named is there. A table that is not in the feed is not looked for.</summary>
    private void Joined(DataSetTable table, IReadOnlyList<DataSetRow> rows, Dictionary<string, IReadOnlyList<DataSetRow>> tables)
    {
        foreach (var item in table.Items.Where(i => i.Kind is ItemKind.Person or ItemKind.Other))
        {
            var other = item.Kind is ItemKind.Person ? DataSetTables.Person : item.Of!;
            if (!tables.TryGetValue(other, out var named)) { continue; }
            var key = DataSetTables.Find(other)!.Items[0].Name;
            var keys = named.Select(r => r[key]).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var row in rows.Where(r => r[item.Name] is { } name && !keys.Contains(name))) { problems.Add(new FeedProblem($"{table.Name}.csv", row.Line, item.Name, $"{other} has no such row")); }
        }
    }

    private void Say(FeedFile file, int line, string column, string words) => problems.Add(new FeedProblem(file.Name.Length > 100 ? file.Name[..100] : file.Name, line, column, words));
}
