using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Risks;

/// <summary>A risk with all its weighings; weighing it again; closing it.</summary>
[Does(ActWords.ViewRisks)]
public sealed class ShowModel(TrellisDb db, AgencyRegister register, Bodies bodies, PracticeModel practice, WorkingCalendar calendar, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Likelihood { get; set; } = "";

    [BindProperty]
    public string Impact { get; set; } = "";

    [BindProperty]
    public string Mitigation { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public string Because { get; set; } = "";

    public Risk Of { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public string? Body { get; private set; }

    public string? AgencyTitle { get; private set; }

    public RiskRules Rules => practice.Risks;

    public bool MayKeep => db.Acting.Actor.May(ActWords.KeepRisks) && Of.ClosedOn is null;

    public IReadOnlyList<Choice> LikelihoodChoices => RiskChoices.Likelihood(practice.Risks);

    public IReadOnlyList<Choice> ImpactChoices => RiskChoices.Impact(practice.Risks);

    public async Task<IActionResult> OnGetAsync(Guid risk)
    {
        if (!await LoadAsync(risk)) { return NotFound(); }
        if (Of.Now is { } now) { (Likelihood, Impact, Mitigation) = (English.Number(now.Likelihood), English.Number(now.Impact), now.Mitigation); }
        return Page();
    }

    [Does(ActWords.KeepRisks)]
    public async Task<IActionResult> OnPostAsync(Guid risk) =>
        await LoadAsync(risk) ? await DoneAsync(Of.Weigh(RiskChoices.Read(Likelihood), RiskChoices.Read(Impact), Mitigation, Why, practice.Risks, calendar, db.Acting.Actor, clock.Now), "The risk is weighed") : NotFound();

    [Does(ActWords.KeepRisks)]
    public async Task<IActionResult> OnPostCloseAsync(Guid risk) => await LoadAsync(risk) ? await DoneAsync(Of.Close(Because, db.Acting.Actor, clock.Now), "The risk is closed") : NotFound();

    private async Task<IActionResult> DoneAsync<T>(Outcome<T> outcome, string words)
    {
        if (outcome.Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = words;
        return Redirect($"/risks/{Of.Id}");
    }

    private async Task<bool> LoadAsync(Guid id)
    {
        var stop = HttpContext.RequestAborted;
        if (await db.Set<Risk>().Include(r => r.Weighings).FirstOrDefaultAsync(r => r.Id == id, stop) is not { } found) { return false; }
        Of = found;
        Names = await register.NamesAsync(found.Weighings.Select(w => w.ById), stop);
        Body = found.BodyId is { } body ? (await bodies.TitlesAsync(stop)).GetValueOrDefault(body) : null;
        AgencyTitle = found.Agency is { } agency ? (await register.ListAsync(cancellationToken: stop)).FirstOrDefault(a => a.Code == agency)?.Title ?? agency : null;
        return true;
    }
}
