using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Allegations;

/// <summary>What a setting has to do, as an action of the one list. It is about no matter, so that nobody learns of one by it.</summary>
[Does(ActWords.SetLearning)]
public sealed class LearningModel(AllegationDesk desk, ActionSetting setting, AgencyRegister agencies) : PageModel
{
    public AllegationDesk Desk => desk;

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Owner { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (desk.Areas is [var only]) { Area = only.Value; }
        if (AgencyChoices.All(c => c.Value != Agency)) { ModelState.AddModelError(nameof(Agency), "Select whose it is"); }
        if (desk.Areas.All(c => c.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area"); }
        var (due, fault) = Due.Read("day it is to be done by", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(Due), fault); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ActionToSet([Area], Text) { Source = ActionSources.Other, Item = "Safer organisations", Owner = new ActionOwner(Agency, Owner.Trim()), DueOn = due };
        if ((await setting.SetAsync(asked, HttpContext.RequestAborted)).Refused(out var why, out var set)) { return this.Refuse(why with { Field = why.Field switch { "DueOn" => nameof(Due), _ => why.Field } }); }
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"Action {set.Reference} is set";
        return Redirect("/allegations");
    }

    private async Task LoadAsync() => AgencyChoices = [.. (await agencies.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
}
