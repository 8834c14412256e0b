using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>What was learnt at a practitioners' event, by theme: findings of the review. Nobody who came, and nobody it is about, may be named in them.</summary>
[Does(ActWords.RecordFinding)]
public sealed class LearntModel(ReviewDesk desk, MeetingsHeld meetings, Telltales telltales) : ReviewPage(desk)
{
    [FromRoute(Name = "step")]
    public Guid StepId { get; set; }

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Theme { get; set; } = "";

    public StepSummary Event { get; private set; } = null!;

    public MeetingHeld Held { get; private set; } = null!;

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public IReadOnlyList<Choice> ThemeChoices => ChoicesOf("review-theme", "Select a theme");

    /// <summary>Somebody came: what was learnt can be said.</summary>
    public bool MaySay => Matter.ClosedAt is null && Held.Came > 0;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MaySay) { return this.Refuse(new Refusal("", "Say first who came")); }
        var told = (await telltales.OfAsync(Matter, HttpContext.RequestAborted)).Concat(Held.Names.Select(n => new Telltale("name", n, n)));
        var hits = Anonymity.Find(Text, told);
        if (hits.Length > 0) { return this.Refuse(new Refusal(nameof(Text), $"“{hits[0].Found}” could tell who somebody is. Say what was learnt, not by or of whom")); }
        var number = (await Db.Set<Finding>().Where(f => f.MatterId == MatterId).MaxAsync(f => (int?)f.Number) ?? 0) + 1;
        if (Finding.Write(MatterId, Matter.Area, number, Text, Theme, Practice, Actor, Desk.Clock.Now, StepId).Refused(out var why, out var finding)) { return this.Refuse(why); }
        Db.Add(finding);
        return await SaveAsync($"Finding {finding.Number} is recorded", $"{Here}/events/{StepId}");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("review") || !May(ActWords.RecordFinding) || Matter.Steps.FirstOrDefault(s => s.Id == StepId && EventsModel.IsEvent(Practice, Matter, s)) is not { } step) { return false; }
        (Event, Held) = (step, (await meetings.OfAsync([StepId]))[StepId]);
        Findings = await Db.Set<Finding>().AsNoTracking().Where(f => f.EventId == StepId && f.MatterId == MatterId).OrderBy(f => f.Number).ToListAsync();
        return true;
    }
}
