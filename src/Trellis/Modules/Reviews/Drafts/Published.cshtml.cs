using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Printing;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>A published report, for everybody who signs in. It is about nobody they could tell.</summary>
[Does(ActWords.ViewReviews)]
public sealed class PublishedModel(ReviewDesk desk) : PageModel
{
    [FromRoute(Name = "draft")]
    public Guid Id { get; set; }

    public ReviewDraft Draft { get; private set; } = null!;

    public string Why { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync("review-published") ? Page() : NotFound();

    public async Task<IActionResult> OnGetFileAsync(string format)
    {
        if (format is not ("docx" or "pdf") || !await LoadAsync("review-published-export")) { return NotFound(); }
        try
        {
            return await DraftPrinting.FileAsync(DraftPrinting.Of(Draft, Draft.Title, null), Draft.Title, format, HttpContext.RequestAborted);
        }
        catch (CannotPrintException why)
        {
            Why = why.Message;
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    private async Task<bool> LoadAsync(string what)
    {
        if (await desk.Db.Set<ReviewDraft>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == Id && d.PublishedAt != null && d.Kind == ReviewDraft.Report) is not { } found) { return false; }
        Draft = found;
        await desk.Views.SawAsync(what, ActWords.ViewReviews, [], found.Area);
        return true;
    }
}
