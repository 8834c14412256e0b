using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Reports.Annual;

/// <summary>The annual report of a year, as <c>./trellis report annual</c> writes it.</summary>
[Does(ActWords.ViewReport)]
public sealed class IndexModel(FigureBook book, ReportWordsReading reading, PracticeModel practice) : PageModel
{
    private static readonly ConcurrentDictionary<string, (FigureData From, ReportWords Words, AnnualReport Report)> Made = new(StringComparer.Ordinal);

    [FromRoute]
    public string Year { get; set; } = "";

    public AnnualReport Report { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Period.FinancialYear(Year) is null) { return NotFound(); }
        var input = await book.ReadAsync() with { Under = practice.Publications.FirstOrDefault(p => p.Id == AnnualReport.Publication) };
        var words = await reading.ReadAsync(Year, HttpContext.RequestAborted);
        Report = Made.TryGetValue(Year, out var before) && Same(before.From, input) && before.Words.Same(words) ? before.Report : AnnualReport.Make(await System.IO.File.ReadAllTextAsync(Path.Combine(Practices.Folder, "reports", "annual.md")), Year, input, ReportCharts.Svg, words);
        if (!Report.Errors.IsEmpty) { throw new InvalidOperationException($"practice/reports/annual.md:{Report.Errors[0].Line}: {Report.Errors[0].Message}"); }
        Made[Year] = (input, words, Report);
        return Page();
    }

    /// <summary>The same numbers make the same report.</summary>
    private static bool Same(FigureData one, FigureData other) => one.Published.Equals(other.Published) && one.Live.SequenceEqual(other.Live);
}
