using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>A copy as its one reader reads it: paragraphs with their numbers, what they said of each, and what was made of that. With an account, or by a link.</summary>
public abstract class CopyPage(TrellisDb db) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Paragraph { get; set; }

    [BindProperty]
    public string Says { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public ControlledCopy Copy { get; protected set; } = null!;

    public ReviewDraft Draft { get; protected set; } = null!;

    public ILookup<int, FactualReply> Replies { get; private set; } = Array.Empty<FactualReply>().ToLookup(r => r.Paragraph);

    /// <summary>The address of the page.</summary>
    public abstract string Here { get; }

    /// <summary>They are asked whether it is accurate, and still may say.</summary>
    public virtual bool MayReply => Copy.ReplyBy is not null && Draft.PublishedAt is null;

    public static IReadOnlyList<Choice> SaysChoices => [.. FactualReply.Says.Select(s => new Choice(s.Key, s.Value))];

    /// <summary>The paragraph they are about to say something of.</summary>
    public Part? Chosen => Draft.Parts.FirstOrDefault(p => p.Number == Paragraph && !p.IsHeading);

    protected TrellisDb Db => db;

    protected async Task LoadRepliesAsync() => Replies = (await db.Set<FactualReply>().AsNoTracking().Where(r => r.CopyId == Copy.Id).OrderBy(r => r.At).ToListAsync(HttpContext.RequestAborted)).ToLookup(r => r.Paragraph);

    /// <summary>What they say of one paragraph. The caller has begun an act.</summary>
    protected async Task<IActionResult> SayAsync(DateTimeOffset now)
    {
        if (Copy.Reply(Draft.Parts.Length, Paragraph, Says, Words, db.Acting.Actor, now).Refused(out var why, out var reply)) { return this.Refuse(why); }
        db.Add(reply);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = $"What you say of paragraph {Paragraph} is kept";
        return Redirect(Here);
    }

    /// <summary>Every paragraph they have said nothing of is accurate. The caller has begun an act.</summary>
    protected async Task<IActionResult> SayRestAsync(DateTimeOffset now)
    {
        foreach (var part in Draft.Parts.Where(p => !p.IsHeading && !Replies[p.Number].Any()))
        {
            if (Copy.Reply(Draft.Parts.Length, part.Number, FactualReply.Accurate, "", db.Acting.Actor, now).Refused(out var why, out var reply)) { return this.Refuse(why); }
            db.Add(reply);
        }

        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = "Kept: the rest is accurate";
        return Redirect(Here);
    }
}
