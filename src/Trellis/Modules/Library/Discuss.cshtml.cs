using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Library;

/// <summary>A team says that it talked about something, and what it will do.</summary>
[Does(ActWords.DiscussLibrary)]
public sealed class DiscussModel(TrellisDb db, LibraryShelf shelf, WorkingCalendar calendar, LondonClock clock) : LibraryPage(db, shelf, clock)
{
    [BindProperty]
    public string Team { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string People { get; set; } = "";

    [BindProperty]
    public string Said { get; set; } = "";

    [BindProperty]
    public string Will { get; set; } = "";

    /// <summary>"3 months"</summary>
    public string Later => Shelf.Rules.AskImpactAfter.ToString();

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync(tracked: false) || Of.Current is null || Of.WithdrawnAt is not null) { return NotFound(); }
        On = DateParts.Of(Clock.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(tracked: false)) { return NotFound(); }
        var (on, wrong) = On.Read("day you talked about it", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); }
        if (!int.TryParse(People.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var people)) { ModelState.AddModelError(nameof(People), "How many were there must be a whole number, like 8"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Discussion.Record(Of, new Talked(Team, on!.Value, people, Said, Will), Shelf.Rules.AskImpactAfter, calendar, Actor, Clock.Now).Refused(out var why, out var discussion)) { return this.Refuse(why); }
        Db.Add(discussion);
        return await SavedAsync($"Recorded. You will be asked on {English.Date(discussion.AskOn)} what changed");
    }
}
