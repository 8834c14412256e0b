using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>One item: its papers, what was declared, decided and set under it; and its form for those who keep the agenda.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class ItemModel(MeetingDesk desk, ActionBook book, Programmes.OnAgenda topics) : ItemForm(desk)
{
    [FromRoute(Name = "item")]
    public Guid ItemId { get; set; }

    public AgendaItem Item { get; private set; } = null!;

    public UnderItem Under { get; private set; } = null!;

    public bool MayRecord => May(ActWords.MinuteMeeting) && Meeting is { ApprovedAt: null, CancelledAt: null };

    private string Self => $"{Here}/items/{ItemId}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Show(Item);
        return Page();
    }

    [Does(ActWords.SetAgenda)]
    public async Task<IActionResult> OnPostChangeAsync()
    {
        if (!await LoadAsync() || !Keeps) { return NotFound(); }
        if (Typed() is not { } words) { return Page(); }
        if (Meeting.Change(Item, words, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Done("The item is saved", Self);
    }

    [Does(ActWords.SetAgenda)]
    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (!await LoadAsync() || !Keeps) { return NotFound(); }
        if (Meeting.TakeOff(Item, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await topics.FreeAsync(Item.Id, HttpContext.RequestAborted);
        await Db.SaveChangesAsync();
        return Done("The item is off the agenda", $"{Here}/agenda");
    }

    private RedirectResult Done(string words, string to)
    {
        TempData["done"] = words;
        return Redirect(to);
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !AgendaShown || ItemOf(ItemId) is not { } item) { return false; }
        Item = item;
        Under = await UnderItem.ReadAsync(this, item, Db, book, Practice, HttpContext.RequestAborted);
        return true;
    }
}
