using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Printing;

namespace Trellis.Modules.Plans;

/// <summary>Gives out a plan on one page, as PDF or Word file.</summary>
[Does(ActWords.ViewPlans)]
public sealed class OnePageFileModel(TrellisDb db, PlanReading reading) : PageModel
{
    public Plan Of { get; private set; } = null!;

    /// <summary>Why there is none.</summary>
    public string Why { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid plan, string format)
    {
        if (format is not ("pdf" or "docx") || await db.Set<Plan>().AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted) is not { } found) { return NotFound(); }
        Of = found;
        var printed = PlanPaper.Of(await reading.ShowAsync(found, HttpContext.RequestAborted));
        var name = DocumentName.Clean($"{found.Title} on one page.{format}", format);
        if (format == "docx") { return File(PrintedDocx.Of(printed), PrintedDocx.Type, name); }
        try
        {
            return File(await PrintedPdf.OfAsync(printed, stop: HttpContext.RequestAborted), "application/pdf", name);
        }
        catch (CannotPrintException why)
        {
            Why = why.Message;
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }
}
