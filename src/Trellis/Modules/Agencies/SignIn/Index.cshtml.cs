using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.Passwords;

namespace Trellis.Modules.Agencies.SignIn;

[AllowAnonymous]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class IndexModel(TrellisDb db, Entrance entrance, PasskeyChecks passkeys) : PageModel
{
    /// <summary>Whatever was wrong: that an account is not there, or is locked, is for nobody to find out.</summary>
    private const string Wrong = "The email address or password is not right";

    private const string WrongPasskey = "That passkey could not be used to sign in. Try again, or use your password";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>What the browser answered when asked for a passkey.</summary>
    [BindProperty]
    public string Answer { get; set; } = "";

    /// <summary>Some agencies have a sign-in of their own.</summary>
    public bool HasProviders { get; private set; }

    /// <summary>Said after every wrong try, whoever tried.</summary>
    public bool SaysTries { get; private set; }

    public bool KeptForm => To?.StartsWith("/carry-on?", StringComparison.Ordinal) is true;

    /// <summary>Also of a form that comes back.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        HasProviders = await db.Set<Providers.Provider>().AnyAsync(p => p.UntilAt == null, context.HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(Email)) { ModelState.AddModelError(nameof(Email), "Enter your email address"); }
        if (string.IsNullOrEmpty(Password)) { ModelState.AddModelError(nameof(Password), "Enter your password"); }
        if (!ModelState.IsValid) { return Page(); }

        var staff = Password.Length > PasswordRules.Longest ? null : await entrance.WithPasswordAsync(Email.Trim().ToLowerInvariant(), Password, stop);
        if (staff is null)
        {
            SaysTries = true;
            ModelState.AddModelError(nameof(Password), Wrong);
            return Page();
        }

        return LocalRedirect(await entrance.GoOnAsync(HttpContext, staff.Id, "password", Url.IsLocalUrl(To) ? To : null, stop));
    }

    public async Task<IActionResult> OnPostAskAsync() => Content(await passkeys.AskForOneAsync(null), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken stop)
    {
        if (await passkeys.ShownAsync(Answer) is not var (owner, used) || await entrance.FindAsync(owner.Id, stop) is not { } staff)
        {
            await entrance.RefuseStrangerAsync("passkey", stop);
            ModelState.AddModelError(nameof(Email), WrongPasskey);
            return Page();
        }

        await entrance.ShowAsync(staff, "passkey", (who, on) => { who.UsePasskey(used, on); return true; }, evenLocked: true, stop);
        return LocalRedirect(await entrance.GoOnAsync(HttpContext, staff.Id, "passkey", Url.IsLocalUrl(To) ? To : null, stop));
    }
}
