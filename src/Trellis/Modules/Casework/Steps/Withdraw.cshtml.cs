using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Steps;

/// <summary>Withdraws a step done in error or about the wrong child, after saying what that undoes.</summary>
[Does(ActWords.WithdrawStep)]
public sealed class WithdrawModel(StepDesk desk, Withdrawal withdrawal) : StepPage(desk)
{
    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public Withdrawal.Effects Effects { get; private set; } = null!;

    public IEnumerable<string> InTheWay => Effects.InTheWay.Select(s => Work.Definition(s).Title).Distinct();

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (Step.State is not (StepState.Done or StepState.Waiting)) { return Redirect($"/steps/{Id}"); }
        Effects = await withdrawal.EffectsAsync(Step);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (Kind is not ("error" or "wrong-person")) { ModelState.AddModelError(nameof(Kind), "Select what was wrong"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter what happened"); }
        if (!ModelState.IsValid)
        {
            Effects = await withdrawal.EffectsAsync(Step);
            return Page();
        }

        Db.Acting.Because(Why);
        var result = await withdrawal.WithdrawAsync(Step, Kind is "wrong-person");
        if (result.Refused(out var why))
        {
            Effects = await withdrawal.EffectsAsync(Step);
            return this.Refuse(why);
        }

        try
        {
            await Db.SaveChangesAsync();
        }
        catch (DbUpdateException clash) when (SomebodyWasFirst(clash))
        {
            TempData["done"] = "Somebody else was first. This is how it stands now";
            return Redirect($"/steps/{Id}");
        }

        TempData["done"] = $"{Definition.Title} withdrawn";
        return Redirect($"/matters/{Step.MatterId}");
    }
}
