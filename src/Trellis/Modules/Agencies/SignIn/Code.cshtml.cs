using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>The second factor: a one-time code, or a passkey where the browser has script.</summary>
[AllowAnonymous]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class CodeModel(Entrance entrance, PasskeyChecks passkeys, Safekeeping safe, LondonClock clock) : PageModel
{
    /// <summary>Says so too when the account is locked, and when the code was used before.</summary>
    private const string Wrong = "That code is not right, or was used before. Wait for the next one";

    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty]
    public string Answer { get; set; } = "";

    public bool HasCodes { get; private set; }

    public bool HasPasskeys { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await WhoAsync(stop) is null ? Redirect("/sign-in") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await WhoAsync(stop) is not var (staff, half)) { return Redirect("/sign-in"); }
        if (string.IsNullOrWhiteSpace(Code)) { ModelState.AddModelError(nameof(Code), "Enter the code from your app"); }
        else if (!await entrance.ShowAsync(staff, "code", Right, evenLocked: false, stop)) { ModelState.AddModelError(nameof(Code), Wrong); }
        return ModelState.IsValid ? LocalRedirect(await entrance.GoOnAsync(HttpContext, staff.Id, "code", half.To, stop)) : Page();
    }

    public async Task<IActionResult> OnPostAskAsync(CancellationToken stop) =>
        await WhoAsync(stop) is var (staff, _) ? Content(await passkeys.AskForOneAsync(staff), "application/json") : BadRequest();

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken stop)
    {
        if (await WhoAsync(stop) is not var (staff, half)) { return Redirect("/sign-in"); }
        var shown = await passkeys.ShownAsync(Answer);
        if (!await entrance.ShowAsync(staff, "passkey", (who, on) => Used(who, shown, on), evenLocked: true, stop))
        {
            ModelState.AddModelError(nameof(Answer), "That passkey could not be used to sign in. Try again");
            return Page();
        }

        return LocalRedirect(await entrance.GoOnAsync(HttpContext, staff.Id, "passkey", half.To, stop));
    }

    private static bool Used(Staff staff, (Staff Owner, UserPasskeyInfo Passkey)? shown, OnSpot on)
    {
        if (shown is not var (owner, passkey) || owner.Id != staff.Id) { return false; }
        staff.UsePasskey(passkey, on);
        return true;
    }

    private bool Right(Staff staff, OnSpot on) =>
        staff.CodeSeed is { } seed && OneTimeCodes.StepOf(Code, safe.Unlock(OneTimeCodes.PurposeFor(staff.Id), seed), clock.Now) is { } step && staff.UseCode(step, on);

    private async Task<(Staff Staff, HalfWay HalfWay)?> WhoAsync(CancellationToken stop)
    {
        if (await entrance.HalfWayAsync(HttpContext, stop) is not { HalfWay.NeedsSecondFactor: true } who) { return null; }
        (HasCodes, HasPasskeys) = (who.Staff.HasCodes, who.Staff.Passkeys.Count > 0);
        return who;
    }
}
