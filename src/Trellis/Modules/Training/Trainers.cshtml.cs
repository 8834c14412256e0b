using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>Who gives workshops: the pool, with the days each gave in a year.</summary>
[Does(ActWords.WriteCourse)]
public sealed class TrainersModel(TrellisDb db, AgencyRegister agencies, LondonClock clock) : PageModel
{
    /// <param name="Given">Sessions given in the last twelve months.</param>
    public sealed record Row(Guid Id, string Name, string Agency, bool Account, DateOnly? Ended, int Given, int Ahead);

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    /// <summary>Of their account, if they have one.</summary>
    [BindProperty]
    public string Email { get; set; } = "";

    public IReadOnlyList<Row> Trainers { get; private set; } = [];

    public async Task OnGetAsync() => await LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        (Guid Id, string Name)? account = null;
        if (Email.Trim().Length > 0 && (account = await agencies.StaffAtAsync(Email, HttpContext.RequestAborted)) is null) { return await RefuseAsync(new Refusal(nameof(Email), "Nobody has an account with this email address")); }
        if (Trainer.Add(Name, Agency, account?.Id, [.. db.Acting.Actor.Areas.Order(StringComparer.Ordinal)], db.Acting.Actor, clock.Now).Refused(out var why, out var trainer)) { return await RefuseAsync(why); }
        db.Add(trainer);
        await db.SaveChangesAsync();
        TempData["done"] = $"{trainer.Name} is in the pool";
        return Redirect("/training/trainers");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid trainer)
    {
        if (await db.Set<Trainer>().FirstOrDefaultAsync(t => t.Id == trainer) is not { } found) { return NotFound(); }
        if (found.End(db.Acting.Actor, clock.Now).Refused(out var why)) { return await RefuseAsync(why); }
        await db.SaveChangesAsync();
        TempData["done"] = $"{found.Name} has left the pool";
        return Redirect("/training/trainers");
    }

    private async Task<IActionResult> RefuseAsync(Refusal why)
    {
        await LoadAsync();
        return this.Refuse(why);
    }

    private async Task LoadAsync()
    {
        var (now, since) = (clock.Now, clock.Now.AddYears(-1));
        Trainers = await db.Set<Trainer>().AsNoTracking().OrderBy(t => t.EndedOn != null).ThenBy(t => t.Name).Select(t => new Row(
            t.Id, t.Name, t.Agency, t.UserId != null, t.EndedOn,
            db.Set<Leading>().Where(l => l.TrainerId == t.Id && l.Workshop!.CancelledAt == null && l.Workshop.StartsAt >= since && l.Workshop.StartsAt < now).SelectMany(l => l.Workshop!.Sessions).Count(),
            db.Set<Leading>().Count(l => l.TrainerId == t.Id && l.Workshop!.CancelledAt == null && l.Workshop.StartsAt >= now))).ToListAsync(HttpContext.RequestAborted);
    }
}
