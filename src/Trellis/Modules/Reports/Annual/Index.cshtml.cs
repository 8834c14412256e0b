using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reports.Annual;

/// <summary>The annual report of a year, as <c>./trellis report annual</c> writes it.</summary>
[Does(ActWords.ViewReport)]
public sealed class IndexModel(ReportMaking making) : PageModel
{
    [FromRoute]
    public string Year { get; set; } = "";

    public AnnualReport Report { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Period.FinancialYear(Year) is null) { return NotFound(); }
        Report = await making.MakeAsync(await System.IO.File.ReadAllTextAsync(ReportMaking.Template, HttpContext.RequestAborted), Year, HttpContext.RequestAborted);
        if (!Report.Errors.IsEmpty) { throw new InvalidOperationException($"practice/reports/annual.md:{Report.Errors[0].Line}: {Report.Errors[0].Message}"); }
        return Page();
    }
}
