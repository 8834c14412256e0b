using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Training.Materials;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Printing;

namespace Trellis.Modules.Training.Open;

/// <summary>One booking: where to go or how to join, to give it up or to a colleague, and afterwards the certificate.</summary>
[AllowAnonymous]
public sealed class BookingModel(OpenDesk desk, MaterialShelf shelf) : OpenPage(desk)
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    /// <summary>The workshop they move to.</summary>
    [BindProperty]
    public string To { get; set; } = "";

    public Booking Of { get; private set; } = null!;

    /// <summary>Other dates of the course that can be booked.</summary>
    public IReadOnlyList<Listed> Dates { get; private set; } = [];

    /// <summary>What it was moved to.</summary>
    public Booking? Moved { get; private set; }

    public IReadOnlyList<Choice> DateChoices => [.. Dates.Select(d => new Choice(d.Reference, $"{d.When}, {d.Where}: {(d.Free == 0 || d.Waiting > 0 ? $"full, {English.Count(d.Waiting, "person waits", "people wait")}" : English.Count(d.Free, "place free", "places free"))}"))];

    public Workshop Workshop => Of.Workshop!;

    public AtTheDoor Who { get; private set; } = null!;

    public IReadOnlyList<Charge> Charges { get; private set; } = [];

    /// <summary>What they get to read, now or later; of a colleague’s place the colleague gets it.</summary>
    public IReadOnlyList<OnTheShelf> Materials { get; private set; } = [];

    public bool Evaluated { get; private set; }

    public bool FollowedUp { get; private set; }

    /// <summary>How many wait before them.</summary>
    public int Before { get; private set; }

    public bool IsLate => Desk.Clock.Today >= Workshop.LateFrom(Rules, Desk.Calendar);

    public string Here => $"/courses/bookings/{Of.Reference.ToLowerInvariant()}";

    /// <summary>What cancelling now would cost; 0 is nothing.</summary>
    public decimal CostNow => Of.State == "confirmed" && IsLate && Rules.Sector(Of.Delegate!.Sector)?.Fee(Workshop.Length) is not > 0 ? Rules.LateCancellation.Of(Workshop.Length) : 0;

    public bool Own => Of.DelegateId == Who.Known!.Id;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        return await LoadAsync(who) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostCancelAsync() => ChangeAsync(async () =>
    {
        if ((await Desk.Desk.CancelAsync(Workshop, Of, Of.Delegate!.Sector, Stop)).Refused(out var why, out var done)) { return why; }
        return done.Charge is { } charge ? $"Cancelled. The charge is {charge.Amount.ToString("£#,##0.00", English.Culture)}" : "Cancelled";
    });

    public Task<IActionResult> OnPostAcceptAsync() => ChangeAsync(async () =>
        (await Desk.Desk.AcceptAsync(Workshop, Of, Of.Delegate!, Stop)).Refused(out var why) ? why : "Your place is booked");

    public Task<IActionResult> OnPostMoveAsync() => ChangeAsync(async () =>
    {
        if (Dates.All(d => d.Reference != To) || await Desk.Programme.WorkshopAsync(To, tracked: true, Stop) is not { } to) { return new Refusal(nameof(To), "Select another date"); }
        if ((await Desk.Desk.ChangeDateAsync(Workshop, Of, to, Of.Delegate!, Stop)).Refused(out var why, out var moved)) { return why; }
        next = moved.Booking.Reference;
        return $"{(moved.Booking.State == "confirmed" ? "Moved. Your place is booked" : "Moved. You are on the waiting list")}{(moved.Charge is { } charge ? $". The charge is {charge.Amount.ToString("£#,##0.00", English.Culture)}" : "")}";
    });

    public Task<IActionResult> OnPostGiveAsync() => ChangeAsync(async () =>
    {
        if (Delegate.Address(Email) is not { } email) { return new Refusal(nameof(Email), "Enter an email address in the correct format, like name@example.com"); }
        var (was, me) = (Of.DelegateId, Of.Delegate!);
        var known = await Db.Set<Delegate>().FirstOrDefaultAsync(d => d.Email == email, Stop);
        var colleague = known;
        if (colleague is null)
        {
            // Their own words come with their own first booking: until then they are said to work where you do.
            if ((await DescribedAsync(email, new DelegateText(Name, me.Sector, me.Organisation, me.Agency, me.Role), null, Of.Area)).Refused(out var wrong, out var made)) { return wrong; }
            colleague = made.Who;
        }

        // A place an agency agreed to is the agency's: another's people ask their own.
        if (Desk.Desk.Approver(colleague) is { } agency && agency != Desk.Desk.Approver(me)) { return new Refusal(nameof(Email), $"{agency.Title} wants their line manager to agree: they book themselves"); }
        await Db.OneAtATimeAsync(Of.WorkshopId, Stop);
        if (await Db.Set<Booking>().AnyAsync(b => b.WorkshopId == Of.WorkshopId && b.DelegateId == colleague.Id && (b.State == "waiting" || b.State == "offered" || b.State == "asked" || b.State == "confirmed"), Stop)) { return new Refusal(nameof(Email), "Your colleague is down for this workshop already"); }
        if (Of.Substitute(Workshop, colleague, Desk.Clock.Now).Refused(out var why)) { return why; }
        Db.Add(Letter.About(Of, "booked", Desk.Clock.Now));
        Db.Add(Letter.About(Of, "given", Desk.Clock.Now, was));
        return $"{colleague.Name} has the place now. Nothing is charged";
    });

    /// <summary>The certificate, to be printed.</summary>
    public async Task<IActionResult> OnGetCertificateAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (!await LoadAsync(who) || Of.Certificate is not { } code) { return NotFound(); }
        try
        {
            return File(await PrintedPdf.OfAsync(CertificatePaper.Of(Of, $"{Request.Scheme}://{Request.Host}/courses/certificates/{code.ToLowerInvariant()}", Rules), stop: Stop), "application/pdf", DocumentName.Clean($"Certificate {Workshop.Course!.Title}.pdf", "pdf"));
        }
        catch (CannotPrintException why)
        {
            ModelState.AddModelError("", why.Message);
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    /// <summary>The booking that stands in place of this one.</summary>
    private string? next;

    private async Task<IActionResult> ChangeAsync(Func<Task<Outcome<string>>> change)
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (!await LoadAsync(who)) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestBooks);
        if ((await change()).Refused(out var why, out var done)) { return this.Refuse(why); }
        try
        {
            await Db.SaveChangesAsync(Stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return this.Refuse(new Refusal("", "This booking was changed meanwhile. Look at it again"));
        }

        TempData["done"] = done;
        return Redirect(await MineAsync(who, next ?? Reference) is null ? "/courses/bookings" : next is null ? Here : $"/courses/bookings/{next.ToLowerInvariant()}");
    }

    private async Task<bool> LoadAsync(AtTheDoor who)
    {
        if (await MineAsync(who, Reference) is not { } of) { return false; }
        (Of, Who) = (of, who);
        await Desk.Views.SawAsync("training-own", ActWords.GuestBooks, [of.DelegateId], of.Area, cancellationToken: Stop);
        Charges = await Db.Set<Charge>().AsNoTracking().Where(c => c.BookingId == of.Id).OrderBy(c => c.MadeOn).ToListAsync(Stop);
        Evaluated = await Db.Set<Evaluation>().AnyAsync(e => e.Id == of.Id, Stop);
        FollowedUp = await Db.Set<FollowUp>().AnyAsync(f => f.Id == of.Id, Stop);
        if (of.DelegateId == who.Known!.Id) { Materials = await shelf.ForAsync(of, Workshop, Stop); }
        Moved = await Db.Set<Booking>().AsNoTracking().FirstOrDefaultAsync(b => b.MovedFrom == of.Id, Stop);
        if ((of.Stands && !of.AsksManager && Workshop.StartsAt > Desk.Clock.Now) || (of.Came == "full" && Moved is null))
        {
            var (from, until) = Desk.Programme.Ahead;
            Dates = [.. (await Desk.Programme.WorkshopsAsync(Workshop.CourseId, from, until, bookable: true, Stop)).Where(w => w.Id != of.WorkshopId)];
        }

        Before = of.State == "waiting" ? await Db.Set<Booking>().CountAsync(b => b.WorkshopId == of.WorkshopId && b.State == "waiting" && b.Turn < of.Turn, Stop) : 0;
        return true;
    }
}
