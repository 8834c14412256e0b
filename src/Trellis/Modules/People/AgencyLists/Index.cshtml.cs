using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>The lists agencies sent, the newest first.</summary>
[Does(ActWords.ViewLists)]
public sealed class IndexModel(TrellisDb db, AgencyRegister agencies) : PageModel
{
    private const int Most = 100;

    private IReadOnlyDictionary<string, string> titles = new Dictionary<string, string>();

    public IReadOnlyList<AgencyList> Lists { get; private set; } = [];

    public bool MayBring => db.Acting.Actor.May(ActWords.LookAtList);

    public string Agency(string code) => titles.GetValueOrDefault(code, code);

    public async Task OnGetAsync()
    {
        titles = (await agencies.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        Lists = await db.Set<AgencyList>().AsNoTracking().OrderByDescending(l => l.BegunAt).ThenBy(l => l.Id).Take(Most).ToListAsync();
    }
}
