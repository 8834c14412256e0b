using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>A controlled copy, as its one reader with an account reads it and answers paragraph by paragraph.</summary>
[Does(ActWords.ViewReviews)]
public sealed class CopyModel(ReviewDesk desk) : CopyPage(desk.Db)
{
    [FromRoute(Name = "copy")]
    public Guid Id { get; set; }

    public override string Here => $"/reviews/copies/{Id}";

    public override bool MayReply => base.MayReply && Db.Acting.Actor.May(ActWords.ReplyToDraft);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Copy.OpenedAt is null)
        {
            Db.Acting.Begin(ActWords.ViewReviews);
            Copy.Open(Db.Acting.Actor, desk.Clock.Now);
            await Db.SaveChangesAsync();
        }

        return Page();
    }

    [Does(ActWords.ReplyToDraft)]
    public async Task<IActionResult> OnPostAsync() => await LoadAsync() && MayReply && Chosen is not null ? await SayAsync(desk.Clock.Now) : NotFound();

    /// <summary>Every paragraph they have said nothing of is accurate.</summary>
    [Does(ActWords.ReplyToDraft)]
    public async Task<IActionResult> OnPostRestAsync() => await LoadAsync() && MayReply ? await SayRestAsync(desk.Clock.Now) : NotFound();

    private async Task<bool> LoadAsync()
    {
        var me = Db.Acting.Actor.UserId;
        if (await Db.Set<ControlledCopy>().FirstOrDefaultAsync(c => c.Id == Id && c.ReaderId == me && c.RecalledAt == null) is not { } copy
            || await Db.Set<ReviewDraft>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == copy.DraftId) is not { } draft) { return false; }
        (Copy, Draft) = (copy, draft);
        await desk.Views.SawAsync("review-read", ActWords.ViewReviews, [], copy.Area, copy.MatterId);
        await LoadRepliesAsync();
        return true;
    }
}
