using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Forums;

/// <summary>Forums of safeguarding leads, grand rounds and other set-ups where people learn from each other: when they meet, and what they are to pass on.</summary>
[Does(ActWords.ViewForums)]
public sealed class IndexModel(TrellisDb db, ForumShelf shelf, PracticeModel practice, LondonClock clock) : PageModel
{
    /// <summary>A forum in its financial year.</summary>
    public sealed record Line(Body Of, DateOnly? Next, DateOnly? Last, int Sittings, int Settings, int People);

    public IReadOnlyList<Line> Forums { get; private set; } = [];

    /// <summary>Still to be passed on.</summary>
    public IReadOnlyList<Cascade> Messages { get; private set; } = [];

    public string Year => Period.Financial(clock.Today);

    public bool MayMake => db.Acting.Actor.May(ActWords.MakeBody);

    public string AreaTitles(Body of) => string.Join(", ", of.Areas.Select(a => practice.AreaTitle(a)));

    public async Task OnGetAsync()
    {
        var (stop, today) = (HttpContext.RequestAborted, clock.Today);
        var forums = await shelf.ForumsAsync(stop);
        var sittings = await shelf.SittingsAsync([.. forums.Select(f => f.Id)], stop);
        Forums = [.. forums.Select(f =>
        {
            var held = sittings[f.Id].Where(s => s.Meeting.CancelledAt is null).ToArray();
            var year = held.Where(s => s.Meeting.HeldOn <= today && Period.Financial(s.Meeting.HeldOn) == Year && s.Settings > 0).ToArray();
            return new Line(f, held.Where(s => s.Meeting.HeldOn >= today).Min(s => (DateOnly?)s.Meeting.HeldOn), held.Where(s => s.Meeting.HeldOn < today).Max(s => (DateOnly?)s.Meeting.HeldOn), year.Length, year.SelectMany(s => s.Meeting.CameNow).Select(c => c.Setting).Distinct(StringComparer.OrdinalIgnoreCase).Count(), year.Sum(s => s.People));
        })];
        Messages = [.. (await shelf.MessagesAsync([.. forums.Select(f => f.Id)], stop)).Where(m => m.PassOnBy >= today)];
    }
}
