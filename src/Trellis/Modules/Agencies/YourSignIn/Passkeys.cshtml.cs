using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.YourSignIn;

[Does(ActWords.ChangePasskeys)]
[BeforeSecondFactor]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class PasskeysModel(OwnAccount own, PasskeyChecks passkeys) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty]
    public string Answer { get; set; } = "";

    public ImmutableArray<Passkey> Mine { get; private set; } = [];

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop) => await LoadAsync(stop);

    public async Task<IActionResult> OnPostAskAsync(CancellationToken stop) => Content(await passkeys.AskToMakeAsync((await LoadAsync(stop)).Staff), "application/json");

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (staff, session) = await LoadAsync(stop);
        if (Passkey.NameFault(Name) is { } fault) { return this.Refuse(new Refusal(nameof(Name), fault)); }
        if (await own.CheckAsync(staff, Password, nameof(Password), stop) is { } wrong) { return this.Refuse(wrong); }
        if (await passkeys.MadeAsync(Answer, staff) is not { } made) { return this.Refuse(new Refusal(nameof(Name), "The passkey could not be added. Try again")); }
        if (staff.AddPasskey(Name, made, session, own.On).Refused(out var why, out var next)) { return this.Refuse(why); }
        if (staff.RecoveryCodesLeft == 0) { RecoveryCodes = staff.MakeRecoveryCodes(own.On); }

        await own.TellAsync(staff, stop);
        await own.GoOnAsync(staff, next, stop);
        if (RecoveryCodes.Count > 0) { return Page(); }
        TempData["done"] = "The passkey was added. You are signed out everywhere else";
        return Redirect("/your-sign-in/passkeys");
    }

    private async Task<(Staff Staff, Session Session)> LoadAsync(CancellationToken stop)
    {
        var loaded = await own.LoadAsync(stop);
        Mine = [.. loaded.Staff.Passkeys.OrderBy(p => p.AddedAt)];
        return loaded;
    }
}
