using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Trellis.Modules.Figures.Public;

/// <summary>A public document that figures were printed in.</summary>
/// <param name="ReportStart">First day of the period it reports on; null when it names none.</param>
public sealed record PublishedDocument(string Key, string Title, string Publisher, PartialDate? Date, DateOnly? ReportStart, DateOnly? ReportEnd);

/// <summary>An area figures are printed for.</summary>
public sealed record PublishedArea(string Code, string Name, string Kind);

/// <summary>The documents and areas a file of figures may name.</summary>
public sealed record PublishedRegistry(IReadOnlyDictionary<string, PublishedDocument> Documents, IReadOnlyDictionary<string, PublishedArea> Areas)
{
    /// <summary>The registry that comes with Trellis: the documents and areas of the demonstration.</summary>
    public static PublishedRegistry BuiltIn { get; } = Read(Resource("documents.csv"), Resource("areas.csv"));

    /// <summary><c>documents.csv</c> and <c>areas.csv</c> beside a file of figures; the built-in one for each that is not there.</summary>
    /// <exception cref="InvalidDataException">One of them has not the columns it should.</exception>
    public static PublishedRegistry Beside(string figuresFile)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(figuresFile)) ?? ".";
        var documents = Path.Combine(folder, "documents.csv");
        var areas = Path.Combine(folder, "areas.csv");
        return new PublishedRegistry(
            File.Exists(documents) ? ReadDocuments(File.OpenText(documents), documents) : BuiltIn.Documents,
            File.Exists(areas) ? ReadAreas(File.OpenText(areas), areas) : BuiltIn.Areas);
    }

    public static PublishedRegistry Read(TextReader documents, TextReader areas) =>
        new(ReadDocuments(documents, "documents.csv"), ReadAreas(areas, "areas.csv"));

    /// <summary>The document's title, or its key when it is not registered.</summary>
    public string TitleOf(string document) => Documents.TryGetValue(document, out var known) ? known.Title : document;

    /// <summary>The area's name, or its code when it is not registered.</summary>
    public string NameOf(string area) => Areas.TryGetValue(area, out var known) ? known.Name : area;

    /// <summary>The financial year in which the document's report period ends; null without one.</summary>
    public string? ReportYear(string document) =>
        Documents.TryGetValue(document, out var known) && known.ReportEnd is { } end ? Period.Financial(end.AddMonths(-6)) : null;

    private static Dictionary<string, PublishedDocument> ReadDocuments(TextReader text, string name) => Rows(text, name)
        .Select(row => new PublishedDocument(
            row("document"), row("title"), row("publisher"), PartialDate.TryParse(row("document_date"), out var date) ? date : null,
            Day(row("report_period_start")), Day(row("report_period_end"))))
        .ToDictionary(d => d.Key);

    private static Dictionary<string, PublishedArea> ReadAreas(TextReader text, string name) => Rows(text, name)
        .Select(row => new PublishedArea(row("code"), row("name"), row("kind")))
        .ToDictionary(a => a.Code);

    private static DateOnly? Day(string text) => PartialDate.TryParse(text, out var date) ? date.First : null;

    private static IEnumerable<Func<string, string>> Rows(TextReader text, string name)
    {
        using (text)
        using (var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { DetectColumnCountChanges = true }))
        {
            if (!csv.Read() || !csv.ReadHeader()) { throw new InvalidDataException($"{name} is empty"); }
            while (csv.Read())
            {
                yield return column => csv.TryGetField<string>(column, out var value) && value is not null
                    ? value.Trim()
                    : throw new InvalidDataException($"{name} has no column {column}");
            }
        }
    }

    private static StreamReader Resource(string name) => new(
        typeof(PublishedRegistry).Assembly.GetManifestResourceStream($"Trellis.Published.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly"),
        Encoding.UTF8);
}
