using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>A sitting that did not decide: adjourned, not quorate, cancelled, to be continued. The step stays to be held, and its clocks run on.</summary>
[Does(ActWords.Adjourn)]
public sealed class EndModel(StepDesk desk, StepMeetings meetings) : MeetingStepPage(desk, meetings)
{
    [BindProperty]
    public string Ending { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<Choice> Endings => [.. CaseStep.Sittings.Select(e => new Choice(e, Sitting.Endings[e]))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindMeetingAsync()) { return NotHere(); }
        return Step.State is StepState.Open && Meeting.Now is not null ? Page() : Redirect(Here);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindMeetingAsync()) { return NotHere(); }
        if (!CaseStep.Sittings.Contains(Ending)) { ModelState.AddModelError(nameof(Ending), "Select what became of the meeting"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why"); }
        if (!ModelState.IsValid) { return Page(); }
        Db.Acting.Because(Why);
        if (Meetings.End(Step, Meeting, Ending).Refused(out var why)) { return this.Refuse(why with { Field = nameof(Ending) }); }
        return await SaveAsync("Recorded. The step stays to be held: call the meeting again", Here);
    }
}
