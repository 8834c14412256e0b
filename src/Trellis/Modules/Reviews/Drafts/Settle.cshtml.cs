using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>Says what was made of a reader's reply to one paragraph.</summary>
[Does(ActWords.DecideIdentifier)]
public sealed class SettleModel(ReviewDesk desk) : ReviewPage(desk)
{
    [FromRoute(Name = "draft")]
    public Guid DraftId { get; set; }

    [FromRoute(Name = "reply")]
    public Guid ReplyId { get; set; }

    [BindProperty]
    public string Answer { get; set; } = "";

    [BindProperty]
    public string AnswerWords { get; set; } = "";

    public FactualReply Reply { get; private set; } = null!;

    public Part Part { get; private set; } = null!;

    public static IReadOnlyList<Choice> AnswerChoices => [.. FactualReply.Answers.Select(a => new Choice(a.Key, a.Value))];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Reply.Settle(Answer, AnswerWords, Actor, Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SaveAsync("Answered", $"{Here}/drafts/{DraftId}#replies");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("review-draft") || !May(ActWords.DecideIdentifier)) { return false; }
        if (await Db.Set<FactualReply>().FirstOrDefaultAsync(r => r.Id == ReplyId && r.DraftId == DraftId && r.MatterId == MatterId && r.Answer == null) is not { } reply) { return false; }
        if (await Db.Set<ReviewDraft>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == DraftId) is not { } draft) { return false; }
        (Reply, Part) = (reply, draft.Parts[reply.Paragraph - 1]);
        return true;
    }
}
