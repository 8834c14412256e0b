using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Puts items on an agenda and orders them.</summary>
[Does(ActWords.SetAgenda)]
public sealed class EditModel(MeetingDesk desk) : ItemForm(desk)
{
    [BindProperty]
    public Guid Item { get; set; }

    public int Minutes => Meeting.Agenda.Sum(i => i.Minutes ?? 0);

    /// <summary>How long the items are meant to take beside how long the meeting is.</summary>
    public string Planned
    {
        get
        {
            var planned = $"The items are meant to take {English.Count(Minutes, "minute", "minutes")}";
            return Meeting is { StartsAt: { } starts, EndsAt: { } ends } ? $"{planned} of {English.Number((long)(ends - starts).TotalMinutes)}." : $"{planned}.";
        }
    }

    public async Task<IActionResult> OnGetAsync() => await FindAsync() && Keeps ? Page() : NotFound();

    public async Task<IActionResult> OnPostPutAsync()
    {
        if (!await FindAsync() || !Keeps) { return NotFound(); }
        if (Typed() is not { } words) { return Page(); }
        if (Meeting.Put(words, Practice.Meetings, Clock.Now, By).Refused(out var why, out var item)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        TempData["done"] = $"“{item.Title}” is on the agenda";
        return Redirect($"{Here}/agenda");
    }

    public async Task<IActionResult> OnPostShiftAsync(int places)
    {
        if (!await FindAsync() || !Keeps || ItemOf(Item) is not { } item || places is not (1 or -1)) { return NotFound(); }
        ModelState.Clear();
        if (Meeting.Shift(item, places, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Redirect($"{Here}/agenda");
    }
}
