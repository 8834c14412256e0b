using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Risks;

/// <summary>Adds a risk, weighed for the first time.</summary>
[Does(ActWords.KeepRisks)]
public sealed class NewModel(TrellisDb db, AgencyRegister register, Bodies bodies, PracticeModel practice, WorkingCalendar calendar, LondonClock clock) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter the risk"), StringLength(Risk.LongestTitle, ErrorMessage = "The risk must be 200 characters or fewer")]
    public string Name { get; set; } = "";

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty, StringLength(Risk.LongestText, ErrorMessage = "What could bring it about must be 2,000 characters or fewer")]
    public string Cause { get; set; } = "";

    [BindProperty, StringLength(Risk.LongestText, ErrorMessage = "What would follow must be 2,000 characters or fewer")]
    public string Effect { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter who owns it"), StringLength(Risk.LongestTitle, ErrorMessage = "Who owns it must be 200 characters or fewer")]
    public string Owner { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public string Likelihood { get; set; } = "";

    [BindProperty]
    public string Impact { get; set; } = "";

    [BindProperty]
    public string Mitigation { get; set; } = "";

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> LikelihoodChoices => RiskChoices.Likelihood(practice.Risks);

    public IReadOnlyList<Choice> ImpactChoices => RiskChoices.Impact(practice.Risks);

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Areas.Length == 0 || Areas.Any(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it is of"); }
        if (AgencyChoices.All(c => c.Value != Agency)) { ModelState.AddModelError(nameof(Agency), "Select an agency, or none"); }
        if (BodyChoices.All(c => c.Value != Body)) { ModelState.AddModelError(nameof(Body), "Select a body, or none"); }
        if (!ModelState.IsValid) { return Page(); }
        var risk = new Risk { Areas = Areas, Title = Name.Trim(), Cause = Cause.Trim(), Effect = Effect.Trim(), Agency = Agency.Length > 0 ? Agency : null, Owner = Owner.Trim(), BodyId = Body.Length > 0 ? Guid.Parse(Body) : null, MadeAt = clock.Now };
        if (risk.Weigh(RiskChoices.Read(Likelihood), RiskChoices.Read(Impact), Mitigation, "", practice.Risks, calendar, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        db.Add(risk);
        await db.SaveChangesAsync();
        TempData["done"] = "The risk is added";
        return Redirect($"/risks/{risk.Id}");
    }

    private async Task LoadAsync()
    {
        AgencyChoices = [new("", "None"), .. (await register.ListAsync(cancellationToken: HttpContext.RequestAborted)).Select(a => new Choice(a.Code, a.Title))];
        BodyChoices = [new("", "None"), .. (await bodies.TitlesAsync(HttpContext.RequestAborted)).OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];
    }
}
