using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Programmes;

/// <summary>A topic moves to another round, or is closed.</summary>
[Does(ActWords.SetProgramme)]
public sealed class EditModel(TrellisDb db, OnAgenda agenda, LondonClock clock) : PageModel
{
    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    [FromRoute(Name = "topic")]
    public Guid TopicId { get; set; }

    [BindProperty]
    public string Round { get; set; } = "";

    [BindProperty]
    public DateParts Day { get; set; } = new();

    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string Lead { get; set; } = "";

    [BindProperty]
    public string State { get; set; } = "";

    [BindProperty]
    public string CameOf { get; set; } = "";

    [BindProperty]
    public string Meeting { get; set; } = "";

    public Body Of { get; private set; } = null!;

    public Topic Topic { get; private set; } = null!;

    public IReadOnlyList<Choice> StateChoices => [new("done", Topic.States["done"]), new("dropped", Topic.States["dropped"])];

    public IReadOnlyList<Choice> MeetingChoices { get; private set; } = [];

    /// <summary>Where it stands on an agenda, and what was resolved there.</summary>
    public TopicPlace? Place { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        (Round, Day, Reason, Lead) = (Topic.Round is { } round ? English.Number(round) : "", DateParts.Of(Topic.OnDay), Topic.Reason, Topic.Lead);
        if (Place is { } place) { CameOf = string.Join("\n", place.Decided); }
        Meeting = Topic.MeetingId?.ToString() ?? "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var round = IndexModel.RoundOf(Round, ModelState, nameof(Round));
        var (day, wrong) = Day.Read("day", required: false);
        if (wrong is not null) { ModelState.AddDateError(nameof(Day), wrong); }
        if (!ModelState.IsValid) { return Page(); }
        return await DoneAsync(Of.Moves(Topic, round, day, Reason, Lead, clock.Now, db.Acting.Actor.Agency), "The programme is saved");
    }

    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (MeetingChoices.All(m => m.Value != Meeting)) { ModelState.AddModelError(nameof(Meeting), "Select a meeting, or none"); return Page(); }
        return await DoneAsync(Of.Closes(Topic, State, CameOf, Meeting.Length > 0 ? Guid.Parse(Meeting) : null, clock.Now, db.Acting.Actor.Agency), "What came of it is saved");
    }

    private async Task<IActionResult> DoneAsync(Outcome<Topic> outcome, string words)
    {
        if (outcome.Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = words;
        return Redirect($"/meetings/{BodyId}/programme");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Body>().Include(b => b.Topics).FirstOrDefaultAsync(b => b.Id == BodyId, HttpContext.RequestAborted) is not { } found
            || !found.Areas.All(a => db.Acting.Actor.Areas.Contains(a)) || found.EndedOn is not null || found.Topics.Find(t => t.Id == TopicId) is not { State: "planned" } topic) { return false; }
        (Of, Topic) = (found, topic);
        Place = (await agenda.OfAsync([topic], HttpContext.RequestAborted)).GetValueOrDefault(topic.Id);
        var held = await db.Set<Meeting>().AsNoTracking().Where(m => m.BodyId == BodyId && m.CancelledAt == null).OrderByDescending(m => m.HeldOn).Take(24).ToListAsync(HttpContext.RequestAborted);
        MeetingChoices = [new("", "None"), .. held.Select(m => new Choice(m.Id.ToString(), MeetingPage.Said(m)))];
        return true;
    }
}
