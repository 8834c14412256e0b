using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Printing;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>One version: what in it could tell who somebody is, who has a copy of it, what they said, and that it leaves.</summary>
[Does(ActWords.ViewReviews)]
public sealed class ShowModel(ReviewDesk desk, Telltales telltales, Teller teller, Outbox outbox) : ReviewPage(desk)
{
    [FromRoute(Name = "draft")]
    public Guid DraftId { get; set; }

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Reader { get; set; } = "";

    [BindProperty]
    public DateParts ReplyBy { get; set; } = new();

    [BindProperty]
    public Guid Copy { get; set; }

    [BindProperty]
    public int Start { get; set; }

    [BindProperty]
    public string Decision { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public ReviewDraft Draft { get; private set; } = null!;

    public bool IsNewest { get; private set; }

    public IReadOnlyList<(Hit Hit, DecidedHit? Decided)> Hits { get; private set; } = [];

    public IEnumerable<Hit> Undecided => Hits.Where(h => h.Decided is null).Select(h => h.Hit);

    public IReadOnlyList<ControlledCopy> Copies { get; private set; } = [];

    public IReadOnlyList<FactualReply> Replies { get; private set; } = [];

    public string Address => $"{Here}/drafts/{DraftId}";

    public static IReadOnlyList<Choice> DecisionChoices => [.. DecidedHit.Decisions.Select(d => new Choice(d.Key, d.Value))];

    /// <summary>The words around a place, so that who decides sees it as a reader would.</summary>
    public (string Before, string After) Around(Hit hit)
    {
        var text = $"{Draft.Title}\n{Draft.Text}";
        var (from, to) = (Math.Max(0, hit.Start - 60), Math.Min(text.Length, hit.Start + hit.Length + 60));
        return (text[from..hit.Start].Replace('\n', ' '), text[(hit.Start + hit.Length)..to].Replace('\n', ' '));
    }

    public static string KindWords(string kind) => kind switch { "name" => "A name", "birth-date" => "A date of birth", "address" => "An address", "school" => "A school or other place", _ => "A reference or number" };

    public string ReaderOf(FactualReply reply) => Copies.FirstOrDefault(c => c.Id == reply.CopyId) is { } copy ? $"{copy.Reader}, copy {copy.Number}" : "A reader";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync("review-draft") ? Page() : NotFound();

    /// <summary>As it leaves, or as one reader's copy.</summary>
    public async Task<IActionResult> OnGetFileAsync(string format, Guid? copy)
    {
        if (format is not ("docx" or "pdf") || !await LoadAsync("review-draft-export")) { return NotFound(); }
        var given = Copies.FirstOrDefault(c => c.Id == copy && c.RecalledAt is null);
        if (copy is not null && given is null) { return NotFound(); }
        var mark = given?.Mark;
        if (mark is null && Undecided.Any()) { ModelState.AddModelError("", "Decide each place that could tell who somebody is before it leaves"); return Page(); }
        try
        {
            return await DraftPrinting.FileAsync(DraftPrinting.Of(Draft, Called, mark), $"{Called} version {Draft.Number}", format, HttpContext.RequestAborted);
        }
        catch (CannotPrintException why)
        {
            ModelState.AddModelError("", why.Message);
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    [Does(ActWords.DecideIdentifier)]
    public async Task<IActionResult> OnPostDecideAsync()
    {
        if (!await LoadAsync("review-draft") || !May(ActWords.DecideIdentifier) || Undecided.FirstOrDefault(h => h.Start == Start) is not { } hit) { return NotFound(); }
        if (DecidedHit.Decide(Draft, hit, Decision, Why, Actor, Desk.Clock.Now).Refused(out var why, out var decided)) { return this.Refuse(why); }
        Db.Add(decided);
        return await SaveAsync("Decided", $"{Address}#places");
    }

    [Does(ActWords.GiveCopy)]
    public async Task<IActionResult> OnPostGiveAsync()
    {
        if (!await LoadAsync("review-draft") || !May(ActWords.GiveCopy)) { return NotFound(); }
        var (by, wrong) = ReplyBy.Read("day they reply by");
        if (wrong is not null) { ModelState.AddDateError(nameof(ReplyBy), wrong); return Page(); }
        var (readerId, reader) = ((Guid?)null, Reader);
        if (Email.Trim().Length > 0)
        {
            if (await Desk.Agencies.StaffAtAsync(Email.Trim()) is not { } found) { ModelState.AddModelError(nameof(Email), "Nobody signs in with this address. Enter another, or the name of a reader without an account"); return Page(); }
            (readerId, reader) = (found.Id, found.Name);
        }
        else if (Reader.Trim().Length == 0) { ModelState.AddModelError(nameof(Email), "Enter the e-mail address the reader signs in with, or the name of a reader without an account"); return Page(); }

        await Db.OneAtATimeAsync(MatterId);
        var number = (await Db.Set<ControlledCopy>().Where(c => c.MatterId == MatterId).MaxAsync(c => (int?)c.Number) ?? 0) + 1;
        if (ControlledCopy.Give(Draft, number, readerId, reader, by, Copies, Actor, Desk.Clock.Now, Today).Refused(out var why, out var copy)) { return this.Refuse(why with { Field = readerId is null || why.Field != "Reader" ? why.Field : nameof(Email) }); }
        Db.Add(copy);
        if (readerId is { } to && to != Actor.UserId) { teller.Tell(outbox, new BusinessNews(Occasion.CopyGiven, "review", copy.Id, $"C{number}", $"/reviews/copies/{copy.Id}", [to], $"{copy.Id:N}")); }
        return await SaveAsync($"Copy {number} is for {copy.Reader}", $"{Address}#copies");
    }

    [Does(ActWords.GiveCopy)]
    public async Task<IActionResult> OnPostRecallAsync()
    {
        if (!await LoadAsync("review-draft") || !May(ActWords.GiveCopy) || await Db.Set<ControlledCopy>().FirstOrDefaultAsync(c => c.Id == Copy && c.DraftId == DraftId) is not { } copy) { return NotFound(); }
        if (copy.Recall(Actor, Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        outbox.Settle(copy.Id);
        return await SaveAsync($"Copy {copy.Number} is recalled", $"{Address}#copies");
    }

    [Does(ActWords.PublishDraft)]
    public async Task<IActionResult> OnPostPublishAsync()
    {
        if (!await LoadAsync("review-draft") || !May(ActWords.PublishDraft) || await Db.Set<ReviewDraft>().FirstOrDefaultAsync(d => d.Id == DraftId) is not { } draft) { return NotFound(); }
        if (draft.Publish(Undecided.Count(), IsNewest, Actor, Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SaveAsync(draft.Kind is ReviewDraft.Letter ? "It is recorded as sent" : "It is published", Address);
    }

    private async Task<bool> LoadAsync(string what)
    {
        if (!await FindAsync(what) || !Leads || await Db.Set<ReviewDraft>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == DraftId && d.MatterId == MatterId) is not { } found) { return false; }
        Draft = found;
        IsNewest = !await Db.Set<ReviewDraft>().AnyAsync(d => d.MatterId == MatterId && d.Kind == found.Kind && d.Number > found.Number);
        Hits = await telltales.InAsync(found, Matter, HttpContext.RequestAborted);
        Copies = await Db.Set<ControlledCopy>().AsNoTracking().Where(c => c.DraftId == DraftId).OrderBy(c => c.Number).ToListAsync();
        Replies = await Db.Set<FactualReply>().AsNoTracking().Where(r => r.DraftId == DraftId).OrderBy(r => r.Paragraph).ThenBy(r => r.At).ToListAsync();
        return true;
    }
}
