using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Workshops;

/// <summary>A workshop: when, where, who gives it, who is down for it. Opened for booking, or cancelled, with everybody told.</summary>
[Does(ActWords.ViewTraining)]
public sealed class ShowModel(TrellisDb db, Programme programme, Turnout turnout, Views views, LondonClock clock) : WorkshopPage(db, programme, views, clock)
{
    [BindProperty]
    public string Why { get; set; } = "";

    public bool MayTake => Actor.May(ActWords.TakeTraining) && Of.CancelledAt is null && Of.OpenedAt is not null;

    /// <summary>How many are expected; null where there is too little to say it from.</summary>
    public Foretold? Foretold { get; private set; }

    /// <summary>It is still to come, and whoever looks plans workshops.</summary>
    public bool Foretells => Actor.May(ActWords.PlanWorkshop) && Of.CancelledAt is null && Of.StartsAt > Clock.Now && Listed.Seats > 0;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync(ActWords.ViewTraining, tracked: false)) { return NotFound(); }
        if (Foretells) { Foretold = await turnout.OfAsync(Of, stop: Stop); }
        return Page();
    }

    [Does(ActWords.PlanWorkshop)]
    public async Task<IActionResult> OnPostOpenAsync()
    {
        if (!await LoadAsync(ActWords.PlanWorkshop, tracked: true)) { return NotFound(); }
        if (Of.OpenIt(Actor, Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync(Of.Course!.Open ? "It can be booked now" : "It is open. The course is not in the catalogue yet");
    }

    [Does(ActWords.CancelWorkshop)]
    public async Task<IActionResult> OnPostCancelAsync()
    {
        if (!await LoadAsync(ActWords.CancelWorkshop, tracked: true)) { return NotFound(); }
        await Db.OneAtATimeAsync(Of.Id, Stop);
        if (Of.Cancel(Why, Actor, Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        var standing = Bookings.Where(b => b.Stands).ToArray();
        foreach (var booking in standing)
        {
            booking.NotHeld(Clock.Now);
            Db.Add(Letter.About(booking, "not-held", Clock.Now));
        }

        var ids = standing.Select(b => b.Id).ToArray();
        foreach (var charge in await Db.Set<Charge>().Where(c => ids.Contains(c.BookingId) && c.PaidOn == null && c.WaivedOn == null).ToListAsync(Stop)) { charge.Waive("The workshop was cancelled", Clock.Now).Refused(out _); }
        return await SavedAsync($"Cancelled. {English.Count(standing.Length, "person is", "people are")} told");
    }
}
