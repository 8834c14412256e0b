using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Modules.Reports.Writing;
using Trellis.Printing;
using Trellis.Sheets;

namespace Trellis.Modules.Reports.Open;

/// <summary>A published annual report at its stable address: as a page, as PDF, its numbers in open formats, in easy read and other languages.</summary>
[AllowAnonymous]
public sealed class ReportModel(PublishedReports reports) : PageModel
{
    public PublishedReport Of { get; private set; } = null!;

    /// <summary>Easy read or a translation, where one was asked for.</summary>
    public Rendition? Rendition { get; private set; }

    public static string LanguageName(string language) => language is "en" ? "English" : new System.Globalization.CultureInfo(language).EnglishName;

    public async Task<IActionResult> OnGetAsync(string year, string? form)
    {
        var stop = HttpContext.RequestAborted;
        if (await reports.ReadAsync(year, stop) is not { } found) { return NotFound(); }
        Of = found;
        var name = $"annual-report-{year}";
        switch (form)
        {
            case null: return Page();
            case "data.csv": return File(ReportAnnex.Csv(ReportAnnex.Read(found.Annex)), SheetFile.CsvType, $"{name}.csv");
            case "data.xlsx": return File(ReportAnnex.Workbook(ReportAnnex.Read(found.Annex)), SheetFile.WorkbookType, $"{name}.xlsx");
            case "data.json": return Content(ReportAnnex.Json(ReportAnnex.Read(found.Annex)), "application/json; charset=utf-8");
            case "report.pdf": return await PdfAsync(name, stop);
        }

        Rendition = found.Renditions.FirstOrDefault(r => r.Address == form);
        return Rendition is null ? NotFound() : Page();
    }

    private async Task<IActionResult> PdfAsync(string name, CancellationToken stop)
    {
        try
        {
            return File(await PublishedPdf.OfAsync(Of, stop), "application/pdf", $"{name}.pdf");
        }
        catch (CannotPrintException why)
        {
            return StatusCode(StatusCodes.Status503ServiceUnavailable, why.Message);
        }
    }
}
