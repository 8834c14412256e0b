using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Printing;

namespace Trellis.Modules.Meetings.Sittings;

/// <summary>The minutes to be read; sent as a draft to those at the table, and approved by a later meeting.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class MinutesModel(MeetingDesk desk, Written written, MeetingNews news, ActionNotes notes) : MeetingPage(desk)
{
    [BindProperty]
    public string In { get; set; } = "";

    [BindProperty]
    public string Signer { get; set; } = "";

    public Printed Paper { get; private set; } = null!;

    public string Markup { get; private set; } = "";

    /// <summary>Meetings of the body that began later.</summary>
    public IReadOnlyList<Choice> LaterChoices { get; private set; } = [];

    private List<Meeting> later = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Signer = later.Count > 0 ? later[0].ChairedBy : "";
        return Page();
    }

    [Does(ActWords.MinuteMeeting)]
    public async Task<IActionResult> OnPostCirculateAsync()
    {
        if (!await LoadAsync() || !May(ActWords.MinuteMeeting)) { return NotFound(); }
        if (Meeting.Circulate(MinutesPaper.Text(Paper), Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        news.Tell(Occasion.MinutesOut, Meeting, With?.Seats.SelectMany(s => s.Holders) ?? [], Of);
        await notes.TellOfMeetingAsync(MeetingId, owner => MeetingNews.HoldersOf(owner, Seats, Meeting.HeldOn), HttpContext.RequestAborted);
        await Db.SaveChangesAsync();
        TempData["done"] = "The draft is sent to those at the table";
        return Redirect($"{Here}/minutes");
    }

    [Does(ActWords.ApproveMinutes)]
    public async Task<IActionResult> OnPostApproveAsync()
    {
        if (!await LoadAsync() || !May(ActWords.ApproveMinutes)) { return NotFound(); }
        if (later.FirstOrDefault(m => m.Id.ToString() == In) is not { } at)
        {
            ModelState.AddModelError(nameof(In), "Select which meeting approved them");
            return Page();
        }

        if (Meeting.Approve(at, Signer, MinutesPaper.Text(Paper), Clock.Now, By).Refused(out var why)) { return this.Refuse(why with { Field = why.Field == "Approve" ? nameof(In) : why.Field }); }
        Db.RemoveRange(await Db.Set<MinuteBefore>().Where(b => Db.Set<Minute>().Any(m => m.MeetingId == MeetingId && m.ItemId == b.ItemId)).ToListAsync());
        await Db.SaveChangesAsync();
        TempData["done"] = "The minutes are approved";
        return Redirect($"{Here}/minutes");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !MinutesShown || Meeting.BegunAt is null) { return false; }
        await SawAsync("meeting-minutes");
        Paper = MinutesPaper.Of(await written.ReadAsync(Meeting, HttpContext.RequestAborted), Heading, Seats, SeatWithHolder);
        Markup = PrintedHtml.Of(Paper.Blocks);
        if (Meeting.CirculatedAt is not null && Meeting.ApprovedAt is null && May(ActWords.ApproveMinutes))
        {
            later = await Db.Set<Meeting>().AsNoTracking().Where(m => (m.BodyId == BodyId || m.WithBodyId == BodyId) && m.Id != MeetingId && m.BegunAt != null && m.HeldOn >= Meeting.HeldOn).OrderBy(m => m.HeldOn).ToListAsync();
            LaterChoices = [.. later.Select(m => new Choice(m.Id.ToString(), MeetingPage.Said(m)))];
        }

        return true;
    }
}
