using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Open;

/// <summary>All that the public pages use.</summary>
public sealed class OpenDesk(TrellisDb db, Door door, Programme programme, BookingDesk desk, Views views, WorkingCalendar calendar, LondonClock clock)
{
    public TrellisDb Db => db;

    public Door Door => door;

    public Programme Programme => programme;

    public BookingDesk Desk => desk;

    public Views Views => views;

    public WorkingCalendar Calendar => calendar;

    public LondonClock Clock => clock;
}

/// <summary>A page of training that anybody may open.</summary>
public abstract class OpenPage(OpenDesk desk) : PageModel
{
    public OpenDesk Desk => desk;

    public TrainingRules Rules => desk.Programme.Rules;

    protected TrellisDb Db => desk.Db;

    protected CancellationToken Stop => HttpContext.RequestAborted;

    public IReadOnlyList<Choice> SectorChoices => [.. Rules.Sectors.Select(s => new Choice(s.Id, s.Title))];

    public IReadOnlyList<Choice> RoleChoices => [.. Rules.Roles.Select(r => new Choice(r.Id, r.Title))];

    /// <summary>Who is at the door, or null: then the page sends them to prove their address, and back.</summary>
    protected async Task<AtTheDoor?> AtTheDoorAsync()
    {
        Response.Headers.CacheControl = "no-store";
        return await desk.Door.WhoAsync(HttpContext, Stop);
    }

    protected IActionResult ProveFirst() => Redirect($"/courses/you?to={Request.Path.Value?.ToLowerInvariant()}");

    /// <summary>A booking of theirs: their own place, or one they booked for a colleague.</summary>
    protected async Task<Booking?> MineAsync(AtTheDoor who, string reference)
    {
        if (who.Known is not { } known) { return null; }
        var asked = reference.ToUpperInvariant();
        return await Db.Set<Booking>().Include(b => b.Delegate).Include(b => b.Workshop!).ThenInclude(w => w.Course).Include(b => b.Workshop!).ThenInclude(w => w.Sessions).AsSplitQuery()
            .FirstOrDefaultAsync(b => b.Reference == asked && (b.DelegateId == known.Id || b.BookedBy == known.Id), Stop);
    }

    /// <summary>Somebody by their address, described as said; new where nobody had it.</summary>
    protected async Task<Outcome<(Delegate Who, bool New)>> DescribedAsync(string email, DelegateText text, Guid? user, string area)
    {
        var found = await Db.Set<Delegate>().FirstOrDefaultAsync(d => d.Email == email, Stop);
        var who = found ?? new Delegate { Email = email, MadeAt = Desk.Clock.Now };
        if (who.Describe(text, user, Rules, area, Desk.Clock.Now).Refused(out var why)) { return why; }
        if (found is null) { Db.Add(who); }
        return (who, found is null);
    }
}
