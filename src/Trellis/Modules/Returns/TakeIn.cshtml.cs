using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns;

/// <summary>A census that is signed off is taken into the records of its children, after a look at what would become of it.</summary>
[Does(ActWords.TakeInReturn)]
public sealed class TakeInModel(TrellisDb db, CensusIntake intake, AgencyRegister register, PracticeModel practice, WorkingCalendar calendar, Views views) : ReturnPage(db, views)
{
    [BindProperty]
    public string Agency { get; set; } = "";

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    /// <summary>Null where nothing can be taken in, or it is not known whose numbers they are.</summary>
    public IntakePreview? Looked { get; private set; }

    /// <summary>Why nothing can be taken in.</summary>
    public string? Refused { get; private set; }

    public string AreaTitle => practice.AreaTitle(Of.Area);

    public async Task<IActionResult> OnGetAsync(string? agency)
    {
        if (!await LoadAsync()) { return NotFound(); }
        Agency = Agencies is [var only] ? only.Value : agency ?? "";
        if (Agencies.All(a => a.Value != Agency)) { return Page(); }
        if ((await intake.LookAsync(await CheckAsync(), Of.Sha256, Of.Area, Agency, HttpContext.RequestAborted)).Refused(out var why, out var looked)) { Refused = why.Words; }
        Looked = looked;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Agencies.All(a => a.Value != Agency)) { return this.Refuse(new Refusal(nameof(Agency), "Select whose numbers the children have")); }
        if ((await intake.TakeInAsync(await CheckAsync(), Of.Sha256, Of.FileName, Of.Area, Agency, HttpContext.RequestAborted)).Refused(out var why, out var taken)) { return this.Refuse(why); }
        TempData["done"] = taken is null ? "It was all known: nothing was taken in" : "Taken into the record";
        return Redirect(taken is null ? Here : $"/returns/taken-in/{taken.Id}");
    }

    private async Task<CheckResult> CheckAsync()
    {
        var census = await CensusChecking.ReadAsync(Db, Of, HttpContext.RequestAborted);
        return CensusCheck.Run(census, CensusYear.Of(census, Of.Asked, CensusDays.Of(() => calendar)));
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync("return", ActWords.TakeInReturn) || Of.State is not Submission.SignedOff || !May(ActWords.TakeInReturn)) { return false; }
        Agencies = [.. (await register.ListAsync(Of.Area, HttpContext.RequestAborted)).Where(a => a.Kind is "council" && a.Area == Of.Area).Select(a => new Choice(a.Code, a.Title))];
        return true;
    }
}
