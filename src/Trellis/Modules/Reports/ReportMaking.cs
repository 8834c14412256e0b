using System.Collections.Immutable;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports.Public;
using Trellis.Practice;

namespace Trellis.Modules.Reports;

/// <summary>Makes a report from its text, the figures, and what other modules tell of the year.</summary>
public sealed class ReportMaking(FigureBook book, PracticeModel practice, IEnumerable<IReportPart> parts)
{
    /// <summary>The text a report begins with: <c>practice/reports/annual.md</c>.</summary>
    public static string Template => Path.Combine(Practices.Folder, "reports", "annual.md");

    public async Task<AnnualReport> MakeAsync(string text, string year, CancellationToken stop = default)
    {
        var input = (await book.ReadAsync(cancellationToken: stop)).In(practice.Publications.FirstOrDefault(p => p.Id == AnnualReport.Publication));
        return AnnualReport.Make(text, year, input, ReportCharts.Svg, practice.Reports, await TellAsync(text, year, stop));
    }

    /// <summary>What the orders of a text ask of other modules. Those it does not name are not asked, and are known all the same.</summary>
    public async Task<IReadOnlyDictionary<string, ReportPart>> TellAsync(string text, string year, CancellationToken stop = default)
    {
        var told = ImmutableDictionary.CreateBuilder<string, ReportPart>();
        foreach (var (part, name) in parts.SelectMany(p => p.Names.Select(n => (p, n)))) { told.Add(name, text.Contains($":::{name}", StringComparison.Ordinal) ? await part.OfAsync(name, year, stop) : ReportPart.Nothing); }
        return told.ToImmutable();
    }
}
