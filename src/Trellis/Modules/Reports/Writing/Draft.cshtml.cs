using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Printing;

namespace Trellis.Modules.Reports.Writing;

/// <summary>The whole report as it is now, or as the partners were given it: marked as a draft until they approve. As PDF too.</summary>
[Does(ActWords.ReadDraftReport)]
public sealed class DraftModel(WritingDesk desk) : PageModel
{
    /// <summary>Number of a proof; without it the report as it is now.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Proof { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? As { get; set; }

    public WrittenReport Of { get; private set; } = null!;

    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>What is wrong with the text, where it cannot be shown.</summary>
    public IReadOnlyList<string> Errors { get; private set; } = [];

    /// <summary>Null once every partner approved what is shown.</summary>
    public string? Mark { get; private set; } = ReportPage.Draft;

    public async Task<IActionResult> OnGetAsync(Guid report)
    {
        var stop = HttpContext.RequestAborted;
        if (await desk.ReadAsync(report, stop) is not { } found) { return NotFound(); }
        Of = found;
        if (Proof is { } number)
        {
            if (found.Proofs.Find(p => p.Number == number) is not { } proof) { return NotFound(); }
            (Title, Body, Mark) = (proof.Title, (await desk.Db.Set<ProofText>().AsNoTracking().FirstAsync(t => t.ProofId == proof.Id, stop)).Body, proof.IsApproved ? null : ReportPage.Draft);
        }
        else
        {
            var text = ReportText.Of(found);
            var made = await desk.MakeAsync(found, text, stop);
            (Title, Body) = (made.Title, made.Body);
            Errors = [.. made.Errors.Select(e => $"{text.SectionAt(e.Line)?.Title ?? found.Title}: {e.Message}")];
        }

        if (As is not "pdf" || Errors.Count > 0) { return Page(); }
        try
        {
            return File(await ReportPage.PdfAsync(Title, Body, Mark, stop), "application/pdf", $"annual-report-{found.Year}-draft.pdf");
        }
        catch (CannotPrintException why)
        {
            Errors = [why.Message];
            return Page();
        }
    }
}
