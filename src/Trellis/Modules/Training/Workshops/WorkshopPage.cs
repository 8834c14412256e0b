using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Workshops;

/// <summary>A page about one workshop, for those who run training or give it.</summary>
public abstract class WorkshopPage(TrellisDb db, Programme programme, Views views, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    public Workshop Of { get; private set; } = null!;

    public Listed Listed { get; private set; } = null!;

    /// <summary>Who is down for it, as far as the asker sees them; by turn.</summary>
    public IReadOnlyList<Booking> Bookings { get; private set; } = [];

    public string Here => $"/training/workshops/{Of.Reference.ToLowerInvariant()}";

    public Actor Actor => Db.Acting.Actor;

    public TrainingRules Rules => programme.Rules;

    public LondonClock Clock => clock;

    protected TrellisDb Db => db;

    protected Programme Programme => programme;

    protected CancellationToken Stop => HttpContext.RequestAborted;

    /// <param name="word">The act it is looked at for.</param>
    protected async Task<bool> LoadAsync(string word, bool tracked)
    {
        if (await programme.WorkshopAsync(Reference, tracked, Stop) is not { } of) { return false; }
        Of = of;
        Listed = await programme.ListedAsync(of, Stop);
        var all = db.Set<Booking>().Include(b => b.Delegate).Where(b => b.WorkshopId == of.Id).OrderBy(b => b.Turn);
        Bookings = await (tracked ? all : all.AsNoTrackingWithIdentityResolution()).ToListAsync(Stop);
        if (Bookings.Count > 0) { await views.SawAsync("training-delegates", word, [.. Bookings.Select(b => b.DelegateId)], of.Area, cancellationToken: Stop); }
        return true;
    }

    protected async Task<IActionResult> SavedAsync(string done, string? to = null)
    {
        try
        {
            await db.SaveChangesAsync(Stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            ModelState.AddModelError("", "Somebody else changed this meanwhile. Look at it again");
            return Page();
        }

        TempData["done"] = done;
        return Redirect(to ?? Here);
    }
}
