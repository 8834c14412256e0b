using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training;

/// <summary>Moves a booking to another date of the same course.</summary>
public sealed partial class BookingDesk
{
    /// <summary>
    /// In one step: the place is given up and another taken, or waited for where the other date is full or others wait. Nobody is passed.
    /// Whoever found no seat because too many came keeps their turn. In time it costs nothing, and a fee that was paid counts for the new date; late it costs what cancelling costs.
    /// </summary>
    /// <returns>The new booking, and the charge of moving late, if there is one.</returns>
    public async Task<Outcome<(Booking Booking, Charge? Charge)>> ChangeDateAsync(Workshop from, Booking booking, Workshop to, Delegate who, CancellationToken stop = default)
    {
        if (to.CourseId != from.CourseId || to.Id == from.Id) { return new Refusal("To", "Select another date of this course"); }
        // Always in the same order, so that two who change places do not wait for each other.
        foreach (var id in new[] { from.Id, to.Id }.Order()) { await db.OneAtATimeAsync(id, stop); }
        await db.Entry(booking).ReloadAsync(stop);
        var owed = booking.Came == "full";
        if (owed && await db.Set<Booking>().AnyAsync(b => b.MovedFrom == booking.Id, stop)) { return new Refusal("To", "Another date was taken in place of this one already"); }
        if (booking.AsksManager) { return new Refusal("To", "The line manager has not answered yet. Wait for the answer, or cancel it and book the other date"); }
        if (await StandingAsync(to.Id, who.Id, stop) is { } standing) { return new Refusal("To", $"{who.Name} is down for that date already: {Booking.States[standing].ToLowerInvariant()}"); }
        var queue = await db.Set<Booking>().AnyAsync(b => b.WorkshopId == to.Id && b.State == "waiting", stop);
        if (booking.ToDate(to, who, queue ? null : await FreeSeatAsync(to, who, stop: stop), owed ? booking.Turn : await NextTurnAsync(stop), clock.Now).Refused(out var why, out var moved)) { return why with { Field = "To" }; }
        // Who found no seat has nothing to give up, and is before everybody who came to book later.
        (Charge? Charge, bool Late) given = (null, false);
        if (!owed && (await GiveUpAsync(from, booking, who.Sector, "Moved to another date in time", stop)).Refused(out why, out given)) { return why; }
        db.Add(moved);
        db.Add(Letter.About(moved, moved.State == "confirmed" ? "booked" : "waiting", clock.Now));
        if (moved.State == "confirmed" && (given.Late || !await PaidBeforeAsync(booking.Id, stop))) { ChargeFee(to, moved, who); }
        if (!owed) { await OfferAsync(from, freed: booking, stop); }
        return (moved, given.Charge);
    }

    /// <summary>Whether a fee was paid for a date this was moved from in time.</summary>
    private async Task<bool> PaidBeforeAsync(Guid? moved, CancellationToken stop)
    {
        while (moved is { } id)
        {
            var before = await db.Set<Booking>().AsNoTracking().Where(b => b.Id == id).Select(b => new { b.MovedFrom, b.Late, Paid = db.Set<Charge>().Any(c => c.BookingId == id && c.Kind == "fee" && c.PaidOn != null) }).SingleAsync(stop);
            if (before.Late || before.Paid) { return !before.Late; }
            moved = before.MovedFrom;
        }

        return false;
    }
}
