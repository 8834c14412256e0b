using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Open;

/// <summary>Books a place for oneself, or for colleagues one answers for. Whoever has an account, or came before, presses once.</summary>
[AllowAnonymous]
public sealed class BookModel(OpenDesk desk) : OpenPage(desk)
{
    private const int MostColleagues = 30;

    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Sector { get; set; } = "";

    [BindProperty]
    public string Organisation { get; set; } = "";

    [BindProperty]
    public string Role { get; set; } = "";

    [BindProperty]
    public string Needs { get; set; } = "";

    /// <summary>The address of their line manager, where their agency wants it.</summary>
    [BindProperty]
    public string Manager { get; set; } = "";

    /// <summary>One in each line: name, e-mail address.</summary>
    [BindProperty]
    public string Colleagues { get; set; } = "";

    public Workshop Of { get; private set; } = null!;

    /// <summary>From this day on cancelling costs.</summary>
    public DateOnly LateFrom => Of.LateFrom(Rules, Desk.Calendar);

    public Listed Listed { get; private set; } = null!;

    public AtTheDoor Who { get; private set; } = null!;

    /// <summary>The agency that wants their line manager asked.</summary>
    public TrainingApprover? Approver => Rules.Approval.For(Who.Agency ?? Who.Known?.Agency, Who.Email);

    public string Here => $"/courses/book/{Of.Reference.ToLowerInvariant()}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (!await LoadAsync(who)) { return NotFound(); }
        if (await AgencyAsync() is { } ours) { (Sector, Organisation) = ours; }
        Name = who.Name;
        if (who.Known is { } known) { (Name, Sector, Organisation, Role) = (known.Name, known.Sector, known.Organisation, known.Role); }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (!await LoadAsync(who)) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestBooks);
        if ((await DescribedAsync(who.Email, Text, who.UserId, Of.Area)).Refused(out var why, out var described)) { return this.Refuse(why); }
        if ((await Desk.Desk.BookAsync(Of, described.Who, described.New, described.Who.Id, Needs, manager: Manager, stop: Stop)).Refused(out why, out var booking)) { return this.Refuse(why); }
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = booking.State switch { "confirmed" => "Your place is booked", "asked" => "Your place is held. Your line manager is asked", _ => booking.AsksManager ? "You are on the waiting list. Your line manager is asked" : "You are on the waiting list" };
        return Redirect($"/courses/bookings/{booking.Reference.ToLowerInvariant()}");
    }

    /// <summary>A manager or a school's lead books for several, all or none.</summary>
    public async Task<IActionResult> OnPostGroupAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (!await LoadAsync(who)) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestBooks);
        if ((await DescribedAsync(who.Email, Text, who.UserId, Of.Area)).Refused(out var why, out var me)) { return this.Refuse(why); }
        var lines = Colleagues.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();
        if (lines.Length is 0 or > MostColleagues) { return this.Refuse(new Refusal(nameof(Colleagues), lines.Length == 0 ? "Enter at least one colleague" : $"Enter {MostColleagues} colleagues or fewer")); }
        // The one transaction begins here; what is saved in parts below is kept whole, or not at all.
        await Db.OneAtATimeAsync(Of.Id, Stop);
        var (confirmed, seen) = (0, new HashSet<string>());
        var free = await Db.Set<Booking>().AnyAsync(b => b.WorkshopId == Of.Id && b.State == "waiting", Stop) ? 0 : Of.Capacity - await Db.Set<Booking>().CountAsync(b => b.WorkshopId == Of.Id && b.Seat != null, Stop);
        if (free < lines.Length) { return this.Refuse(new Refusal(nameof(Colleagues), free <= 0 ? "There is no free place for a group. Each of you can wait for one" : $"There are {free} free places, and you named {lines.Length}")); }
        foreach (var (number, line) in lines.Index())
        {
            var parts = line.Split(',', 2);
            if (parts.Length < 2 || Delegate.Address(parts[1]) is not { } email) { return this.Refuse(new Refusal(nameof(Colleagues), $"Line {number + 1} must be a name, a comma and an email address")); }
            if (!seen.Add(email)) { return this.Refuse(new Refusal(nameof(Colleagues), $"Line {number + 1} names somebody a second time")); }
            // Whoever is known says themselves who they are.
            var known = await Db.Set<Delegate>().FirstOrDefaultAsync(d => d.Email == email, Stop);
            (Delegate Who, bool New) colleague = email == who.Email ? me : (known!, false);
            if (email != who.Email && known is null && (await DescribedAsync(email, Text with { Name = parts[0] }, null, Of.Area)).Refused(out why, out colleague)) { return this.Refuse(why with { Field = nameof(Colleagues), Words = $"Line {number + 1}: {why.Words}" }); }
            if (Desk.Desk.Approver(colleague.Who) is { } agency && !Desk.Desk.AgreesFor(me.Who, colleague.Who)) { return this.Refuse(new Refusal(nameof(Colleagues), $"Line {number + 1}: {agency.Title} wants their line manager to agree. They book themselves, or a manager of theirs books for them")); }
            if ((await Desk.Desk.BookAsync(Of, colleague.Who, colleague.New, me.Who.Id, "", confirmed, manager: null, Stop)).Refused(out why)) { return this.Refuse(why with { Field = nameof(Colleagues), Words = $"Line {number + 1}: {why.Words}" }); }
            confirmed++;
        }

        await Db.SaveChangesAsync(Stop);
        TempData["done"] = $"{English.Count(confirmed, "place is", "places are")} booked";
        return Redirect("/courses/bookings");
    }

    private DelegateText Text => new(Name, Sector, Organisation, Who.Agency, Role);

    private async Task<(string Sector, string Title)?> AgencyAsync() => Who.Agency is null ? null : await Desk.Door.SectorOfAsync(Who.Agency, Stop);

    private async Task<bool> LoadAsync(AtTheDoor who)
    {
        if (await Desk.Programme.WorkshopAsync(Reference, tracked: true, Stop) is not { OpenedAt: not null } of) { return false; }
        (Of, Who) = (of, who);
        Listed = await Desk.Programme.ListedAsync(of, Stop);
        if (who.Known is { } known) { await Desk.Views.SawAsync("training-own", ActWords.GuestBooks, [known.Id], of.Area, cancellationToken: Stop); }
        return true;
    }
}
