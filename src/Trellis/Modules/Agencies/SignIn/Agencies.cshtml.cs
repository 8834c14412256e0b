using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Providers;
using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>The agencies that have a sign-in of their own.</summary>
[AllowAnonymous]
public sealed class AgenciesModel(TrellisDb db, AgencyRegister register) : PageModel
{
    public IReadOnlyList<AgencySummary> Agencies { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var with = await db.Set<Provider>().Where(p => p.UntilAt == null).Select(p => p.Agency).ToListAsync(stop);
        Agencies = [.. (await register.ListAsync(cancellationToken: stop)).Where(a => with.Contains(a.Code))];
    }
}
