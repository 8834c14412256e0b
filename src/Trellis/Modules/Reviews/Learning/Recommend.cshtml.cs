using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>Recommends something because of a finding. The recommendation is in the one list, under the case name, and names nobody.</summary>
[Does(ActWords.MakeRecommendation)]
public sealed class RecommendModel(ReviewDesk desk, Recommending recommending, Bodies bodies, RecommendForm form) : ReviewPage(desk)
{
    [FromRoute(Name = "finding")]
    public Guid FindingId { get; set; }

    [BindProperty]
    public RecommendForm.Typed Asked { get; set; } = new();

    public RecommendForm Form => form;

    public Finding Finding { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Review is null) { ModelState.AddModelError("", "Give the review its case name first"); return Page(); }
        if (form.Read(Asked, ModelState) is not { } read) { return Page(); }
        if ((await recommending.MakeAsync(new ToRecommend(Matter.Area, read.Body, FindingId, $"{Matter.Title} {Called}", read.Agency, Asked.Recipient, Asked.Text, read.AnswerBy, read.Figure, Asked.Standard))).Refused(out var why, out var made)) { return this.Refuse(why with { Field = $"Asked.{why.Field}" }); }
        return await SaveAsync($"Recommendation {made.Reference} is made", $"{Here}/path");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("review") || !May(ActWords.MakeRecommendation) || Matter.ClosedAt is not null || await Db.Set<Finding>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == FindingId && f.MatterId == MatterId) is not { } finding) { return false; }
        Finding = finding;
        await form.FillAsync(bodies);
        return true;
    }
}
