using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Takes an invitation back. What they said stays; what they see ends.</summary>
[Does(ActWords.Convene)]
public sealed class WithdrawModel(StepDesk desk, StepMeetings meetings) : MeetingStepPage(desk, meetings)
{
    [FromRoute(Name = "invited")]
    public Guid InvitedId { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    public Invited Who { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => !await LoadAsync() ? NotHere() : MayConvene ? Page() : Redirect(Here);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (!MayConvene) { return Redirect(Here); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why"); }
        if (!ModelState.IsValid) { return Page(); }
        Db.Acting.Because(Why);
        if ((await Meetings.WithdrawAsync(Step, Who, HttpContext.RequestAborted)).Refused(out var why)) { return this.Refuse(why with { Field = nameof(Why) }); }
        return await SaveAsync($"The invitation is taken back: {Meeting.Called(Who)}");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindMeetingAsync() || Meeting.Invited.FirstOrDefault(i => i.Id == InvitedId) is not { } who) { return false; }
        Who = who;
        return true;
    }
}
