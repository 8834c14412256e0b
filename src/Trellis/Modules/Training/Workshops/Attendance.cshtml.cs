using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Workshops;

/// <summary>Who came: from a list, by the code on the wall, from the report of an online meeting, and who walked in. Closing it charges who did not.</summary>
[Does(ActWords.TakeTraining)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class AttendanceModel(TrellisDb db, Programme programme, BookingDesk desk, Views views, LondonClock clock) : WorkshopPage(db, programme, views, clock)
{
    private const int LongestReport = 200_000;
    private const int Largest = 4 * 1024 * 1024;

    /// <summary>By booking: whole, part or no.</summary>
    [BindProperty]
    public Dictionary<string, string> Came { get; set; } = [];

    [BindProperty]
    public string Report { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Sector { get; set; } = "";

    [BindProperty]
    public string Organisation { get; set; } = "";

    [BindProperty]
    public string Role { get; set; } = "";

    /// <summary>The late cancellation whose colleague they are.</summary>
    [BindProperty]
    public string InsteadOf { get; set; } = "";

    public FilesField ReportFile { get; } = new("File", "The report as a file") { One = true, Accept = ".csv,.xlsx", Hint = "As it comes from the meeting: CSV, or an Excel workbook" };

    public IReadOnlyList<Seen> Unmatched { get; private set; } = [];

    public IReadOnlyList<Booking> Confirmed => [.. Bookings.Where(b => b.State == "confirmed").OrderBy(b => b.Delegate!.Name, StringComparer.CurrentCulture)];

    /// <summary>More are booked than the room holds, because some were expected to stay away.</summary>
    public bool TooMany => Confirmed.Count > Of.Capacity;

    public IReadOnlyList<Choice> CameChoices => [.. Booking.Attendances.Where(a => a.Key != "full" || TooMany).Select(a => new Choice(a.Key, a.Value))];

    public IReadOnlyList<Choice> SectorChoices => [.. Rules.Sectors.Select(s => new Choice(s.Id, s.Title))];

    public IReadOnlyList<Choice> RoleChoices => [.. Rules.Roles.Select(r => new Choice(r.Id, r.Title))];

    public IReadOnlyList<Choice> InsteadChoices => [.. Bookings.Where(b => b.State == "cancelled" && b.Late).Select(b => new Choice(b.Id.ToString(), $"{b.Delegate!.Name}, {b.Delegate.Organisation}"))];

    public string ArrivalAddress => $"{Request.Scheme}://{Request.Host}/courses/here/{Of.Arrival}";

    public IHtmlContent Picture => QrDrawing.Of(ArrivalAddress, "Code that leads to the page where people say that they are here. Its address is below");

    public bool MayTake => Of.TakenAt is null && Of.CancelledAt is null && Clock.Now >= Of.StartsAt.AddHours(-1);

    public async Task<IActionResult> OnGetAsync() => await FindAsync(tracked: false) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(tracked: true)) { return NotFound(); }
        if (Mark() is { } why) { return this.Refuse(why); }
        return await SavedAsync("Saved", $"{Here}/attendance");
    }

    /// <summary>Whoever was not seen did not come, and pays for it where the rules say so. The others are asked what they think.</summary>
    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (!await FindAsync(tracked: true)) { return NotFound(); }
        if (Mark() is { } why || Of.Take(Actor, Clock.Now).Refused(out why)) { return this.Refuse(why); }
        var charged = 0;
        foreach (var booking in Confirmed)
        {
            if (booking.Came is null) { booking.Attend("no", "list", Clock.Now).Refused(out _); }
            if (booking.Came == "full")
            {
                foreach (var fee in await Db.Set<Charge>().Where(c => c.BookingId == booking.Id && c.PaidOn == null && c.WaivedOn == null).ToListAsync(Stop)) { fee.Waive("There was no seat", Clock.Now).Refused(out _); }
                Db.Add(Letter.To(booking, Of, "full", Clock.Now));
            }
            else if (booking.Attended) { Db.Add(Letter.To(booking, Of, "evaluate", Clock.Now)); }
            // Whoever pays for the place pays for it all the same, and nothing more.
            else if (Rules.Sector(booking.Delegate!.Sector)?.Fee(Of.Length) is not > 0 && Charge.Make(booking, "no-show", Rules.NoShow.Of(Of.Length), Rules.Edition, Clock.Now) is { } charge) { Db.Add(charge); charged++; }
        }

        foreach (var trainer in await Db.Set<Trainer>().Where(t => t.Pay != null && Db.Set<Leading>().Any(l => l.TrainerId == t.Id && l.WorkshopId == Of.Id)).ToListAsync(Stop))
        {
            if (Payment.Make(Of, trainer, Rules, Clock.Now) is { } owed) { Db.Add(owed); }
        }

        return await SavedAsync($"Attendance is closed. {English.Count(Confirmed.Count(b => b.Attended), "person", "people")} came, {English.Count(charged, "person is", "people are")} charged", Here);
    }

    public async Task<IActionResult> OnPostReportAsync()
    {
        if (!await FindAsync(tracked: true)) { return NotFound(); }
        if (!MayTake) { return this.Refuse(new Refusal(nameof(Report), "Attendance was closed already, or cannot be taken yet")); }
        if ((await SeenAsync()).Refused(out var wrong, out var seen)) { return this.Refuse(wrong); }
        var (matched, unmatched) = MeetingReport.Match(seen, Bookings, Of.Sessions.Sum(s => (s.EndsAt - s.StartsAt).TotalMinutes));
        if (matched.Count == 0) { Unmatched = unmatched; return this.Refuse(new Refusal(Sent is null ? nameof(Report) : "File", "Nobody in this report is booked on this workshop")); }
        foreach (var (_, booking, came) in matched) { if (booking.Attend(came, "report", Clock.Now).Refused(out var why)) { return this.Refuse(why); } }
        await Db.SaveChangesAsync(Stop);
        // The page is shown at once: who was there and is not booked stands in nothing but what was pasted.
        Unmatched = unmatched;
        ViewData["Done"] = $"{English.Count(matched.Count, "person of the report is", "people of the report are")} booked and marked";
        return Page();
    }

    public async Task<IActionResult> OnPostWalkInAsync()
    {
        if (!await FindAsync(tracked: true)) { return NotFound(); }
        if (Delegate.Address(Email) is not { } email) { return this.Refuse(new Refusal(nameof(Email), "Enter an email address in the correct format, like name@example.com")); }
        await Db.OneAtATimeAsync(Of.Id, Stop);
        if (Bookings.Any(b => b.Delegate!.Email == email && b.Stands)) { return this.Refuse(new Refusal(nameof(Email), "They are on the list already")); }
        var known = await Db.Set<Delegate>().FirstOrDefaultAsync(d => d.Email == email, Stop);
        var who = known ?? new Delegate { Email = email, MadeAt = Clock.Now };
        if (known is null)
        {
            if (who.Describe(new DelegateText(Name, Sector, Organisation, null, Role), null, Rules, Of.Area, Clock.Now).Refused(out var wrong)) { return this.Refuse(wrong); }
            Db.Add(who);
        }

        if (Booking.WalkIn(Of, who, await desk.FreeSeatAsync(Of, stop: Stop), await desk.NextTurnAsync(Stop), Clock.Now).Refused(out var why, out var booking)) { return this.Refuse(why); }
        Db.Add(booking);
        var instead = Bookings.FirstOrDefault(b => b.Id.ToString() == InsteadOf && b.Late);
        if (instead is not null)
        {
            foreach (var charge in await Db.Set<Charge>().Where(c => c.BookingId == instead.Id && c.PaidOn == null && c.WaivedOn == null).ToListAsync(Stop)) { charge.Waive("A colleague came", Clock.Now).Refused(out _); }
        }

        return await SavedAsync($"{who.Name} is on the list", $"{Here}/attendance");
    }

    private IFormFile? Sent => Request.HasFormContentType && Request.Form.Files is [{ Length: > 0 } sent] ? sent : null;

    private async Task<Outcome<Seen[]>> SeenAsync()
    {
        if (Sent is { } sent)
        {
            using var memory = new MemoryStream();
            await sent.CopyToAsync(memory, Stop);
            return MeetingReport.Read(memory.ToArray());
        }

        if (Report.Trim().Length is 0 or > LongestReport) { return new Refusal(nameof(Report), Report.Trim().Length == 0 ? "Choose the report of the meeting, or paste it" : "The report is too long"); }
        return MeetingReport.Read(Report).ToArray();
    }

    private Refusal? Mark()
    {
        if (!MayTake) { return new Refusal("", Of.TakenAt is not null ? "Attendance was closed already" : "Attendance can be taken from an hour before it begins"); }
        foreach (var (id, came) in Came.Where(c => c.Value.Length > 0))
        {
            if (Confirmed.FirstOrDefault(b => b.Id.ToString() == id) is { } booking && booking.Attend(came, "list", Clock.Now, TooMany).Refused(out var why)) { return why; }
        }

        return null;
    }

    /// <summary>Whoever gives it, or runs training. Others see that there is a workshop, and not who is on it.</summary>
    private async Task<bool> FindAsync(bool tracked)
    {
        if (!await LoadAsync(ActWords.TakeTraining, tracked)) { return false; }
        var mine = await Db.Set<Trainer>().AnyAsync(t => t.UserId == Actor.UserId && Db.Set<Leading>().Any(l => l.TrainerId == t.Id && l.WorkshopId == Of.Id), Stop);
        return mine || Actor.May(ActWords.PlanWorkshop);
    }
}
