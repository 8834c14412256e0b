using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Footprint;

/// <summary>One agency of the partnership: when it was, what it comes from, and what it became.</summary>
[Does(ActWords.ViewFootprint)]
public sealed class AgencyModel(PracticeModel practice, AgencyRegister register, LondonClock clock) : PageModel
{
    public FootprintAgency Agency { get; private set; } = null!;

    public FootprintHistory History => practice.Footprint;

    public (DateOnly First, DateOnly? Last)? Days => History.DaysOf(Agency.Id);

    public FootprintChange? End => History.EndOf(Agency.Id);

    public FootprintAgency? Next => History.SuccessorOf(Agency.Id);

    public IReadOnlyList<FootprintAgency> Before => History.PredecessorsOf(Agency.Id);

    public bool IsOver => Days?.Last is { } last && last < clock.Today;

    public bool Signs => History.SignsOn(clock.Today).Contains(Agency);

    /// <summary>What it is called in the register of agencies; null: nobody of it signs in.</summary>
    public string? Registered { get; private set; }

    public string Title => History.TitleOn(Agency, clock.Today);

    /// <summary>What it was called before, with the last day of each name.</summary>
    public IEnumerable<(string Title, DateOnly Until)> Names =>
        History.Changes.Where(c => c.Kind is FootprintKind.AgencyRenamed && c.Agencies.Contains(Agency.Id) && c.On <= clock.Today).Select(c => (History.TitleOn(Agency, c.LastDayBefore), c.LastDayBefore));

    public string Where => Agency.Areas.IsEmpty ? "All areas" : string.Join(" and ", Agency.Areas.Select(practice.AreaTitle));

    public DateOnly EndOf(FootprintAgency agency) => History.EndOf(agency.Id)!.LastDayBefore;

    public async Task<IActionResult> OnGetAsync(string agency)
    {
        if (History.Agency(agency) is not { } found) { return NotFound(); }
        Agency = found;
        if (found.Register is { } code) { Registered = (await register.ListAsync(cancellationToken: HttpContext.RequestAborted)).FirstOrDefault(a => a.Code == code)?.Title; }
        return Page();
    }
}
