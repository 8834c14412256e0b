using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Retention;

/// <summary>Somebody else decides what was proposed. Approved, it is done at once.</summary>
[Does(ActWords.DecideDisposal)]
public sealed class DecideModel(TrellisDb db, Keeping keeping, Disposing disposing, PracticeModel practice, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    /// <summary>The proposal. The address names no person.</summary>
    [FromRoute(Name = "proposal")]
    public Guid ProposalId { get; set; }

    [BindProperty]
    public string Decision { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public Proposal Of { get; private set; } = null!;

    public string ProposedBy { get; private set; } = "";

    public bool IsOwn => Of.ProposedBy == db.Acting.Actor.UserId;

    public string Schedule => practice.Retention.Find(Of.Schedule)?.Title ?? Of.Schedule;

    public string Authority => practice.Retention.Find(Of.Schedule)?.Authority ?? "";

    public static IReadOnlyList<Choice> Decisions => [new("approve", "Dispose of it"), new("refuse", "Keep it")];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Decisions.All(d => d.Value != Decision)) { ModelState.AddModelError(nameof(Decision), "Select what you decide"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        if (Of.Decide(Decision is "approve", await keeping.OfAsync(Of.PersonId!.Value), db.Acting.Actor, clock.Today, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        if (Of.Approved is not true)
        {
            TempData["done"] = "Kept";
            return Redirect("/retention");
        }

        return await CarryOutAsync();
    }

    /// <summary>Approved, and broken off before it was done.</summary>
    public async Task<IActionResult> OnPostCarryAsync() => await LoadAsync() && Of.Approved is true && (await keeping.OfAsync(Of.PersonId!.Value)) is { HeldBy: null } ? await CarryOutAsync() : NotFound();

    private async Task<IActionResult> CarryOutAsync()
    {
        var (act, rows) = await disposing.DisposeAsync(Of);
        TempData["done"] = $"{English.Count(rows, "row", "rows")} disposed of under act {act}";
        return Redirect("/retention");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Proposal>().FirstOrDefaultAsync(p => p.Id == ProposalId && p.PersonId != null && (p.Approved == null || p.Approved == true) && p.DisposedAct == null) is not { } found) { return false; }
        Of = found;
        await views.SawAsync("retention-list", ActWords.DecideDisposal, [found.PersonId!.Value], found.Area);
        ProposedBy = (await agencies.NamesAsync([found.ProposedBy])).GetValueOrDefault(found.ProposedBy, "Somebody");
        return true;
    }
}
