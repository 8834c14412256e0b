using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Training.Open;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Materials;

/// <summary>What goes with a course and its workshops: added by those who run training, and by whoever gives a workshop for that one.</summary>
[Does(ActWords.ViewTraining)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class IndexModel(TrellisDb db, Programme programme, MaterialShelf shelf, PracticeModel practice, LondonClock clock) : PageModel
{
    private const int MonthsBack = 3;
    private const int MonthsAhead = 12;

    private IReadOnlyList<Listed> workshops = [];

    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Address { get; set; } = "";

    /// <summary>The reference of a workshop; empty: every workshop.</summary>
    [BindProperty(SupportsGet = true)]
    public string Workshop { get; set; } = "";

    [BindProperty]
    public string Who { get; set; } = "";

    [BindProperty]
    public string When { get; set; } = "";

    public Course Of { get; private set; } = null!;

    public IReadOnlyList<Material> Materials { get; private set; } = [];

    public FilesField FileField => shelf.Ask;

    public string Here => $"/training/courses/{Of.Reference.ToLowerInvariant()}/materials";

    public IReadOnlyList<Choice> WhoChoices => [.. Material.Whos.Select(w => new Choice(w.Key, w.Value))];

    public IReadOnlyList<Choice> WhenChoices => [new("at-once", "At once"), new("before", $"From {Rules.MaterialsBefore} before the first session"), new("after", "Once it is over, for those who came")];

    public IReadOnlyList<Choice> WorkshopChoices => [.. Runs ? [new Choice("", "Every workshop of the course")] : Array.Empty<Choice>(), .. workshops.Select(w => new Choice(w.Reference, $"{w.When}, {w.Where}"))];

    /// <summary>Those who run training, and whoever gives one of its workshops.</summary>
    public bool MayAdd => db.Acting.Actor.May(ActWords.KeepMaterials) && WorkshopChoices.Count > 0;

    private bool Runs => db.Acting.Actor.Circles.Contains(Door.Circle);

    private TrainingRules Rules => practice.Training;

    private CancellationToken Stop => HttpContext.RequestAborted;

    public bool MayWithdraw(Material one) => MayAdd && one.WithdrawnAt is null && (Runs || workshops.Any(w => w.Id == one.WorkshopId));

    public string WorkshopOf(Material one) => one.Workshop is { } of ? $"{English.Date(of.Day)}, {of.Reference}" : "Every workshop";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.KeepMaterials)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (WorkshopChoices.All(c => c.Value != Workshop)) { return this.Refuse(new Refusal(nameof(Workshop), "Select which workshop it goes with")); }
        var on = Workshop.Length == 0 ? null : await programme.WorkshopAsync(Workshop, tracked: false, Stop);
        if ((await shelf.LookAsync(Request.Form.Files, Stop)).Refused(out var why, out var file)) { return this.Refuse(why); }
        if (Material.Add(Of, new MaterialText(on, Name, Address, Who, When), file, db.Acting.Actor, clock.Now).Refused(out why, out var material)) { return this.Refuse(why); }
        db.Add(material);
        return await SavedAsync($"Added: {material.Title}");
    }

    [Does(ActWords.KeepMaterials)]
    public async Task<IActionResult> OnPostWithdrawAsync(Guid material)
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (await db.Set<Material>().Include(m => m.Workshop).FirstOrDefaultAsync(m => m.Id == material && m.CourseId == Of.Id, Stop) is not { } found || !(MayWithdraw(found) || found.WithdrawnAt is not null)) { return NotFound(); }
        if (found.Withdraw(Of, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync($"Withdrawn: {found.Title}");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync(Stop);
        TempData["done"] = done;
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync()
    {
        if (await programme.CourseAsync(Reference, tracked: false, Stop) is not { } of) { return false; }
        Of = of;
        Materials = await shelf.OfAsync(of.Id, Stop);
        workshops = [.. (await programme.WorkshopsAsync(of.Id, clock.Now.AddMonths(-MonthsBack), clock.Now.AddMonths(MonthsAhead), bookable: false, Stop)).Where(w => !w.Cancelled)];
        if (!Runs)
        {
            var me = db.Acting.Actor.UserId;
            var mine = await db.Set<Leading>().AsNoTracking().Where(l => db.Set<Trainer>().Any(t => t.Id == l.TrainerId && t.UserId == me)).Select(l => l.WorkshopId).ToListAsync(Stop);
            workshops = [.. workshops.Where(w => mine.Contains(w.Id))];
        }

        return true;
    }
}
