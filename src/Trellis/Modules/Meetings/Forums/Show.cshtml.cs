using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Forums;

/// <summary>A forum: its dates with who came, and its messages with who passed them on.</summary>
[Does(ActWords.ViewForums)]
public sealed class ShowModel(TrellisDb db, ForumShelf shelf, PracticeModel practice, LondonClock clock) : PageModel
{
    public Body Of { get; private set; } = null!;

    public IReadOnlyList<SittingLine> Sittings { get; private set; } = [];

    public IReadOnlyList<Cascade> Messages { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public string AreaTitles => string.Join(", ", Of.Areas.Select(a => practice.AreaTitle(a)));

    public string Meets => practice.Meetings.Cycle(Of.Cycle)?.Title ?? "As needed";

    public bool MayCall => May(ActWords.CallMeeting);

    public bool MaySend => May(ActWords.CascadeMessage);

    public async Task<IActionResult> OnGetAsync(Guid body)
    {
        var stop = HttpContext.RequestAborted;
        if (await shelf.ForumAsync(body, stop) is not { } of) { return NotFound(); }
        Of = of;
        Sittings = [.. (await shelf.SittingsAsync([of.Id], stop))[of.Id]];
        Messages = await shelf.MessagesAsync([of.Id], stop);
        return Page();
    }

    private bool May(string act) => db.Acting.Actor.May(act) && Of.EndedOn is null && Of.Areas.All(a => db.Acting.Actor.Areas.Contains(a));
}
