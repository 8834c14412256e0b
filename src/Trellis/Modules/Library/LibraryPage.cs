using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Library;

/// <summary>A page about one thing in the library.</summary>
public abstract class LibraryPage(TrellisDb db, LibraryShelf shelf, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    public Resource Of { get; private set; } = null!;

    public LibraryKind Kind { get; private set; } = null!;

    public string Here => $"/library/{Of.Reference}";

    protected TrellisDb Db => db;

    protected LibraryShelf Shelf => shelf;

    protected LondonClock Clock => clock;

    protected Actor Actor => db.Acting.Actor;

    public bool MayWrite => Actor.May(ActWords.WriteLibrary);

    /// <summary>Finds it as the asker sees it; a kind the practice model no longer has stays to be read.</summary>
    protected async Task<bool> FindAsync(bool tracked)
    {
        if (await shelf.FindAsync(Reference, tracked, HttpContext.RequestAborted) is not { } found) { return false; }
        Of = found;
        Kind = shelf.Rules.Kind(found.Kind) ?? new LibraryKind(found.Kind, found.Kind, shelf.Rules.AskImpactAfter, Consulted: false, []);
        return true;
    }

    protected async Task<IActionResult> SavedAsync(string done, string? to = null)
    {
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect(to ?? Here);
    }
}
