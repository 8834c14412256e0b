using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Returns.Feed;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Feeds;

/// <summary>How fresh the picture of each council is.</summary>
[Does(ActWords.ViewReturns)]
public sealed class FreshModel(TrellisDb db, Freshness freshness, PracticeModel practice, LondonClock clock) : PageModel
{
    public IReadOnlyList<FreshPicture> Pictures { get; private set; } = [];

    public string AreaTitle(string code) => practice.AreaTitle(code);

    public int Days(DateOnly upTo) => clock.Today.DayNumber - upTo.DayNumber;

    public string Age(DateOnly upTo) => Days(upTo) switch { <= 0 => "Of today", 1 => "Of yesterday", var days => $"{English.Number(days)} days old" };

    public TagColour Colour(DateOnly upTo) => Days(upTo) switch { <= Freshness.FreshDays => TagColour.Green, <= Freshness.StaleDays => TagColour.Yellow, _ => TagColour.Red };

    public async Task OnGetAsync() =>
        Pictures = await freshness.OfAsync([.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.SeesAll(a.Code) && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => a.Code)], HttpContext.RequestAborted);
}
