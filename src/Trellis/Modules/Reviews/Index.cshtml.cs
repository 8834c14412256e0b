using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Modules.Reviews.Learning;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews;

/// <summary>Reviews somebody has a part in, the copies given to them, and what is published.</summary>
[Does(ActWords.ViewReviews)]
public sealed class IndexModel(ReviewDesk desk) : PageModel
{
    [FromQuery(Name = "show")]
    public string Show { get; set; } = "open";

    public static readonly IReadOnlyList<(string Value, string Label)> Shows = [("open", "Running"), ("closed", "Closed")];

    public IReadOnlyList<(RunningMatter Matter, string? Name)> Reviews { get; private set; } = [];

    public IReadOnlyList<(ControlledCopy Copy, ReviewDraft Draft)> Copies { get; private set; } = [];

    public IReadOnlyList<ReviewDraft> Published { get; private set; } = [];

    public int ToDecide { get; private set; }

    public bool MayLog => desk.Db.Acting.Actor.May(ActWords.LogReview);

    public bool Leads => desk.Db.Acting.Actor.Circles.Contains(Review.Circle);

    public string AreaTitle(string area) => desk.Practice.AreaTitle(area);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shows.All(s => s.Value != Show)) { return NotFound(); }
        var db = desk.Db;
        var all = await desk.Casework.OfProcessesAsync(desk.Practice.Reviews.Processes);
        var shown = all.Where(m => m.ClosedAt is not null == (Show == "closed")).ToArray();
        await desk.Views.SawAsync("reviews-list", ActWords.ViewReviews, [.. shown.SelectMany(m => m.People).Distinct()]);
        var ids = shown.Select(m => m.Id).ToArray();
        var names = await db.Set<Review>().AsNoTracking().Where(r => ids.Contains(r.MatterId)).ToDictionaryAsync(r => r.MatterId, r => r.CaseName);
        Reviews = [.. shown.Select(m => (m, names.GetValueOrDefault(m.Id)))];
        var me = db.Acting.Actor.UserId;
        var copies = await db.Set<ControlledCopy>().AsNoTracking().Where(c => c.ReaderId == me && c.RecalledAt == null).OrderByDescending(c => c.GivenAt).ToListAsync();
        var drafts = copies.Select(c => c.DraftId).ToArray();
        var given = await db.Set<ReviewDraft>().AsNoTracking().Where(d => drafts.Contains(d.Id)).ToDictionaryAsync(d => d.Id);
        Copies = [.. copies.Where(c => given.ContainsKey(c.DraftId)).Select(c => (c, given[c.DraftId]))];
        Published = await db.Set<ReviewDraft>().AsNoTracking().Where(d => d.PublishedAt != null && d.Kind == ReviewDraft.Report).OrderByDescending(d => d.PublishedAt).Take(50).ToListAsync();
        ToDecide = await db.Set<Considered>().CountAsync(c => c.Applies == null);
        return Page();
    }
}
