using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Plans;

/// <summary>Adds an action to an outcome, or changes one. With an agency and a day it stands in the one list of actions, and is followed there.</summary>
[Does(ActWords.WritePlan)]
public sealed class ActionModel(TrellisDb db, ActionSetting setting, ActionNotes notes, AgencyRegister register, LondonClock clock) : PageModel
{
    /// <summary>Which outcome a new one belongs to.</summary>
    [FromQuery(Name = "outcome")]
    public Guid? OutcomeId { get; set; }

    /// <summary>Which one is changed.</summary>
    [FromQuery(Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Purpose { get; set; } = "";

    [BindProperty]
    public string Who { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public Plan Of { get; private set; } = null!;

    public PlanOutcome Outcome { get; private set; } = null!;

    /// <summary>Which one is changed; null: a new one.</summary>
    public PlanAction? Held { get; private set; }

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid plan)
    {
        if (!await LoadAsync(plan)) { return NotFound(); }
        (Text, Purpose, Who, Agency, Due) = (Held?.Text ?? "", Held?.Purpose ?? "", Held?.Who ?? "", Held?.Agency ?? "", DateParts.Of(Held?.DueOn));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid plan)
    {
        if (!await LoadAsync(plan)) { return NotFound(); }
        var printed = Held is { IsPrinted: true };
        var (due, wrong) = Due.Read("day it is due", required: printed);
        if (wrong is not null) { ModelState.AddDateError(nameof(Due), wrong); }
        if (AgencyChoices.All(a => a.Value != Agency) || (printed && Agency.Length == 0)) { ModelState.AddModelError(nameof(Agency), "Select the agency that does it"); }
        if (!ModelState.IsValid) { return Page(); }
        var action = Held;
        var words = new PlanActionWords(Text.Trim(), Purpose.Trim(), Who.Trim(), Agency.Length > 0 ? Agency : null, due is { } day ? English.Date(day) : "", due, "", "", null);
        if (!printed && Of.Promise(Outcome, Held, words, db.Acting.Actor, clock.Now).Refused(out var why, out action)) { return this.Refuse(why); }
        if (Held is null) { db.Add(action!); }
        if (Agency.Length > 0 && due is not null && (await ListAsync(action!, due.Value)) is { } refused) { return this.Refuse(refused); }
        await db.SaveChangesAsync();
        TempData["done"] = action!.ActionId is not null ? "The action stands in the plan and in the list of actions" : Held is null ? "The action is added" : "The action is changed";
        return Redirect($"/plans/{plan}");
    }

    /// <summary>Sets it in the one list and tells the agency; null: done.</summary>
    private async Task<Refusal?> ListAsync(PlanAction action, DateOnly due)
    {
        var actor = db.Acting.Actor;
        var who = Held is { IsPrinted: true } ? action.Who : Who.Trim();
        var asked = new ActionToSet([.. Of.Areas.Where(actor.Areas.Contains)], action.Text) { Source = ActionSources.Plan, SourceId = Of.Id, Item = Of.Title, Owner = new ActionOwner(Agency, who.Length > ActionOwner.LongestWritten ? "" : who), DueOn = due };
        if ((await setting.SetAsync(asked)).Refused(out var why, out var set)) { return why with { Field = why.Field switch { "DueOn" => nameof(Due), "Owner" => nameof(Who), _ => nameof(Text) } }; }
        Of.Listed(action, set.Id, actor, clock.Now);
        await notes.TellAsync(set, _ => []);
        return null;
    }

    private async Task<bool> LoadAsync(Guid plan)
    {
        if (await db.Set<Plan>().Whole().FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted) is not { } found) { return false; }
        Held = Id is { } id ? found.Actions.FirstOrDefault(a => a.Id == id) : null;
        if ((Held?.Outcome ?? found.Priorities.SelectMany(p => p.Outcomes).FirstOrDefault(o => o.Id == OutcomeId)) is not { } outcome || (Id is not null && Held is not { ActionId: null })) { return false; }
        (Of, Outcome) = (found, outcome);
        AgencyChoices = [new("", "No agency yet"), .. (await register.ListAsync()).OrderBy(a => a.Title, StringComparer.CurrentCulture).Select(a => new Choice(a.Code, a.Title))];
        return true;
    }
}
