using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Meetings;

/// <summary>What pages about a meeting share.</summary>
public sealed record MeetingDesk(TrellisDb Db, PracticeModel Practice, WorkingCalendar Calendar, LondonClock Clock, AgencyRegister Agencies, Views Views);

/// <summary>A page about one meeting of one body, loaded as far as the asker sees it.</summary>
public abstract class MeetingPage(MeetingDesk desk) : PageModel
{
    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    [FromRoute(Name = "meeting")]
    public Guid MeetingId { get; set; }

    public Body Of { get; private set; } = null!;

    public Meeting Meeting { get; private set; } = null!;

    /// <summary>Of a joint meeting.</summary>
    public Body? With { get; private set; }

    /// <summary>Of the body, and of the other of a joint meeting, that stand on the day, with who holds them.</summary>
    public IReadOnlyList<Seat> Seats { get; private set; } = [];

    public string Here => $"/meetings/{BodyId}/{MeetingId}";

    public bool May(string act) => Db.Acting.Actor.May(act) && Meeting.Areas.All(a => Db.Acting.Actor.Areas.Contains(a));

    public bool Keeps => May(ActWords.SetAgenda);

    public string Heading => $"{Of.Title}{(With is { } with ? $" with {with.Title}" : "")}";

    public string When => Said(Meeting);

    /// <summary>By when the agenda is out, of a body that meets in public.</summary>
    public DateOnly? AgendaDue => Of.Public ? Deadline.Due(Practice.Meetings.Agenda, Moment.On(Meeting.HeldOn), Calendar).Date : null;

    public DateOnly MinutesDue => Deadline.Due(Practice.Meetings.Minutes, Moment.On(Meeting.HeldOn), Calendar).Date;

    /// <summary>The seat whose holder the asker is on the day; their own before one they deputise for.</summary>
    public Seat? Mine => Seats.OrderBy(s => s.Holders.Any(h => !h.Deputy && h.UserId == Db.Acting.Actor.UserId) ? 0 : 1).FirstOrDefault(s => s.Holders.Any(h => h.UserId == Db.Acting.Actor.UserId && h.StandsOn(Meeting.HeldOn)));

    /// <summary>The agenda is for those who keep it until it is out.</summary>
    public bool AgendaShown => Meeting.PublishedAt is not null || Keeps;

    /// <summary>Draft minutes are for those who write them until they are circulated, then for those at the table; approved they are open.</summary>
    public bool MinutesShown => Meeting.ApprovedAt is not null || May(ActWords.MinuteMeeting) || Meeting.CirculatedAt is not null && Mine is not null;

    protected TrellisDb Db => desk.Db;

    protected PracticeModel Practice => desk.Practice;

    protected WorkingCalendar Calendar => desk.Calendar;

    protected LondonClock Clock => desk.Clock;

    protected AgencyRegister Agencies => desk.Agencies;

    protected string? By => Db.Acting.Actor.Agency;

    /// <summary>"5 March 2026, 2pm to 4:30pm"</summary>
    public static string Said(Meeting meeting) => $"{English.Date(meeting.HeldOn)}{(meeting.StartsAt is { } starts ? $", {English.Clock(starts)}" : "")}{(meeting.EndsAt is { } ends ? $" to {English.Clock(ends)}" : "")}";

    /// <summary>The item of the agenda; null when there is none such, or not for the asker.</summary>
    protected AgendaItem? ItemOf(Guid id) => Meeting.Agenda.FirstOrDefault(i => i.Id == id);

    protected async Task<bool> FindAsync()
    {
        if (await Db.Set<Body>().Include(b => b.Seats).ThenInclude(s => s.Holders).AsSplitQuery().FirstOrDefaultAsync(b => b.Id == BodyId) is not { } body) { return false; }
        var found = await Db.Set<Meeting>().Include(m => m.Attendances.Where(a => a.ReplacedAt == null)).Include(m => m.Items).ThenInclude(i => i.Papers.Where(p => p.RemovedAt == null)).ThenInclude(p => p.File)
            .Include(m => m.Questions).Include(m => m.Declarations).AsSplitQuery().FirstOrDefaultAsync(m => m.Id == MeetingId && (m.BodyId == BodyId || m.WithBodyId == BodyId));
        if (found is null) { return false; }
        (Of, Meeting) = (body, found);
        With = found.WithBodyId is { } other ? await Db.Set<Body>().Include(b => b.Seats).ThenInclude(s => s.Holders).AsSplitQuery().FirstOrDefaultAsync(b => b.Id == (other == BodyId ? found.BodyId : other)) : null;
        Seats = [.. Of.Seats.Concat(With?.Seats ?? []).Where(s => (s.FromOn is null || s.FromOn <= found.HeldOn) && (s.UntilOn is null || s.UntilOn >= found.HeldOn)).OrderBy(s => s.BodyId == Of.Id ? 0 : 1).ThenBy(s => s.Position)];
        return true;
    }

    /// <summary>Papers and minutes are looked at; that is written before they are shown.</summary>
    /// <param name="what"><c>meeting-paper</c>, <c>meeting-pack</c> or <c>meeting-minutes</c>; with <c>-export</c> as a file made of it, with <c>-copy</c> as the file it came in.</param>
    protected Task SawAsync(string what) => desk.Views.SawAsync(what, ActWords.ViewMeetings, [], Meeting.Areas.FirstOrDefault(a => Db.Acting.Actor.Areas.Contains(a)), cancellationToken: HttpContext.RequestAborted);

    /// <summary>How many items of an agenda that is out the asker does not see.</summary>
    protected async Task<int> HiddenAsync() => await Db.Database.SqlQuery<int>($"select meetings.items_of({Meeting.Id}) as \"Value\"").SingleAsync() - Meeting.Agenda.Count;

    /// <summary>"Chair: Mara Example", or the seat alone when nobody holds it.</summary>
    public string SeatWithHolder(Seat seat) => seat.HolderOn(Meeting.HeldOn) is { } holder ? $"{seat.Title}: {holder.Name}" : seat.Title;
}
