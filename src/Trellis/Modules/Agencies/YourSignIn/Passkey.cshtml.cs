using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.YourSignIn;

/// <summary>One of one's passkeys: another name for it, or its end.</summary>
[Does(ActWords.ChangePasskeys)]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class PasskeyModel(OwnAccount own) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public string Now { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is not var (_, _, passkey)) { return NotFound(); }
        Name = passkey.Name;
        return Page();
    }

    public async Task<IActionResult> OnPostRenameAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is not var (staff, _, passkey)) { return NotFound(); }
        if (staff.RenamePasskey(passkey, Name, own.On).Refused(out var why)) { return this.Refuse(why); }
        await own.SaveAsync(stop);
        TempData["done"] = "The passkey was renamed";
        return Redirect("/your-sign-in/passkeys");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is not var (staff, session, passkey)) { return NotFound(); }
        if (await own.CheckAsync(staff, Password, nameof(Password), stop) is { } wrong) { return this.Refuse(wrong); }
        if (staff.RemovePasskey(passkey, own.RequiresSecondFactor(staff), session, own.On).Refused(out var why, out var next)) { return this.Refuse(why); }
        await own.TellAsync(staff, stop);
        await own.GoOnAsync(staff, next, stop);
        TempData["done"] = "The passkey was removed. You are signed out everywhere else";
        return Redirect("/your-sign-in/passkeys");
    }

    private async Task<(Staff Staff, Session Session, Passkey Passkey)?> FindAsync(CancellationToken stop)
    {
        var (staff, session) = await own.LoadAsync(stop);
        if (staff.Passkeys.FirstOrDefault(p => p.Id == Id) is not { } passkey) { return null; }
        Now = passkey.Name;
        return (staff, session, passkey);
    }
}
