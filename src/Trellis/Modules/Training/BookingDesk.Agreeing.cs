using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>Asks line managers where their agency wants it, and does what they say.</summary>
public sealed partial class BookingDesk
{
    /// <summary>Their line manager agrees: a place that was held is theirs.</summary>
    public async Task<Outcome<Booking>> AgreeAsync(Workshop on, Booking booking, Delegate who, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(on.Id, stop);
        await db.Entry(booking).ReloadAsync(stop);
        if (booking.Agree(clock.Now).Refused(out var why)) { return why; }
        if (booking.State == "confirmed") { ChargeFee(on, booking, who); }
        db.Add(Letter.About(booking, booking.State == "confirmed" ? "booked" : "agreed", clock.Now));
        return booking;
    }

    /// <summary>Their line manager does not agree: nothing is charged, and a place that was held is offered on.</summary>
    public async Task<Outcome<Booking>> DeclineAsync(Workshop on, Booking booking, string says, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(on.Id, stop);
        await db.Entry(booking).ReloadAsync(stop);
        if (booking.Decline(says, clock.Now).Refused(out var why)) { return why; }
        db.Add(Letter.About(booking, "declined", clock.Now));
        await OfferAsync(on, freed: booking, stop);
        return booking;
    }

    /// <summary>The agency that wants somebody's line manager asked; null: none does.</summary>
    public TrainingApprover? Approver(Delegate who) => Rules.Approval.For(who.Agency, who.Email);

    /// <summary>Whether one who books for a colleague agrees by doing so: somebody in charge, of the same agency.</summary>
    public bool AgreesFor(Delegate booker, Delegate who) => booker.Id != who.Id && Rules.Approval.GroupBy.Contains(booker.Role) && Approver(booker) is { } own && own == Approver(who);

    private Outcome<(AskedManager? Manager, bool Any)> Asks(Workshop on, Delegate who, string? manager)
    {
        if (manager is null || Approver(who) is not { } agency) { return (null, false); }
        if (Delegate.Address(manager) is not { } email) { return new Refusal("Manager", "Enter your line manager’s email address in the correct format, like name@example.com"); }
        if (email == who.Email) { return new Refusal("Manager", "Enter your line manager’s address, not your own"); }
        // Whoever has an account shows by it what addresses of the agency look like.
        if (!agency.Has(email) && (who.UserId is null || Host(email) != Host(who.Email))) { return new Refusal("Manager", $"Your line manager’s address must be one of {agency.Title}, which ends {English.List([.. agency.Addresses.Select(a => "@" + a)])}"); }
        var until = Deadline.Due(Rules.Approval.AnswerWithin, Moment.Exactly(clock.Now), calendar);
        var by = until.DayOnly ? London.MidnightOf(until.Date.AddDays(1)).AddMinutes(-1) : until.At;
        return (new AskedManager(email, by < on.StartsAt ? by : on.StartsAt), true);
    }

    private static string Host(string email) => email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
