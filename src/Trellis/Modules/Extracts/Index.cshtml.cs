using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Extracts;

/// <summary>One's own extract: begun with a passphrase, fetched, ended.</summary>
[Does(ActWords.HoldExtract)]
public sealed class IndexModel(TrellisDb db, OuterKeys outer, ExtractFolder folder, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Passphrase { get; set; } = "";

    [BindProperty]
    public string Again { get; set; } = "";

    public Holding? Mine { get; private set; }

    public bool HasFile => Mine is { } mine && folder.NewestOf(mine.Id) is not null;

    public int KeptDays => practice.Offline.KeptDays;

    public async Task OnGetAsync(CancellationToken stop) => Mine = await FindAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if ((Mine = await FindAsync(stop)) is not null) { return Redirect("/offline"); }
        if (Passphrase != Again) { ModelState.AddModelError(nameof(Again), "The two passphrases are not the same"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Holding.Begin(db.Acting.Actor, Passphrase, outer, clock.Now).Refused(out var why, out var holding)) { return this.Refuse(why); }
        db.Add(holding);
        await db.SaveChangesAsync(stop);
        TempData["done"] = "Your offline extract is made tonight, and each night from then on";
        return Redirect("/offline");
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is { } mine)
        {
            mine.End(db.Acting.Actor.Areas[0], db.Acting.Actor.Agency, clock.Now);
            await db.SaveChangesAsync(stop);
            folder.DeleteOf(mine.Id);
            TempData["done"] = "You have no offline extract any more";
        }

        return Redirect("/offline");
    }

    private Task<Holding?> FindAsync(CancellationToken stop) => db.Set<Holding>().FirstOrDefaultAsync(h => h.StaffId == db.Acting.Actor.UserId && h.EndedAt == null, stop);
}
