using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Training.Needs;
using Trellis.Platform.Documents;
using Trellis.Practice;

namespace Trellis.Modules.Training.Open;

/// <summary>Somebody adds training they had elsewhere to their own record, and takes back what they added.</summary>
[AllowAnonymous]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class LearntModel(OpenDesk desk, LearntFiles files, PracticeModel practice) : OpenPage(desk), IAsksLearnt
{
    private const int Most = 100;

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

    public LearntFiles Files => files;

    /// <summary>What they added themselves: what their lead added is their lead’s to take back.</summary>
    public IReadOnlyList<Learnt> Own { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        await LoadAsync(who);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        await LoadAsync(who);
        foreach (var (field, fault) in ((IAsksLearnt)this).Faults) { ModelState.AddDateError(field, fault); }
        if (!ModelState.IsValid) { return Page(); }
        if (Own.Count >= Most) { return this.Refuse(new("Title", $"You can add {Most} entries at most")); }
        if ((await files.LookAsync(Request.Form.Files, Stop)).Refused(out var why, out var file)) { return this.Refuse(why); }
        Db.Acting.Begin(ActWords.GuestAddsLearnt);
        if (Learnt.Add(who.Email, null, practice.Areas.First(a => a.Kind is "partnership").Code, ((IAsksLearnt)this).Text, file, Rules, Desk.Clock.Now).Refused(out why, out var learnt)) { return this.Refuse(why); }
        Db.Add(learnt);
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = "Added to your training";
        return Redirect("/courses/bookings");
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid learnt)
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (await Db.Set<Learnt>().FirstOrDefaultAsync(l => l.Id == learnt && l.Email == who.Email && l.Agency == null, Stop) is not { } found) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestAddsLearnt);
        if (found.TakeBack(Desk.Clock.Now).Refused(out var why)) { await LoadAsync(who); return this.Refuse(why); }
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = "Taken back";
        return Redirect("/courses/bookings");
    }

    private async Task LoadAsync(AtTheDoor who)
    {
        await Desk.Views.SawAsync("training-own", ActWords.GuestAddsLearnt, who.Known is { } known ? [known.Id] : [], cancellationToken: Stop);
        Own = await Db.Set<Learnt>().AsNoTracking().Include(l => l.File).Where(l => l.Email == who.Email && l.Agency == null && l.TakenBackAt == null).OrderByDescending(l => l.DoneOn).ToListAsync(Stop);
    }
}
