using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Challenges.Events;

/// <summary>Asks agencies what they can assure after something happened, and tells those who answer for them.</summary>
[Does(ActWords.AskAssurance)]
public sealed class NewModel(ChallengeDesk desk, PracticeModel practice, PostHolders posts) : PageModel
{
    public ChallengeDesk Desk => desk;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string Questions { get; set; } = "";

    [BindProperty]
    public string[] Agencies { get; set; } = [];

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        (On, Due) = (DateParts.Of(desk.Clock.Today), DateParts.Of(desk.Due(desk.Rules.Assurance)));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (desk.Areas is [var only]) { Areas = [only.Value]; }
        if (Name.Trim().Length is 0 or > AssuranceEvent.LongestTitle) { ModelState.AddModelError(nameof(Name), Name.Trim().Length == 0 ? "Enter what the event is called" : "What it is called must be 200 characters or fewer"); }
        if (What.Trim().Length is 0 or > AssuranceEvent.LongestWhat) { ModelState.AddModelError(nameof(What), What.Trim().Length == 0 ? "Enter what happened" : "What happened must be 4,000 characters or fewer"); }
        if (Agencies.Length == 0 || Agencies.Any(a => AgencyChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Agencies), "Select which agencies are asked"); }
        if (Areas.Length == 0 || Areas.Any(a => desk.Areas.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it is for"); }
        var (on, wrong) = On.Read("day it happened", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); }
        var (due, fault) = Due.Read("day to answer by", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(Due), fault); }
        if (!ModelState.IsValid) { return Page(); }

        var happened = new AssuranceEvent
        {
            Reference = $"E{await desk.Db.Database.SqlQuery<long>($"select nextval('challenges.event_reference') as \"Value\"").SingleAsync()}",
            Areas = Areas,
            Title = Name.Trim(),
            What = What.Trim(),
            HappenedOn = on!.Value,
            Agencies = [.. Agencies.Distinct()],
            DueOn = due!.Value,
            MadeAt = desk.Clock.Now,
            MadeBy = desk.Actor.UserId,
        };
        if (happened.Ask(Questions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), desk.Actor).Refused(out var why, out _)) { return this.Refuse(why); }
        desk.Db.Add(happened);
        await TellAsync(happened);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"{happened.Reference}: {Trellis.Platform.Time.English.Count(happened.Agencies.Length, "agency is", "agencies are")} asked";
        return Redirect($"/challenges/events/{happened.Reference}");
    }

    /// <summary>Those of each agency whose role lets them answer for it.</summary>
    private async Task TellAsync(AssuranceEvent happened)
    {
        await using var own = await desk.Db.OpenAsync();
        var told = new List<Guid>();
        foreach (var role in practice.Roles.Where(r => r.Acts.Contains(ActWords.Assure)))
        {
            foreach (var area in happened.Areas) { told.AddRange(await posts.InRoleAsync(own.Connection, role.Id, area, happened.Agencies)); }
        }

        desk.Tell(Occasion.AssuranceAsked, happened.Reference, $"/challenges/events/{happened.Reference.ToLowerInvariant()}", happened.Id, [.. told.Distinct()], happened.Id.ToString("N"));
    }

    private async Task LoadAsync() => AgencyChoices = [.. (await desk.AgenciesAsync()).Select(a => new Choice(a.Code, a.Title))];
}
