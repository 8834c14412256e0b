using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>A controlled copy, as its one reader reads it and answers paragraph by paragraph.</summary>
[Does(ActWords.ViewReviews)]
public sealed class CopyModel(ReviewDesk desk) : PageModel
{
    [FromRoute(Name = "copy")]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Paragraph { get; set; }

    [BindProperty]
    public string Says { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public ControlledCopy Copy { get; private set; } = null!;

    public ReviewDraft Draft { get; private set; } = null!;

    public ILookup<int, FactualReply> Replies { get; private set; } = Array.Empty<FactualReply>().ToLookup(r => r.Paragraph);

    public bool MayReply => Copy.ReplyBy is not null && desk.Db.Acting.Actor.May(ActWords.ReplyToDraft) && Draft.PublishedAt is null;

    public static IReadOnlyList<Choice> SaysChoices => [.. FactualReply.Says.Select(s => new Choice(s.Key, s.Value))];

    public Part? Chosen => Draft.Parts.FirstOrDefault(p => p.Number == Paragraph && !p.IsHeading);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Copy.OpenedAt is null)
        {
            desk.Db.Acting.Begin(ActWords.ViewReviews);
            Copy.Open(desk.Db.Acting.Actor, desk.Clock.Now);
            await desk.Db.SaveChangesAsync();
        }

        return Page();
    }

    [Does(ActWords.ReplyToDraft)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync() || !MayReply || Chosen is null) { return NotFound(); }
        if (Copy.Reply(Draft.Parts.Length, Paragraph, Says, Words, desk.Db.Acting.Actor, desk.Clock.Now).Refused(out var why, out var reply)) { return this.Refuse(why); }
        desk.Db.Add(reply);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"What you say of paragraph {Paragraph} is kept";
        return Redirect($"/reviews/copies/{Id}");
    }

    /// <summary>Every paragraph they have said nothing of is accurate.</summary>
    [Does(ActWords.ReplyToDraft)]
    public async Task<IActionResult> OnPostRestAsync()
    {
        if (!await LoadAsync() || !MayReply) { return NotFound(); }
        foreach (var part in Draft.Parts.Where(p => !p.IsHeading && !Replies[p.Number].Any()))
        {
            if (Copy.Reply(Draft.Parts.Length, part.Number, FactualReply.Accurate, "", desk.Db.Acting.Actor, desk.Clock.Now).Refused(out var why, out var reply)) { return this.Refuse(why); }
            desk.Db.Add(reply);
        }

        await desk.Db.SaveChangesAsync();
        TempData["done"] = "Kept: the rest is accurate";
        return Redirect($"/reviews/copies/{Id}");
    }

    private async Task<bool> LoadAsync()
    {
        var db = desk.Db;
        var me = db.Acting.Actor.UserId;
        if (await db.Set<ControlledCopy>().FirstOrDefaultAsync(c => c.Id == Id && c.ReaderId == me && c.RecalledAt == null) is not { } copy
            || await db.Set<ReviewDraft>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == copy.DraftId) is not { } draft) { return false; }
        (Copy, Draft) = (copy, draft);
        await desk.Views.SawAsync("review-read", ActWords.ViewReviews, [], copy.Area, copy.MatterId);
        Replies = (await db.Set<FactualReply>().AsNoTracking().Where(r => r.CopyId == Id).OrderBy(r => r.At).ToListAsync()).ToLookup(r => r.Paragraph);
        return true;
    }
}
