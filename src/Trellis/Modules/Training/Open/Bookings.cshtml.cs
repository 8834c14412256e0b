using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;

namespace Trellis.Modules.Training.Open;

/// <summary>What somebody booked, for themselves and for colleagues, and what they took part in.</summary>
[AllowAnonymous]
public sealed class BookingsModel(OpenDesk desk, Needs.Compliance compliance) : OpenPage(desk)
{
    public AtTheDoor Who { get; private set; } = null!;

    public IReadOnlyList<Booking> Coming { get; private set; } = [];

    public IReadOnlyList<Booking> Past { get; private set; } = [];

    /// <summary>What they learnt elsewhere, by their own word or their lead’s.</summary>
    public IReadOnlyList<Needs.Learnt> Elsewhere { get; private set; } = [];

    /// <summary>What they must have, where an agency named them and what they do.</summary>
    public IReadOnlyList<Needs.Standing> Must { get; private set; } = [];

    /// <summary>An agency names them, and they have not said whether it sees their training.</summary>
    public bool Unsaid { get; private set; }

    /// <summary>Of people they manage: they are asked whether these may come.</summary>
    public IReadOnlyList<Booking> ToAgree { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        Who = who;
        await Desk.Views.SawAsync("training-own", ActWords.GuestBooks, who.Known is { } seen ? [seen.Id] : [], cancellationToken: Stop);
        Elsewhere = await Db.Set<Needs.Learnt>().AsNoTracking().Include(l => l.File).Where(l => l.Email == who.Email && l.TakenBackAt == null).OrderByDescending(l => l.DoneOn).ToListAsync(Stop);
        await NamedAsync(who);
        var now = Desk.Clock.Now;
        ToAgree = await Db.Set<Booking>().AsNoTracking().Include(b => b.Delegate).Include(b => b.Workshop!).ThenInclude(w => w.Course).Where(b => b.ManagerEmail == who.Email && b.AgreedAt == null && b.AgreeBy > now && (b.State == "asked" || b.State == "waiting")).OrderBy(b => b.AgreeBy).ToListAsync(Stop);
        if (ToAgree.Count > 0) { await Desk.Views.SawAsync("training-agree", ActWords.GuestAgrees, [.. ToAgree.Select(b => b.DelegateId)], cancellationToken: Stop); }
        if (who.Known is not { } known) { return Page(); }
        var all = await Db.Set<Booking>().AsNoTracking().Include(b => b.Delegate).Include(b => b.Workshop!).ThenInclude(w => w.Course).Where(b => b.DelegateId == known.Id || b.BookedBy == known.Id).OrderBy(b => b.Workshop!.StartsAt).ToListAsync(Stop);
        Coming = all.FindAll(b => b.Stands && b.Workshop!.EndsAt > Desk.Clock.Now);
        Past = [.. all.Except(Coming).Reverse()];
        return Page();
    }

    private async Task NamedAsync(AtTheDoor who)
    {
        var named = await Db.Set<Needs.Worker>().AsNoTracking().Where(w => w.Email == who.Email && w.EndedOn == null).Select(w => new { w.Id, w.Agency }).ToListAsync(Stop);
        if (named.Count == 0) { return; }
        var said = await Db.Set<Needs.Showing>().AsNoTracking().Where(s => s.Email == who.Email && s.TakenBackAt == null).Select(s => s.Agency).ToListAsync(Stop);
        Unsaid = named.Exists(n => !said.Contains(n.Agency) && !(who.Known is { UserId: not null } own && own.Agency == n.Agency));
        var must = new List<Needs.Standing>();
        foreach (var one in named) { must.AddRange(await compliance.OfAsync(one.Agency, one.Id, Desk.Clock.Today, Stop)); }
        // Of two agencies that ask for the same level the one that is due first.
        Must = [.. must.GroupBy(m => m.Level).Select(g => g.MinBy(m => m.DueOn ?? DateOnly.MinValue)!).OrderBy(m => m.Level, StringComparer.Ordinal)];
    }

    public IActionResult OnPostLeave()
    {
        Desk.Door.Leave(HttpContext);
        return Redirect("/courses");
    }
}
