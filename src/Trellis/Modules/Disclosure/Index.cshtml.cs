using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Disclosure;

/// <summary>Who asked for a copy, and until when it is due.</summary>
[Does(ActWords.ListDisclosures)]
public sealed class IndexModel(TrellisDb db, Closed closed, Views views, LondonClock clock) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<(DisclosureRequest Request, string Reference)> Requests { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public static string KindTitle(string kind) => kind switch { DisclosureRequest.SubjectAccess => "The person themselves", "court" => "A court", _ => "Another parent" };

    public async Task OnGetAsync()
    {
        var found = await db.Set<DisclosureRequest>().AsNoTracking().OrderBy(r => r.SignedAt != null).ThenBy(r => r.DueOn).ThenBy(r => r.Id).Take(Most).ToListAsync();
        await views.SawAsync("disclosure-list", ActWords.ListDisclosures, [.. found.Select(r => r.PersonId)]);
        var requests = new List<(DisclosureRequest, string)>();
        foreach (var request in found) { requests.Add((request, await closed.ReferenceAsync(request.PersonId, null))); }
        Requests = requests;
    }
}
