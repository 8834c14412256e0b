using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>
/// Gives places, takes them back and offers them to whoever has waited longest. Of one workshop one at a time: who comes first has the
/// place, and the database holds that no seat is given twice. The caller begins the act and saves.
/// </summary>
public sealed partial class BookingDesk(TrellisDb db, PracticeModel practice, Turnout turnout, WorkingCalendar calendar, LondonClock clock)
{
    public TrainingRules Rules => practice.Training;

    /// <summary>Books, or puts on the waiting list. Somebody who has a place, or waits for one, is told so.</summary>
    /// <param name="newcomer">They were not known before: they are added with the booking.</param>
    /// <param name="before">How many of the same group were given a place in this act, which the database does not know of yet.</param>
    /// <param name="manager">The address of their line manager, where their agency wants it; null: whoever books agrees for them.</param>
    public async Task<Outcome<Booking>> BookAsync(Workshop on, Delegate who, bool newcomer, Guid by, string needs, int before = 0, string? manager = "", CancellationToken stop = default)
    {
        if (Asks(on, who, manager).Refused(out var why, out var asks)) { return why; }
        await db.OneAtATimeAsync(on.Id, stop);
        if (!newcomer && await StandingAsync(on.Id, who.Id, stop) is { } standing) { return new Refusal("", $"{who.Name} is down for this workshop already: {Booking.States[standing].ToLowerInvariant()}"); }
        // Nobody is given a place past those who wait for one.
        var queue = await db.Set<Booking>().AnyAsync(b => b.WorkshopId == on.Id && b.State == "waiting", stop);
        if (Booking.Make(on, who, by, needs, queue ? null : await FreeSeatAsync(on, who, before, stop), await NextTurnAsync(stop), clock.Now, asks.Manager).Refused(out why, out var booking)) { return why; }
        db.Add(booking);
        db.Add(Letter.About(booking, booking.State == "confirmed" ? "booked" : booking.State, clock.Now));
        if (asks.Manager is not null) { db.Add(Letter.Asking(booking, clock.Now)); }
        if (booking.State == "confirmed") { ChargeFee(on, booking, who); }
        return booking;
    }

    /// <summary>The charge of a late cancellation, if there is one. A free place is offered on.</summary>
    public async Task<Outcome<(Booking Booking, Charge? Charge)>> CancelAsync(Workshop on, Booking booking, string sector, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(on.Id, stop);
        await db.Entry(booking).ReloadAsync(stop);
        if ((await GiveUpAsync(on, booking, sector, "Cancelled in time", stop)).Refused(out var why, out var given)) { return why; }
        db.Add(Letter.About(booking, "cancelled", clock.Now));
        await OfferAsync(on, freed: booking, stop);
        return (booking, given.Charge);
    }

    private async Task<Outcome<(Charge? Charge, bool Late)>> GiveUpAsync(Workshop on, Booking booking, string sector, string waived, CancellationToken stop)
    {
        var fees = await db.Set<Charge>().Where(c => c.BookingId == booking.Id && c.Kind == "fee" && c.PaidOn == null && c.WaivedOn == null).ToListAsync(stop);
        if (booking.Cancel(on, Rules, calendar, clock.Now).Refused(out var why)) { return why; }
        Charge? charge = null;
        if (!booking.Late) { foreach (var fee in fees) { fee.Waive(waived, clock.Now).Refused(out _); } }
        else if (Rules.Sector(sector)?.Fee(on.Length) is not > 0)
        {
            // Whoever pays for the place pays for it all the same, and nothing more.
            charge = Charge.Make(booking, "late-cancellation", Rules.LateCancellation.Of(on.Length), Rules.Edition, clock.Now);
            if (charge is not null) { db.Add(charge); }
        }

        return (charge, booking.Late);
    }

