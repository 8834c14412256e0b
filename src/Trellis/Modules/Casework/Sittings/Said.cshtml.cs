using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>The chair, or whoever writes for the chair, writes down what a participant says.</summary>
[Does(ActWords.Convene)]
public sealed class SaidModel(StepDesk desk, StepMeetings meetings) : MeetingStepPage(desk, meetings)
{
    [FromRoute(Name = "invited")]
    public Guid InvitedId { get; set; }

    [BindProperty]
    public SaidForm Said { get; set; } = new();

    public Invited Who { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (!MayConvene) { return Redirect(Here); }
        Said = SaidForm.Of(Who);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (Said.IsBehind(Meeting, Who, ModelState)) { return Page(); }
        if (Said.Read(Definition, ModelState) is not { } contribution) { return Page(); }
        if (Who.Say(Step, contribution, "for-them", Now, Actor).Refused(out var why)) { return this.Refuse(why with { Field = why.Field.Length == 0 ? "" : $"Said.{why.Field}" }); }
        return await SaveAsync($"What was said is recorded: {Meeting.Called(Who)}");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindMeetingAsync() || Meeting.Invited.FirstOrDefault(i => i.Id == InvitedId) is not { } who) { return false; }
        Who = who;
        return true;
    }
}
