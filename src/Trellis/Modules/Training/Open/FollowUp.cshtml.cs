using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;

namespace Trellis.Modules.Training.Open;

/// <summary>Three months later: what changed, an example, what their manager says.</summary>
[AllowAnonymous]
public sealed class FollowUpModel(OpenDesk desk) : OpenPage(desk)
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Changed { get; set; } = "";

    [BindProperty]
    public string Example { get; set; } = "";

    [BindProperty]
    public string ManagerSays { get; set; } = "";

    public Booking Of { get; private set; } = null!;

    /// <summary>What they said they would do.</summary>
    public string Said { get; private set; } = "";

    public IReadOnlyList<Choice> ChangeChoices => [.. FollowUp.Changes.Select(c => new Choice(c.Key, c.Value))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        return await LoadAsync(who) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (!await LoadAsync(who)) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestEvaluates);
        if (FollowUp.Give(Of, Changed, Example, ManagerSays, Desk.Clock.Now).Refused(out var why, out var given)) { return this.Refuse(why); }
        Db.Add(given);
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = "Thank you. This is how we know that training works";
        return Redirect($"/courses/bookings/{Of.Reference.ToLowerInvariant()}");
    }

    private async Task<bool> LoadAsync(AtTheDoor who)
    {
        if (await MineAsync(who, Reference) is not { AskedAt: not null } of || of.DelegateId != who.Known!.Id || await Db.Set<FollowUp>().AnyAsync(f => f.Id == of.Id, Stop)) { return false; }
        Of = of;
        Said = await Db.Set<Evaluation>().Where(e => e.Id == of.Id).Select(e => e.WillDo).FirstOrDefaultAsync(Stop) ?? "";
        await Desk.Views.SawAsync("training-own", ActWords.GuestEvaluates, [of.DelegateId], of.Area, cancellationToken: Stop);
        return true;
    }
}
