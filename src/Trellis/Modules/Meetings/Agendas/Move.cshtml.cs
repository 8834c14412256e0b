using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Moves a meeting to another day, hour or place, and tells those at the table.</summary>
[Does(ActWords.CallMeeting)]
public sealed class MoveModel(MeetingDesk desk, Clashes clashes, MeetingNews news) : MeetingPage(desk)
{
    [BindProperty]
    public DateParts Day { get; set; } = new();

    [BindProperty]
    public string Starts { get; set; } = "";

    [BindProperty]
    public string Ends { get; set; } = "";

    [BindProperty]
    public string How { get; set; } = "";

    [BindProperty]
    public string Place { get; set; } = "";

    [BindProperty]
    public string Link { get; set; } = "";

    [BindProperty]
    public string Looked { get; set; } = "";

    public string LookedFor { get; private set; } = "";

    public IReadOnlyList<string> Clashing { get; private set; } = [];

    public IReadOnlyList<Choice> HowChoices => [.. Meeting.Hows.Select(h => new Choice(h.Key, h.Value))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        (Day, Starts, Ends, How, Place, Link) = (DateParts.Of(Meeting.HeldOn), Meeting.StartsAt is { } starts ? English.Clock(starts) : "", Meeting.EndsAt is { } ends ? English.Clock(ends) : "", Meeting.How ?? "", Meeting.Place, Meeting.Link);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (new MeetingTimes(Day, Starts, Ends, How, Place, Link).Read(ModelState, Calendar) is not { } when) { return Page(); }
        LookedFor = $"{when.Day:yyyy-MM-dd} {Starts.Trim()} {Ends.Trim()}";
        if (Looked != LookedFor)
        {
            Clashing = await clashes.OfAsync(Of, With?.Id, when, HttpContext.RequestAborted, but: Meeting.Id);
            if (Clashing.Count > 0) { return Page(); }
        }

        if (Meeting.Move(when.Day, when.Starts, when.Ends, Place, How, Link, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        news.Tell(Occasion.MeetingChanged, Meeting, With?.Seats.SelectMany(s => s.Holders) ?? [], Of);
        await Db.SaveChangesAsync();
        TempData["done"] = $"The meeting is on {English.Date(when.Day)}";
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync() => await FindAsync() && May(ActWords.CallMeeting) && Meeting is { BegunAt: null, CancelledAt: null };
}
