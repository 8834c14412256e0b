using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>Every version of a review's report, letter and briefing.</summary>
[Does(ActWords.ViewReviews)]
public sealed class IndexModel(ReviewDesk desk) : ReviewPage(desk)
{
    public IReadOnlyList<ReviewDraft> Drafts { get; private set; } = [];

    public ILookup<Guid, ControlledCopy> Copies { get; private set; } = Array.Empty<ControlledCopy>().ToLookup(c => c.DraftId);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync("review") || !Leads) { return NotFound(); }
        Drafts = await Db.Set<ReviewDraft>().AsNoTracking().Where(d => d.MatterId == MatterId).OrderBy(d => d.Kind).ThenByDescending(d => d.Number).ToListAsync();
        Copies = (await Db.Set<ControlledCopy>().AsNoTracking().Where(c => c.MatterId == MatterId).ToListAsync()).ToLookup(c => c.DraftId);
        return Page();
    }
}
