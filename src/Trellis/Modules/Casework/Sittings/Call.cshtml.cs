using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Calls the meeting of a step, or moves the one that is called. A day past what the law gives is said, and not refused: the clock tells it.</summary>
[Does(ActWords.Convene)]
public sealed class CallModel(StepDesk desk, StepMeetings meetings) : MeetingStepPage(desk, meetings)
{
    private const int Longest = 500;

    [BindProperty]
    public DateTimeParts When { get; set; } = new();

    [BindProperty]
    public string How { get; set; } = "";

    [BindProperty]
    public string Place { get; set; } = "";

    [BindProperty]
    public string Link { get; set; } = "";

    public IReadOnlyList<Choice> HowChoices => [.. Sitting.Hows.Select(h => new Choice(h.Key, h.Value))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindMeetingAsync()) { return NotHere(); }
        if (!MayConvene) { return Redirect(Here); }
        if (Meeting.Now is { } called) { (When, How, Place, Link) = (DateTimeParts.Of(Moment.Exactly(called.StartsAt)), called.How, called.Place, called.Link); }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindMeetingAsync()) { return NotHere(); }
        var (when, fault) = When.Read("day and time of the meeting", required: true, timeRequired: true);
        if (fault is not null) { ModelState.AddDateError(nameof(When), fault); }
        if (!Sitting.Hows.ContainsKey(How)) { ModelState.AddModelError(nameof(How), "Select how people take part"); }
        if (How is "in-person" or "both" && Place.Trim().Length == 0) { ModelState.AddModelError(nameof(Place), "Enter where it is held"); }
        if (Place.Length > Longest) { ModelState.AddModelError(nameof(Place), "Where it is held must be 500 characters or fewer"); }
        if (Link.Trim().Length > 0 && (Link.Length > Longest || !Uri.TryCreate(Link.Trim(), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)) { ModelState.AddModelError(nameof(Link), "The address must begin with https:// and be 500 characters or fewer"); }
        if (!ModelState.IsValid) { return Page(); }
        var moved = Meeting.Now is not null;
        if (Meetings.Call(Step, Meeting, new SittingWhen(when!.Value.At, How, Place, Link)).Refused(out var why, out var sitting)) { return this.Refuse(why with { Field = nameof(When) }); }
        return await SaveAsync($"The meeting is {(moved ? "moved to" : "called for")} {English.DateTime(sitting.StartsAt)}");
    }
}
