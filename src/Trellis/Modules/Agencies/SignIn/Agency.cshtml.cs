using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Modules.Agencies.Providers;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>Sends the browser to an agency's own sign-in. A link, not a form: the page's policy lets no form lead elsewhere.</summary>
[AllowAnonymous]
[EnableRateLimiting(SigningIn.Looks)]
public sealed class AgencyModel(CodeFlow flow) : PageModel
{
    [FromRoute]
    public string Code { get; set; } = "";

    /// <summary>The secret of an invitation to take up.</summary>
    [FromQuery(Name = "link")]
    public string? Link { get; set; }

    [FromQuery(Name = "to")]
    public string? To { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await flow.OfAgencyAsync(Code, stop) is not { } provider) { return NotFound(); }
        if (await flow.SetOutAsync(HttpContext, provider, Link, Url.IsLocalUrl(To) ? To : null, stop) is { } address) { return Redirect(address.ToString()); }
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Page();
    }
}
