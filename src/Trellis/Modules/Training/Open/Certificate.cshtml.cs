using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Training.Open;

/// <summary>Whoever is shown a certificate sees here whether it is ours, and whose.</summary>
[AllowAnonymous]
[EnableRateLimiting(OneTimeLinks.Tries)]
public sealed class CertificateModel(OpenDesk desk) : OpenPage(desk)
{
    [FromRoute(Name = "code")]
    public string Code { get; set; } = "";

    public Booking Of { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        Response.Headers.CacheControl = "no-store";
        await Desk.Door.EnterAsync(Stop);
        var asked = Code.ToUpperInvariant();
        if (await Db.Set<Booking>().AsNoTracking().Include(b => b.Delegate).Include(b => b.Workshop!).ThenInclude(w => w.Course).FirstOrDefaultAsync(b => b.Certificate == asked, Stop) is not { } of) { return NotFound(); }
        Of = of;
        await Desk.Views.SawAsync("training-certificate", ActWords.GuestBooks, [of.DelegateId], of.Area, cancellationToken: Stop);
        return Page();
    }
}
