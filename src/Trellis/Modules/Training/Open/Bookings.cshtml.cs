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

    /// <summary>What they learnt elsewhere, by their own word or their lead’s.</summary>
    public IReadOnlyList<Needs.Learnt> Elsewhere { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        Who = who;
        await Desk.Views.SawAsync("training-own", ActWords.GuestBooks, who.Known is { } seen ? [seen.Id] : [], cancellationToken: Stop);
        Elsewhere = await Db.Set<Needs.Learnt>().AsNoTracking().Where(l => l.Email == who.Email && l.TakenBackAt == null).OrderByDescending(l => l.DoneOn).ToListAsync(Stop);
        if (who.Known is not { } known) { return Page(); }
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
