using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Modules.Reports.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Library.Open;

/// <summary>What anybody may read of the library, without signing in: briefings that are public, policies, the published arrangements.</summary>
[AllowAnonymous]
public sealed class IndexModel(TrellisDb db, LibraryShelf shelf, PublishedYears reports, PracticeModel practice) : PageModel
{
    private const int Longest = 100;

    [FromQuery(Name = "words")]
    public string Words { get; set; } = "";

    public IReadOnlyList<IGrouping<string, Shelved>> Found { get; private set; } = [];

    public IReadOnlyList<PublishedYear> Reports { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (Words.Length > Longest) { return NotFound(); }
        // Nobody is asking: the product reads what is public, and nothing else.
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)));
        var found = await shelf.FindAsync(Words, "", publicOnly: true, HttpContext.RequestAborted);
        Found = [.. found.GroupBy(s => shelf.TitleOf(s.Kind)).OrderBy(g => g.Key, StringComparer.CurrentCulture)];
        Reports = Words.Length == 0 ? await reports.ListAsync(HttpContext.RequestAborted) : [];
        return Page();
    }
}
