using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Open;

/// <summary>A line manager says whether somebody they manage comes. It opens for the address that was asked, and no other.</summary>
[AllowAnonymous]
public sealed class AgreeModel(OpenDesk desk) : OpenPage(desk)
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public Booking Of { get; private set; } = null!;

    public Workshop Workshop => Of.Workshop!;

    public string Here => $"/courses/agree/{Of.Reference.ToLowerInvariant()}";

    public bool Answerable => Of.AsksManager && Of.AgreeBy > Desk.Clock.Now;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        return await LoadAsync(who) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostAsync() => AnswerAsync("You agreed. They are told", async () => (await Desk.Desk.AgreeAsync(Workshop, Of, Of.Delegate!, Stop)).Refused(out var why) ? why : null);

    public Task<IActionResult> OnPostNoAsync() => AnswerAsync("You did not agree. They are told", async () => (await Desk.Desk.DeclineAsync(Workshop, Of, Why, Stop)).Refused(out var why) ? why : null);

    private async Task<IActionResult> AnswerAsync(string done, Func<Task<Refusal?>> answer)
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (!await LoadAsync(who)) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestAgrees);
        if (await answer() is { } why) { return this.Refuse(why); }
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = done;
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync(AtTheDoor who)
    {
        var asked = Reference.ToUpperInvariant();
        if (await Db.Set<Booking>().Include(b => b.Delegate).Include(b => b.Workshop!).ThenInclude(w => w.Course).Include(b => b.Workshop!).ThenInclude(w => w.Sessions).AsSplitQuery()
            .FirstOrDefaultAsync(b => b.Reference == asked && b.ManagerEmail == who.Email, Stop) is not { } of) { return false; }
        Of = of;
        await Desk.Views.SawAsync("training-agree", ActWords.GuestAgrees, [of.DelegateId], of.Area, cancellationToken: Stop);
        return true;
    }
}
