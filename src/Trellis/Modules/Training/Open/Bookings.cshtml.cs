using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;

namespace Trellis.Modules.Training.Open;

/// <summary>What somebody booked, for themselves and for colleagues, and what they took part in.</summary>
[AllowAnonymous]
public sealed class BookingsModel(OpenDesk desk) : OpenPage(desk)
{
    public AtTheDoor Who { get; private set; } = null!;

    public IReadOnlyList<Booking> Coming { get; private set; } = [];

    public IReadOnlyList<Booking> Past { get; private set; } = [];

    /// <summary>Of people they manage: they are asked whether these may come.</summary>
    public IReadOnlyList<Booking> ToAgree { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        Who = who;
        var now = Desk.Clock.Now;
        ToAgree = await Db.Set<Booking>().AsNoTracking().Include(b => b.Delegate).Include(b => b.Workshop!).ThenInclude(w => w.Course).Where(b => b.ManagerEmail == who.Email && b.AgreedAt == null && b.AgreeBy > now && (b.State == "asked" || b.State == "waiting")).OrderBy(b => b.AgreeBy).ToListAsync(Stop);
        if (ToAgree.Count > 0) { await Desk.Views.SawAsync("training-agree", ActWords.GuestAgrees, [.. ToAgree.Select(b => b.DelegateId)], cancellationToken: Stop); }
        if (who.Known is not { } known) { return Page(); }
        await Desk.Views.SawAsync("training-own", ActWords.GuestBooks, [known.Id], cancellationToken: Stop);
        var all = await Db.Set<Booking>().AsNoTracking().Include(b => b.Delegate).Include(b => b.Workshop!).ThenInclude(w => w.Course).Where(b => b.DelegateId == known.Id || b.BookedBy == known.Id).OrderBy(b => b.Workshop!.StartsAt).ToListAsync(Stop);
        Coming = all.FindAll(b => b.Stands && b.Workshop!.EndsAt > Desk.Clock.Now);
        Past = [.. all.Except(Coming).Reverse()];
        return Page();
    }

    public IActionResult OnPostLeave()
    {
        Desk.Door.Leave(HttpContext);
        return Redirect("/courses");
    }
}
