using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Agencies.Staffing;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Clients;

/// <summary>The programs of the actor's agency that may ask, and another.</summary>
[Does(ActWords.ManageClients)]
public sealed class IndexModel(TrellisDb db, Colleagues colleagues) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public List<string> Scopes { get; set; } = [];

    [BindProperty]
    public List<string> Areas { get; set; } = [];

    /// <summary>network or area.</summary>
    [BindProperty]
    public string Sees { get; set; } = "";

    [BindProperty]
    public DateParts Until { get; set; } = new();

    /// <summary>Just made: its secret is shown now and never again.</summary>
    public (Client Client, string Secret)? Made { get; private set; }

    public string AgencyTitle { get; private set; } = "";

    public IReadOnlyList<Client> Clients { get; private set; } = [];

    public IReadOnlyList<Choice> ScopeChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AreaChoices { get; private set; } = [];

    public bool MaySeeArea { get; private set; }

    public Task OnGetAsync(CancellationToken stop) => LoadAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        if (Name.Trim().Length is 0 or > Client.LongestName) { ModelState.AddModelError(nameof(Name), $"Enter a name of at most {Client.LongestName} characters"); }
        if (Scopes.Count == 0 || Scopes.Except(ScopeChoices.Select(c => c.Value)).Any()) { ModelState.AddModelError(nameof(Scopes), "Select what it may do, of what people of your agency may"); }
        if (Areas.Count == 0 || Areas.Except(AreaChoices.Select(c => c.Value)).Any()) { ModelState.AddModelError(nameof(Areas), "Select where, of the areas of your agency you act in"); }
        if (MaySeeArea && Sees is not ("network" or "area")) { ModelState.AddModelError(nameof(Sees), "Select what it sees"); }
        var (until, fault) = Until.Read("last day", required: true);
        if (fault is null && (until < colleagues.Today || until > colleagues.Today.AddYears(1))) { fault = new DateFault("Last day must be between today and a year from now", DatePart.Date); }
        if (fault is not null) { ModelState.AddDateError(nameof(Until), fault); }
        if (!ModelState.IsValid) { return Page(); }

        var (client, secret) = Client.Begin(colleagues.Code, Name, [.. Scopes.Distinct()], [.. Areas.Distinct()], MaySeeArea && Sees is "area", until!.Value, colleagues.On);
        db.Add(client);
        await db.SaveChangesAsync(stop);
        Made = (client, secret);
        return Page();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        var code = colleagues.Code;
        AgencyTitle = (await colleagues.AgencyAsync(stop)).Title;
        Clients = await db.Set<Client>().AsNoTracking().Where(c => c.Agency == code).OrderBy(c => c.EndedAt != null).ThenBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(stop);
        var roles = await colleagues.RolesAsync(stop);
        bool May(string word) => roles.Any(r => r.Acts.Contains(word) || r.Acts.Contains($"{word.Split('.')[0]}.*"));
        ScopeChoices = [.. ApiClients.Scopes.Where(May).Select(s => new Choice(s, ActWords.Meanings[s]))];
        AreaChoices = [.. (await colleagues.AreasAsync(stop)).Select(a => new Choice(a, colleagues.AreaTitles([a])))];
        MaySeeArea = roles.Any(r => r.SeesArea);
    }
}