    /// <summary>Free places are offered to those who have waited longest, unless the workshop is too near.</summary>
    /// <param name="freed">A place given back in this act, which the database does not know of yet.</param>
    /// <returns>How many were offered one.</returns>
    public async Task<int> OfferAsync(Workshop on, Booking? freed, CancellationToken stop = default)
    {
        if (!on.MayBeBooked(clock.Now) || clock.Today >= Deadline.Due(Rules.NoOffersWithin, Moment.On(on.Day), calendar).Date) { return 0; }
        var waiting = await db.Set<Booking>().Where(b => b.WorkshopId == on.Id && b.State == "waiting").OrderBy(b => b.Turn).Take(on.Places).ToListAsync(stop);
        if (waiting.Count == 0) { return 0; }
        var held = await HeldAsync(on.Id, freed?.Id, stop);
        var (offered, room) = (0, on.Capacity - held.Count);
        // Of a workshop that may be overbooked one at a time: each place that is given is part of the next forecast, once it is saved.
        if (room <= 0 && await FitsAsync(on, null, held.Count, stop)) { room = 1; }
        foreach (var (next, seat) in waiting.Where(b => b.Id != freed?.Id).Zip(Enumerable.Range(1, Most(on)).Except(held)).Take(Math.Max(0, room)))
        {
            if (next.AsksManager)
            {
                if (!next.Hold(seat, clock.Now).Refused(out _)) { db.Add(Letter.About(next, "asked", clock.Now)); }
                continue;
            }

            var until = Deadline.Due(Rules.OfferStands, Moment.Exactly(clock.Now), calendar);
            if (next.Offer(seat, until.At < on.StartsAt ? until.At : on.StartsAt, clock.Now).Refused(out _)) { continue; }
            db.Add(Letter.About(next, "offered", clock.Now));
            offered++;
        }

        return offered;
    }

    /// <summary>They take the place they were offered.</summary>
    public async Task<Outcome<Booking>> AcceptAsync(Workshop on, Booking booking, Delegate who, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(on.Id, stop);
        await db.Entry(booking).ReloadAsync(stop);
        if (booking.Accept(clock.Now).Refused(out var why)) { return why; }
        if (!await PaidBeforeAsync(booking.MovedFrom, stop)) { ChargeFee(on, booking, who); }
        db.Add(Letter.About(booking, "booked", clock.Now));
        return booking;
    }

    /// <summary>The lowest seat nobody holds; null: all are taken.</summary>
    /// <param name="who">Who would have it: beyond the room’s places one is given only as the rules and the forecast allow. Null: none beyond.</param>
    /// <param name="before">How many of those were given in this act already.</param>
    public async Task<int?> FreeSeatAsync(Workshop on, Delegate? who = null, int before = 0, CancellationToken stop = default)
    {
        var held = await HeldAsync(on.Id, null, stop);
        if (held.Count + before >= on.Capacity && (who is null || !await FitsAsync(on, who, held.Count + before, stop))) { return null; }
        return Enumerable.Range(1, Most(on)).Except(held).Skip(before).Cast<int?>().FirstOrDefault();
    }

    /// <summary>As many places as the rules of today allow, and the workshop was planned with.</summary>
    private int Most(Workshop on) => Math.Min(on.Places, Rules.Places(on.Capacity));

    /// <summary>One more is foretold to fit the room, even at the upper end of the range.</summary>
    private async Task<bool> FitsAsync(Workshop on, Delegate? who, int held, CancellationToken stop) =>
        held < Most(on) && await turnout.OfAsync(on, who, stop) is { } foretold && foretold.High + (who is null ? 1 : 0) <= on.Capacity;

    public async Task<long> NextTurnAsync(CancellationToken stop = default) => await db.Database.SqlQuery<long>($"select nextval('training.turn') as \"Value\"").SingleAsync(stop);

    private Task<List<int>> HeldAsync(Guid workshop, Guid? but, CancellationToken stop) =>
        db.Set<Booking>().Where(b => b.WorkshopId == workshop && b.Seat != null && b.Id != but).Select(b => b.Seat!.Value).ToListAsync(stop);

    private Task<string?> StandingAsync(Guid workshop, Guid who, CancellationToken stop) =>
        db.Set<Booking>().Where(b => b.WorkshopId == workshop && b.DelegateId == who && (b.State == "waiting" || b.State == "offered" || b.State == "asked" || b.State == "confirmed")).Select(b => (string?)b.State).FirstOrDefaultAsync(stop);

    private void ChargeFee(Workshop on, Booking booking, Delegate who)
    {
        if (Charge.Make(booking, "fee", Rules.Sector(who.Sector)?.Fee(on.Length) ?? 0, Rules.Edition, clock.Now) is { } fee) { db.Add(fee); }
    }
}
