using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Extracts;

/// <summary>Who has an extract, and who had: for whoever governs information, to end one.</summary>
[Does(ActWords.GovernExtracts)]
public sealed class HeldModel(TrellisDb db, AgencyRegister agencies, ExtractFolder folder, LondonClock clock) : PageModel
{
    public IReadOnlyList<(Holding Holding, string Name)> Held { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var all = await db.Set<Holding>().AsNoTracking().OrderBy(h => h.EndedAt != null).ThenByDescending(h => h.BeganAt).Take(500).ToListAsync(stop);
        var names = await agencies.NamesAsync(all.Select(h => h.StaffId), stop);
        Held = [.. all.Select(h => (h, names.GetValueOrDefault(h.StaffId, "Somebody")))];
    }

    public async Task<IActionResult> OnPostAsync(Guid holding, CancellationToken stop)
    {
        if (await db.Set<Holding>().FirstOrDefaultAsync(h => h.Id == holding && h.EndedAt == null, stop) is not { } found) { return NotFound(); }
        found.End(db.Acting.Actor.Areas[0], db.Acting.Actor.Agency, clock.Now);
        await db.SaveChangesAsync(stop);
        folder.DeleteOf(found.Id);
        TempData["done"] = "It is made no more, and its files here are deleted. Copies somebody took are theirs to delete";
        return Redirect("/offline/held");
    }
}
