using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Moves a meeting to another day, hour or place, and tells those at the table.</summary>
[Does(ActWords.CallMeeting)]
public sealed class MoveModel(MeetingDesk desk, Clashes clashes, MeetingNews news) : MeetingPage(desk)
{
    [BindProperty]
    public MeetingTimes Times { get; set; } = new();

    [BindProperty]
    public string Looked { get; set; } = "";

    public string LookedFor { get; private set; } = "";

    public IReadOnlyList<string> Clashing { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Times = MeetingTimes.Of(Meeting);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Times.Read(ModelState, nameof(Times), Calendar) is not { } when) { return Page(); }
        LookedFor = $"{when.Day:yyyy-MM-dd} {Times.Starts.Trim()} {Times.Ends.Trim()}";
        if (Looked != LookedFor)
        {
            Clashing = await clashes.OfAsync(Of, With?.Id, when, HttpContext.RequestAborted, but: Meeting.Id);
            if (Clashing.Count > 0) { return Page(); }
        }

        if (Meeting.Move(when.Day, when.Starts, when.Ends, Times.Place, Times.How, Times.Link, Clock.Now, By).Refused(out var why)) { return this.Refuse(why with { Field = $"{nameof(Times)}.{nameof(Times.On)}" }); }
        news.Tell(Occasion.MeetingChanged, Meeting, With?.Seats.SelectMany(s => s.Holders) ?? [], Of);
        await Db.SaveChangesAsync();
        TempData["done"] = $"The meeting is on {English.Date(when.Day)}";
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync() => await FindAsync() && May(ActWords.CallMeeting) && Meeting is { BegunAt: null, CancelledAt: null };
}
