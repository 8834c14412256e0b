using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Modules.Agencies.Providers;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>Where an agency's own sign-in sends people back to. Nobody is created here: who was never invited is told so.</summary>
[AllowAnonymous]
[EnableRateLimiting(SigningIn.Looks)]
public sealed class ReturnModel(CodeFlow flow, Entrance entrance, ILogger<ReturnModel> log) : PageModel
{
    [FromQuery(Name = "code")]
    public string? Code { get; set; }

    public bool IsStranger { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        try
        {
            var (way, provider) = await flow.ComeBackAsync(HttpContext, stop);
            if (Code is not { Length: > 0 and <= 4096 } code) { throw new BadTokenException("no-code"); } // they turned back there, or were refused
            return await EnterAsync(way, provider, await flow.ExchangeAsync(HttpContext, way, provider, code, stop), stop);
        }
        catch (BadTokenException bad)
        {
            log.LogWarning("A sign-in through an agency was refused: {Failure}", bad.Fault);
            await entrance.RefuseStrangerAsync("agency", stop);
            return NotIn();
        }
    }

    private async Task<IActionResult> EnterAsync(Way way, Provider provider, IdTokenClaims claims, CancellationToken stop)
    {
        if (way.Link is { } secret) { _ = await entrance.BindAsync(secret, provider, claims.Subject, stop); }
        if (await entrance.WithIdentityAsync(provider, claims.Subject, stop) is not { } staff)
        {
            IsStranger = true;
            await entrance.RefuseStrangerAsync("agency", stop);
            return NotIn();
        }

        var shown = provider.ShowsSecondFactor(claims.Methods, claims.Context) ? "agency-second-factor" : "agency";
        return LocalRedirect(await entrance.GoOnAsync(HttpContext, staff.Id, shown, way.To, stop));
    }

    private PageResult NotIn()
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }
}
