using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns;

/// <summary>What one rule found in a file, with the values; one reason for all that nobody has answered.</summary>
[Does(ActWords.ViewReturns)]
public sealed class RuleModel(TrellisDb db, SubmissionDesk desk, Views views) : ReturnPage(db, views)
{
    private const int Shown = 50;

    [FromRoute]
    public string Code { get; set; } = "";

    /// <summary>From the query alone: the route of a Razor page has a value called "page" too, which is its path.</summary>
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public string Answer { get; set; } = "";

    public Rule Asked { get; private set; } = null!;

    public RuleOutcomeKept Outcome { get; private set; } = null!;

    public IReadOnlyList<KeptIssue> Found { get; private set; } = [];

    public int Unanswered { get; private set; }

    public int Pages => Math.Max(1, (Outcome.Kept + Shown - 1) / Shown);

    public bool MayAnswer => Of.State is Submission.Checked && May(ActWords.AnswerReturn) && Unanswered > 0;

    public string PageLink(int page) => $"{Here}/rules/{Code}?page={page}";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.AnswerReturn)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await desk.AnswerAsync(Of, Code, null, Answer, HttpContext.RequestAborted)).Refused(out var why, out var count)) { return this.Refuse(why); }
        return await SavedAsync($"{English.Count(count, "issue", "issues")} answered", $"{Here}/rules/{Code}");
    }

    private async Task<bool> LoadAsync(bool track = false)
    {
        if (!await FindAsync("return-issues", ActWords.ViewReturns, track) || Of.RuleOutcomes.FirstOrDefault(o => o.Code == Code) is not { } outcome) { return false; }
        (Outcome, Asked) = (outcome, Rule(Code));
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        var all = Issues.AsNoTracking().Where(i => i.Rule == Code);
        Found = await all.OrderBy(i => i.Line).ThenBy(i => i.Id).Skip((PageNumber - 1) * Shown).Take(Shown).ToListAsync(HttpContext.RequestAborted);
        Unanswered = await all.CountAsync(i => i.Answer == null, HttpContext.RequestAborted);
        return true;
    }
}
