using System.Text;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures;

/// <summary>Published figures for tests: rows that say only what matters, and the demonstration's real file.</summary>
internal static class Published
{
    public static readonly PublishedRegistry Registry = PublishedRegistry.Read(
        new StringReader("document,title,publisher,document_date,report_period_start,report_period_end\nfirst,First report,Us,2019,2018-04-01,2019-03-31\nsecond,Second report,Us,2020-09,2019-04-01,2020-03-31\n"),
        new StringReader("code,name,kind\nLBHF,Hammersmith & Fulham,borough\nRBKC,Kensington and Chelsea,borough\nWCC,Westminster,borough\nBI,Two boroughs,partnership\nTRI,Three boroughs,partnership\n"));

    public static string Header => string.Join(',', PublishedFile.Columns);

    /// <summary>A right line; each argument changes one column.</summary>
    public static string Line(params (string Column, string Text)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["document"] = "first",
            ["line"] = "12",
            ["section"] = "Numbers",
            ["measure_id"] = "referrals",
            ["measure_title"] = "Referrals",
            ["area"] = "RBKC",
            ["period_start"] = "2018-04-01",
            ["period_end"] = "2019-03-31",
            ["as_at"] = "",
            ["unit"] = "referrals",
            ["value"] = "2234",
            ["printed"] = "2234",
            ["qualifier"] = "",
            ["breakdown_dimension"] = "",
            ["breakdown_value"] = "",
            ["note"] = "",
        };
        foreach (var (column, text) in changes) { fields[column] = text; }
        return string.Join(',', PublishedFile.Columns.Select(c => fields[c]));
    }

    public static PublishedFile Read(params string[] lines) => ReadText(string.Join('\n', lines.Prepend(Header)));

    public static PublishedFile ReadText(string text) => PublishedFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), Registry);

    public static string Folder { get; } = FindFolder();

    public static PublishedFile Real()
    {
        var path = Path.Combine(Folder, "figures.csv");
        using var file = File.OpenRead(path);
        return PublishedFile.Read(file, PublishedRegistry.Beside(path));
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var published = Path.Combine(folder.FullName, "demo", "published");
            if (Directory.Exists(published)) { return published; }
        }
        throw new DirectoryNotFoundException("demo/published is not above the tests");
    }
}
