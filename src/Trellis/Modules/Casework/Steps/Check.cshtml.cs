using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Steps;

/// <summary>Check your answers, then complete the step.</summary>
[Does(ActWords.CompleteStep)]
public sealed class CheckModel(StepDesk desk) : StepPage(desk)
{
    [BindProperty]
    public int Edition { get; set; }

    public Frozen? Written { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (Step.State is not StepState.Open || IsAnothers) { return Redirect($"/steps/{Id}"); }
        Edition = await Db.Drafts.Where(d => d.StepId == Id).Select(d => d.Edition).FirstOrDefaultAsync();
        (Written, var errors) = await Writing.ReadAsync(Step, Form);
        return errors.Count == 0 ? Page() : Redirect($"/steps/{Id}/fill");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        if (Step.State is not StepState.Open || IsAnothers) { return Redirect($"/steps/{Id}"); }
        var edition = await Db.Drafts.Where(d => d.StepId == Id).Select(d => d.Edition).FirstOrDefaultAsync();
        (Written, var errors) = await Writing.ReadAsync(Step, Form);
        if (errors.Count > 0 || Written is null) { return Redirect($"/steps/{Id}/fill"); }
        if (edition != Edition)
        {
            // What would be completed is not what was checked.
            Edition = edition;
            ModelState.AddModelError("", "Somebody else changed these answers while you were checking them. Check them again");
            return Page();
        }

        // Each child's own reason stands in their answers: beside the others' it would be read in the record of a brother.
        Db.Acting.Because(Written.Said.Select(s => s.Reason).Distinct().ToArray() is [{ } common] ? common : null);
        var result = await Work.CompleteAsync(Step, Written);
        if (result.Refused(out var why, out var state)) { return this.Refuse(why); }
        try
        {
            await Db.SaveChangesAsync();
        }
        catch (DbUpdateException clash) when (SomebodyWasFirst(clash))
        {
            return Redirect($"/steps/{Id}");
        }

        TempData["done"] = state is StepState.Waiting ? $"{Definition.Title} sent for approval" : $"{Definition.Title} completed";
        return Redirect(Whence);
    }
}
