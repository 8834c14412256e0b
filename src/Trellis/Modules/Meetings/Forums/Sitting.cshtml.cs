using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Forums;

/// <summary>One sitting of a forum: who came by setting, and what those who were there say of it.</summary>
[Does(ActWords.ViewForums)]
public sealed class SittingModel(TrellisDb db, ForumShelf shelf, LondonClock clock) : PageModel
{
    /// <summary>One setting in each line, with how many came from it after a comma.</summary>
    [BindProperty]
    public string Came { get; set; } = "";

    [BindProperty]
    public string Useful { get; set; } = "";

    [BindProperty]
    public string WillDo { get; set; } = "";

    public Body Of { get; private set; } = null!;

    public Meeting Meeting { get; private set; } = null!;

    public string Here => $"/forums/{Of.Id}/{Meeting.Id}";

    public bool Held => Meeting.HeldOn <= clock.Today && Meeting.CancelledAt is null;

    public bool MayTake => Held && May(ActWords.TakeForum) && Meeting.Areas.All(a => Actor.Areas.Contains(a));

    public bool MaySay => Held && May(ActWords.FeedBackOnForum) && Mine is null;

    /// <summary>What the asker said of it.</summary>
    public ForumSaid? Mine => Meeting.FedBack.Find(f => f.ById == Actor.UserId);

    public double? Mean => Meeting.FedBack.Count >= ForumSaid.Fewest ? Meeting.FedBack.Average(f => f.Useful) : null;

    public IReadOnlyList<string> WillDos => Mean is null ? [] : [.. Meeting.FedBack.Select(f => f.WillDo).Where(w => w.Length > 0)];

    public IReadOnlyList<Choice> UsefulChoices => [.. ForumSaid.Scale.OrderByDescending(s => s.Key).Select(s => new Choice(s.Key.ToString(CultureInfo.InvariantCulture), s.Value))];

    private Actor Actor => db.Acting.Actor;

    public bool May(string act) => Actor.May(act);

    public async Task<IActionResult> OnGetAsync(Guid body, Guid meeting)
    {
        if (!await LoadAsync(body, meeting)) { return NotFound(); }
        Came = string.Join('\n', Meeting.CameNow.Select(c => $"{c.Setting}, {c.People.ToString(CultureInfo.InvariantCulture)}"));
        return Page();
    }

    [Does(ActWords.TakeForum)]
    public async Task<IActionResult> OnPostTakeAsync(Guid body, Guid meeting)
    {
        if (!await LoadAsync(body, meeting) || !Meeting.Areas.All(a => Actor.Areas.Contains(a))) { return NotFound(); }
        if (Meeting.TakeSettings([.. Came.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Line)], Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Who came is saved");
    }

    [Does(ActWords.FeedBackOnForum)]
    public async Task<IActionResult> OnPostSayAsync(Guid body, Guid meeting)
    {
        if (!await LoadAsync(body, meeting)) { return NotFound(); }
        if (Meeting.Says(int.TryParse(Useful, NumberStyles.None, CultureInfo.InvariantCulture, out var useful) ? useful : 0, WillDo, Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Thank you. It helps the next sitting");
    }

    /// <summary>"St Quill’s, Harbour Road, 2": the number is after the last comma; without one, one person came.</summary>
    private static (string Setting, int People) Line(string line) =>
        line.LastIndexOf(',') is > 0 and var comma && int.TryParse(line[(comma + 1)..].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var people) ? (line[..comma].Trim(), people) : (line, 1);

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = done;
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync(Guid body, Guid id)
    {
        var stop = HttpContext.RequestAborted;
        if (await shelf.ForumAsync(body, stop) is not { } of) { return false; }
        if (await db.Set<Meeting>().Include(m => m.Came).Include(m => m.FedBack).AsSplitQuery().FirstOrDefaultAsync(m => m.Id == id && m.BodyId == body, stop) is not { } meeting) { return false; }
        (Of, Meeting) = (of, meeting);
        return true;
    }
}
