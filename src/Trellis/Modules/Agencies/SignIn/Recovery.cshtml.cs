using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>For somebody whose app or passkey is lost: a code they wrote down, which works once.</summary>
[AllowAnonymous]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class RecoveryModel(Entrance entrance) : PageModel
{
    [BindProperty]
    public string Code { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) =>
        await entrance.HalfWayAsync(HttpContext, stop) is { HalfWay.NeedsSecondFactor: true } ? Page() : Redirect("/sign-in");

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await entrance.HalfWayAsync(HttpContext, stop) is not { HalfWay.NeedsSecondFactor: true } who) { return Redirect("/sign-in"); }
        if (string.IsNullOrWhiteSpace(Code)) { ModelState.AddModelError(nameof(Code), "Enter a recovery code"); }
        else if (!await entrance.ShowAsync(who.Staff, "recovery-code", (staff, on) => staff.UseRecoveryCode(Code, on), evenLocked: false, stop))
        {
            ModelState.AddModelError(nameof(Code), "That recovery code is not right, or was used before");
        }

        return ModelState.IsValid ? LocalRedirect(await entrance.GoOnAsync(HttpContext, who.Staff.Id, "recovery-code", who.HalfWay.To, stop)) : Page();
    }
}
