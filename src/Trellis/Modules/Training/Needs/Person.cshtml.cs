using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Needs;

/// <summary>What somebody of one’s own agency must have, and what they learnt elsewhere.</summary>
[Does(ActWords.ListWorkers)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class PersonModel(TrellisDb db, Compliance compliance, PracticeModel practice, LearntFiles files, Views views, LondonClock clock) : PageModel, IAsksLearnt
{
    [BindProperty]
    public string Title { get; set; } = "";

    [BindProperty]
    public string Level { get; set; } = "";

    [BindProperty]
    public string How { get; set; } = "";

    [BindProperty]
    public DateParts DoneOn { get; set; } = new();

    [BindProperty]
    public string Evidence { get; set; } = "";

    [BindProperty]
    public DateParts EvidenceOn { get; set; } = new();

    public TrainingRules Rules => practice.Training;

    public LearntFiles Files => files;

    public Worker Of { get; private set; } = null!;

    public IReadOnlyList<Standing> Standing { get; private set; } = [];

    public IReadOnlyList<Learnt> Elsewhere { get; private set; } = [];

    /// <summary>What they said to the question whether the agency may see their training; null: nothing.</summary>
    public Showing? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid worker) => await LoadAsync(worker) ? Page() : NotFound();

    [Does(ActWords.AddLearnt)]
    public async Task<IActionResult> OnPostAsync(Guid worker)
    {
        if (!await LoadAsync(worker)) { return NotFound(); }
        foreach (var (field, fault) in ((IAsksLearnt)this).Faults) { ModelState.AddDateError(field, fault); }
        if (!ModelState.IsValid) { return Page(); }
        if ((await files.LookAsync(Request.Form.Files, HttpContext.RequestAborted)).Refused(out var why, out var file)) { return this.Refuse(why); }
        if (Learnt.Add(Of.Email, Of.Agency, Of.Area, ((IAsksLearnt)this).Text, file, Rules, clock.Now).Refused(out why, out var learnt)) { return this.Refuse(why); }
        db.Add(learnt);
        return await SavedAsync("Added to their training");
    }

    [Does(ActWords.AddLearnt)]
    public async Task<IActionResult> OnPostTakeBackAsync(Guid worker, Guid learnt)
    {
        if (!await LoadAsync(worker)) { return NotFound(); }
        if (await db.Set<Learnt>().FirstOrDefaultAsync(l => l.Id == learnt && l.Email == Of.Email && l.Agency == Of.Agency) is not { } found) { return NotFound(); }
        return found.TakeBack(clock.Now).Refused(out var why) ? this.Refuse(why) : await SavedAsync("Taken back");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = done;
        return Redirect($"/training/people/{Of.Id}");
    }

    /// <summary>Of one’s own agency, whoever asks: others are not there.</summary>
    private async Task<bool> LoadAsync(Guid worker)
    {
        var (stop, agency) = (HttpContext.RequestAborted, db.Acting.Actor.Agency);
        if (await db.Set<Worker>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == worker && w.Agency == agency && w.EndedOn == null, stop) is not { } found) { return false; }
        await views.SawAsync("training-person", ActWords.ListWorkers, [found.Id], found.Area, cancellationToken: stop);
        Of = found;
        Standing = await compliance.OfAsync(found.Agency, found.Id, clock.Today, stop);
        Said = await db.Set<Showing>().AsNoTracking().FirstOrDefaultAsync(s => s.Email == found.Email && s.Agency == found.Agency && s.TakenBackAt == null, stop);
        Elsewhere = await db.Set<Learnt>().AsNoTracking().Include(l => l.File).Where(l => l.Email == found.Email && l.TakenBackAt == null && (l.Agency == null || l.Agency == found.Agency)).OrderByDescending(l => l.DoneOn).ToListAsync(stop);
        return true;
    }
}
