using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns;

/// <summary>One thing that was found, with all the file has of the child; answering it.</summary>
[Does(ActWords.ViewReturns)]
public sealed class IssueModel(TrellisDb db, SubmissionDesk desk, ChildrenOf children, AgencyRegister register, Views views) : ReturnPage(db, views)
{
    [FromRoute(Name = "issue")]
    public Guid IssueId { get; set; }

    [BindProperty]
    public string Answer { get; set; } = "";

    public KeptIssue Found { get; private set; } = null!;

    public Rule Asked { get; private set; } = null!;

    public ShownIssue Places { get; private set; } = null!;

    public IReadOnlyList<ShownRecord> Records { get; private set; } = [];

    public string? AnsweredBy { get; private set; }

    public bool MayAnswer => Of.State is Submission.Checked && May(ActWords.AnswerReturn);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Answer = Found.Answer ?? "";
        return Page();
    }

    [Does(ActWords.AnswerReturn)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await desk.AnswerAsync(Of, null, IssueId, Answer, HttpContext.RequestAborted)).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Answered", $"{Here}/rules/{Found.Rule}");
    }

    private async Task<bool> LoadAsync(bool track = false)
    {
        var stop = HttpContext.RequestAborted;
        if (!await FindAsync("return-child", ActWords.ViewReturns, track) || await Issues.AsNoTracking().FirstOrDefaultAsync(i => i.Id == IssueId, stop) is not { } found) { return false; }
        (Found, Asked, Places) = (found, Rule(found.Rule), found.Places);
        if (found.Position is { } position && await children.FindAsync(Id, position, stop) is var (_, _, records)) { Records = records; }
        AnsweredBy = found.AnsweredBy is { } by ? (await register.NamesAsync([by], stop)).GetValueOrDefault(by, "somebody who has left") : null;
        return true;
    }
}
