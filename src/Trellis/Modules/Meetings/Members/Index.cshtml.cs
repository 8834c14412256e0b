using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Meetings.Members;

/// <summary>The members' register: who sits where, which seats are empty, who was shown round and agreed to the terms.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class IndexModel(TrellisDb db, AgencyRegister register, LondonClock clock) : PageModel
{
    /// <summary>A body with its seats today.</summary>
    public sealed record Line(Body Body, IReadOnlyList<SeatToday> Seats)
    {
        public int Filled => Seats.Count(s => s.Holder is not null);

        public int Shown => Seats.Count(s => s.Holder?.InductedOn is not null);

        public int Agreed => Seats.Count(s => s.Holder?.AgreedOn is not null);

        public IEnumerable<SeatToday> Empty => Seats.Where(s => s.Holder is null);
    }

    public sealed record SeatToday(Seat Seat, Holder? Holder, IReadOnlyList<Holder> Deputies);

    /// <summary>Of one agency: its code.</summary>
    [BindProperty(SupportsGet = true)]
    public string Agency { get; set; } = "";

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public IReadOnlyDictionary<string, string> AgencyTitles { get; private set; } = new Dictionary<string, string>();

    public bool MayFill => db.Acting.Actor.May(ActWords.FillSeat);

    public string OrganisationOf(Seat seat) => seat.Agency is { } code ? AgencyTitles.GetValueOrDefault(code, code) : seat.Organisation;

    public async Task OnGetAsync() => await LoadAsync();

    public async Task<IActionResult> OnGetFileAsync()
    {
        await LoadAsync();
        string[] columns = ["Body", "Seat", "Agency", "Statutory", "Holder", "Post", "Contact", "Holds it since", "Shown round", "Agreed to the terms", "Deputies"];
        var rows = Lines.SelectMany(l => l.Seats.Select(s => (IReadOnlyList<string>)
        [
            l.Body.Title, s.Seat.Title, OrganisationOf(s.Seat), s.Seat.Statutory ? "Yes" : "", s.Holder?.Name ?? "Nobody named", s.Holder?.Post ?? "", s.Holder?.Contact ?? "", Day(s.Holder?.FromOn), Day(s.Holder?.InductedOn),
            Day(s.Holder?.AgreedOn), string.Join("; ", s.Deputies.Select(d => d.Name)),
        ])).ToArray();
        return File(SheetFile.Workbook([new SheetFile("Members", columns, rows)]), SheetFile.WorkbookType, $"members-{clock.Today:yyyy-MM-dd}.xlsx");
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", English.Culture) ?? "";

    private async Task LoadAsync()
    {
        var stop = HttpContext.RequestAborted;
        var agencies = await register.ListAsync(cancellationToken: stop);
        AgencyTitles = agencies.ToDictionary(a => a.Code, a => a.Title);
        var today = clock.Today;
        var found = await db.Set<Body>().AsNoTracking().Where(b => b.EndedOn == null || b.EndedOn >= today)
            .Include(b => b.Seats.Where(s => s.UntilOn == null)).ThenInclude(s => s.Holders).AsSplitQuery().OrderBy(b => b.Title).ToListAsync(stop);
        var having = found.SelectMany(b => b.Seats).Select(s => s.Agency).ToHashSet();
        AgencyChoices = [new("", "All"), .. agencies.Where(a => having.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];
        if (AgencyChoices.All(c => c.Value != Agency)) { Agency = ""; }
        Lines = [.. found.Select(b => new Line(b, [.. b.Seats.Where(s => Agency.Length == 0 || s.Agency == Agency).OrderBy(s => s.Position)
            .Select(s => new SeatToday(s, s.HolderOn(today), [.. s.Holders.Where(h => h.Deputy && h.StandsOn(today))]))])).Where(l => Agency.Length == 0 || l.Seats.Count > 0)];
    }

}
