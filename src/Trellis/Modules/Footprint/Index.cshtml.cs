using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Footprint.Handing;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Footprint;

/// <summary>Who belonged to the partnership when, what changed, and who signs.</summary>
[Does(ActWords.ViewFootprint)]
public sealed class IndexModel(PracticeModel practice, PartnershipOverTime over, TrellisDb db, LondonClock clock) : PageModel
{
    /// <summary>Days between two changes: the partnership is one and the same on all of them.</summary>
    public sealed record Stretch(DateOnly First, DateOnly? Last)
    {
        public bool Holds(DateOnly day) => First <= day && (Last is null || day <= Last);

        public string Words => Last is { } last ? $"{English.Date(First)} to {English.Date(last)}" : $"From {English.Date(First)}";
    }

    /// <summary>An area or an agency, and when it was of the partnership.</summary>
    /// <param name="Href">Where more of it is told; null: nowhere.</param>
    public sealed record Belonging(string Title, string? Href, IReadOnlyList<(DateOnly First, DateOnly? Last)> Days, string Then);

    /// <summary>A day of the stretch to be shown; without one, or of days of which nothing is known, today.</summary>
    [FromQuery(Name = "on")]
    public DateOnly? On { get; set; }

    public DateOnly Day => On is { } day && History.Knows(day) ? day : clock.Today;

    public FootprintHistory History => practice.Footprint;

    public IReadOnlyList<Stretch> Stretches { get; private set; } = [];

    public Stretch Shown => Stretches.Last(s => s.Holds(Day));

    public bool IsNow => Shown.Holds(clock.Today);

    public Signing Signing => over.SigningOn(Day)!;

    public IEnumerable<string> AreasThen => History.AreasOn(Day).Select(practice.AreaTitle);

    public IReadOnlyList<Belonging> Areas { get; private set; } = [];

    public IReadOnlyList<Belonging> Agencies { get; private set; } = [];

    public IHtmlContent Drawing => FootprintBands.Of([.. Areas.Select(a => a with { Title = $"Area: {a.Title}" }), .. Agencies], History.Since, clock.Today);

    public ILookup<string, Handover> Handed { get; private set; } = Array.Empty<Handover>().ToLookup(h => h.Change);

    public bool MayHandOver => db.Acting.Actor.May(ActWords.HandOnAgency);

    public static string Days(Belonging of) => string.Join(", ", of.Days.Select(d => d.Last is { } last ? $"{English.Date(d.First)} to {English.Date(last)}" : $"from {English.Date(d.First)}"));

    public string Where(Signatory partner) => partner.Areas.Count == 0 ? "All areas" : string.Join(" and ", partner.Areas.Where(History.AreasOn(Day).Contains).Select(practice.AreaTitle));

    public bool IsToCome(FootprintChange change) => change.On > clock.Today;

    public async Task OnGetAsync()
    {
        if (History.Forms.IsEmpty) { return; }
        DateOnly[] edges = [.. History.Changes.Select(c => c.On).Prepend(History.Since).Distinct().Order()];
        Stretches = [.. edges.Select((first, i) => new Stretch(first, i + 1 < edges.Length ? edges[i + 1].AddDays(-1) : null))];
        Areas = [.. History.Areas.Concat(History.Changes.Select(c => c.Area).OfType<string>()).Distinct()
            .Select(a => new Belonging(practice.AreaTitle(a), null, [.. History.DaysOfArea(a)], History.DaysOfArea(a).Last().Last is null ? "" : "Left the partnership"))];
        Agencies = [.. History.Agencies.Where(a => History.DaysOf(a.Id) is not null)
            .Select(a => new Belonging(History.TitleOn(a, clock.Today), $"/footprint/agencies/{a.Id}", [History.DaysOf(a.Id)!.Value], History.SuccessorOf(a.Id) is { } next ? next.Title : History.EndOf(a.Id) is not null ? "Ended" : History.DaysOf(a.Id)!.Value.Last is null ? "" : "Left with its area"))];
        Handed = (await db.Set<Handover>().AsNoTracking().OrderBy(h => h.At).ToListAsync(HttpContext.RequestAborted)).ToLookup(h => h.Change);
    }
}
