using System.Globalization;
using Trellis.Matching.Comparing;

namespace Trellis.Matching.Files;

/// <summary>A row, or a value in it, that could not be read.</summary>
/// <param name="Left">Whether the whole row was left out; otherwise only the value was.</param>
public sealed record BadRow(string File, int Line, string Why, bool Left);

/// <summary>An agency's records as read from a file: what is compared, and what only names or judges them.</summary>
public sealed class Extract
{
    private Extract(People people) => People = people;

    public People People { get; }

    public RecordIds Ids { get; } = new();

    /// <summary>Who each record is, as a number; null where the file doesn't say.</summary>
    public int[]? Truth { get; private set; }

    /// <summary>The errors put in each record, as its file writes them; null where the file doesn't say, or truth isn't asked for.</summary>
    public List<string>? Errors { get; private set; }

    public List<string>? Origins { get; private set; }

    public List<BadRow> Bad { get; } = [];

    /// <summary>Reads all rows; what cannot be read is in <see cref="Bad"/>.</summary>
    /// <param name="truths">The numbers of those who are in another file too; null when truth isn't asked for.</param>
    /// <exception cref="InvalidDataException">There is no heading, or it lacks a column of the map.</exception>
    public static Extract Read(TextReader text, string name, MapFile map, Vocabularies words, Dictionary<string, int>? truths, int expected = 1024)
    {
        var rows = new CsvRows(text);
        if (!rows.Read()) { throw new InvalidDataException($"{name}: the file is empty"); }
        var headings = new List<string>();
        for (var i = 0; i < rows.Count; i++) { headings.Add(rows[i].Trim('\uFEFF').ToString()); }
        var columns = new Columns(name, headings, map, truths is not null);

        var extract = new Extract(new People(map.Layout, words, expected));
        var truth = truths is null ? null : new List<int>();
        if (truth is not null && columns.Errors >= 0) { extract.Errors = []; }
        if (truth is not null && columns.Origin >= 0) { extract.Origins = []; }
        var codes = new int[map.Fields.Length];
        var reading = new RowReading(extract.People, map, columns);
        while (rows.Read())
        {
            var problem = rows.Problem ?? (rows.Count == headings.Count ? null
                : string.Create(CultureInfo.InvariantCulture, $"the row has {rows.Count} fields, the heading {headings.Count}"));
            if (problem is null && rows[columns.Id].IsEmpty) { problem = $"\"{map.Id}\", which names the record, is empty"; }
            if (problem is not null)
            {
                extract.Bad.Add(new BadRow(name, rows.Line, problem, Left: true));
                continue;
            }

            reading.Read(rows, codes, why => extract.Bad.Add(new BadRow(name, rows.Line, why, Left: false)));
            extract.People.Add(codes);
            extract.Ids.Add(rows[columns.Id]);
            truth?.Add(Who(rows[columns.Truth], columns.TruthPattern, truths!));
            extract.Errors?.Add(rows[columns.Errors].ToString());
            extract.Origins?.Add(rows[columns.Origin].ToString());
        }

        extract.Truth = truth?.ToArray();
        return extract;
    }

    /// <summary>
    /// Two files at once, each on a core of its own with a vocabulary of its own; then the second takes the numbers of the first.
    /// </summary>
    public static (Extract One, Extract Other) ReadBoth(Func<Vocabularies, Extract> one, Func<Vocabularies, Extract> other)
    {
        var second = Task.Run(() => other(new Vocabularies()));
        var first = one(new Vocabularies());
        var read = second.GetAwaiter().GetResult();
        read.People.MoveTo(first.People.Words);
        return (first, read);
    }

    private static int Who(ReadOnlySpan<char> text, System.Text.RegularExpressions.Regex? pattern, Dictionary<string, int> truths)
    {
        var who = text.ToString();
        if (pattern?.Match(who) is { Success: true } match) { who = match.Groups.Count > 1 ? match.Groups[1].Value : match.Value; }
        if (!truths.TryGetValue(who, out var number)) { truths[who] = number = truths.Count; }
        return number;
    }
}

/// <summary>Where the columns of a map stand in a file.</summary>
internal sealed class Columns
{
    public Columns(string file, List<string> headings, MapFile map, bool truth)
    {
        int Find(string column) => headings.IndexOf(column) is >= 0 and var at ? at
            : throw new InvalidDataException($"{file}:1: there is no column \"{column}\", which the map names. There are: {string.Join(", ", headings)}");
        Id = Find(map.Id);
        Fields = [.. map.Fields.Select(f => f.Columns.Select(Find).ToArray())];
        FullName = map.FullName is { } full ? Find(full) : -1;
        Truth = truth ? Find(map.Truth ?? throw new InvalidDataException("Neither the map nor --truth names a column that says who a record is")) : -1;
        TruthPattern = map.TruthPattern;
        Errors = map.Errors is { } errors ? headings.IndexOf(errors) : -1;
        Origin = map.Origin is { } origin ? headings.IndexOf(origin) : -1;
    }

    public int Id { get; }

    public int[][] Fields { get; }

    public int FullName { get; }

    public int Truth { get; }

    public System.Text.RegularExpressions.Regex? TruthPattern { get; }

    public int Errors { get; }

    public int Origin { get; }
}
