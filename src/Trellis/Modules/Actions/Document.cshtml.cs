using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Actions;

/// <summary>Gives out a document that shows what was done, to whoever sees the action or the recommendation.</summary>
[Does(ActWords.ViewActions)]
public sealed class DocumentModel(TrellisDb db, EvidenceFiles files, Views views) : PageModel
{
    /// <summary>Of the action or the recommendation.</summary>
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [FromRoute(Name = "evidence")]
    public Guid EvidenceId { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var found = await db.Set<Evidence>().AsNoTracking().Include(e => e.Action).Include(e => e.Recommendation).FirstOrDefaultAsync(e => e.Id == EvidenceId);
        if (found is null || !string.Equals(found.Action?.Reference ?? found.Recommendation?.Reference, Reference, StringComparison.OrdinalIgnoreCase)) { return NotFound(); }
        await views.SawAsync("evidence", ActWords.ViewActions, [], (found.Action?.Areas ?? found.Recommendation!.Areas)[0], found.Action?.MatterId);
        return await files.GiveAsync(found, Response, HttpContext.RequestAborted);
    }
}
