using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.YourSignIn;

[Does(ActWords.ChangePassword)]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class PasswordModel(OwnAccount own, IPasswordHasher<Staff> hasher) : PageModel
{
    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty]
    public string New { get; set; } = "";

    public string Email { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken stop) => Email = (await own.LoadAsync(stop)).Staff.Email;

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (staff, session) = await own.LoadAsync(stop);
        Email = staff.Email;
        if (New.Length == 0) { ModelState.AddModelError(nameof(New), "Enter a new password"); }
        if (Password.Length == 0) { ModelState.AddModelError(nameof(Password), "Enter your password"); }
        if (!ModelState.IsValid) { return Page(); }
        if (await own.CheckAsync(staff, Password, nameof(Password), stop) is { } wrong) { return this.Refuse(wrong); }
        if (staff.ChangePassword(New, hasher, session, own.On).Refused(out var why, out var next)) { return this.Refuse(why); }

        await own.TellAsync(staff, stop);
        await own.GoOnAsync(staff, next, stop);
        TempData["done"] = "Your password was changed. You are signed out everywhere else";
        return Redirect("/your-sign-in");
    }
}
