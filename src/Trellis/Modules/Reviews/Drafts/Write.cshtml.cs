using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>Writes a version: the first begins with what the forms of the review say, each later one with the version before it.</summary>
[Does(ActWords.WriteDraft)]
public sealed class WriteModel(ReviewDesk desk, WrittenRegister written) : ReviewPage(desk)
{
    /// <summary>The step a letter is made from.</summary>
    private const string LetterStep = "panel-letter";

    [FromQuery(Name = "kind")]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Title { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    /// <summary>The version it begins with; somebody who wrote another meanwhile is told.</summary>
    [BindProperty]
    public int After { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var before = await LatestAsync();
        (After, Title, Text) = (before?.Number ?? 0, before?.Title ?? $"{ReviewDraft.Kinds[Kind]}: {Called}", before?.Text ?? "");
        if (before is null && Kind is ReviewDraft.Letter) { Text = Letter(await written.LatestAsync(MatterId, LetterStep)); }
        if (before is null && Kind is ReviewDraft.Briefing) { Text = "## Why it matters\n\n## What happened\n\n## What we learned\n\n## What to do\n\n## Questions for your team"; }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var latest = (await LatestAsync())?.Number ?? 0;
        if (latest != After) { ModelState.AddModelError(nameof(Text), $"Somebody has written version {latest} meanwhile. Copy what you wrote, and begin with theirs"); return Page(); }
        if (ReviewDraft.Write(MatterId, Matter.Area, Kind, latest + 1, Title, Text, Actor, Desk.Clock.Now).Refused(out var why, out var draft)) { return this.Refuse(why); }
        Db.Add(draft);
        return await SaveAsync($"Version {draft.Number} is saved", $"{Here}/drafts/{draft.Id}");
    }

    private Task<ReviewDraft?> LatestAsync() => Db.Set<ReviewDraft>().AsNoTracking().Where(d => d.MatterId == MatterId && d.Kind == Kind).OrderByDescending(d => d.Number).FirstOrDefaultAsync();

    private string Letter(IReadOnlyList<(string Field, string Label, string Text)> answers) =>
        $"To the Child Safeguarding Practice Review Panel\n\nRapid review {Called}\n\n" + string.Join("\n\n", answers.Where(a => a.Field is not "sent-on").Select(a => $"## {a.Label}\n\n{a.Text.ReplaceLineEndings("\n")}"));

    private async Task<bool> LoadAsync() => ReviewDraft.Kinds.ContainsKey(Kind) && await FindAsync("review") && May(ActWords.WriteDraft) && Matter.ClosedAt is null;
}
