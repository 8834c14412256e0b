using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Casework.Steps;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Sets an action in the one list, about the matter: whoever sees the matter sees it, and the agency whose it is.</summary>
[Does(ActWords.SetStepAction)]
public sealed class ActModel(StepDesk desk, StepMeetings meetings, ActionSetting setting) : MeetingStepPage(desk, meetings)
{
    [BindProperty]
    public string ToDo { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Owner { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotHere();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotHere(); }
        if (AgencyChoices.All(a => a.Value != Agency)) { ModelState.AddModelError(nameof(Agency), "Select an agency, or none"); }
        var (due, fault) = Due.Read("day it is to be done by");
        if (fault is not null) { ModelState.AddDateError(nameof(Due), fault); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ActionToSet([Step.Area], ToDo)
        {
            Source = ActionSources.Step,
            SourceId = Step.Id,
            MatterId = Step.MatterId,
            VisibleTo = Step.VisibleTo,
            Item = Definition.Title,
            Owner = new ActionOwner(Agency.Length > 0 ? Agency : null, Owner.Trim()),
            DueOn = due,
        };
        if ((await setting.SetAsync(asked, HttpContext.RequestAborted)).Refused(out var why, out var made)) { return this.Refuse(why with { Field = why.Field switch { "Text" => nameof(ToDo), "DueOn" => nameof(Due), _ => nameof(Owner) } }); }
        return await SaveAsync($"Action {made.Reference} is set");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindMeetingAsync()) { return false; }
        AgencyChoices = [new("", "None: it is the family’s, or somebody else’s"), .. (await Register.ListAsync(Step.Area)).Select(a => new Choice(a.Code, a.Title))];
        return true;
    }
}
