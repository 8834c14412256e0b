using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.YourSignIn;

[Does(ActWords.SetCodes)]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class RemoveCodesModel(OwnAccount own) : PageModel
{
    [BindProperty]
    public string Password { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => (await own.LoadAsync(stop)).Staff.HasCodes ? Page() : Redirect("/your-sign-in");

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (staff, session) = await own.LoadAsync(stop);
        if (!staff.HasCodes) { return Redirect("/your-sign-in"); }
        if (await own.CheckAsync(staff, Password, nameof(Password), stop) is { } wrong) { return this.Refuse(wrong); }
        if (staff.RemoveCodes(own.RequiresSecondFactor(staff), session, own.On).Refused(out var why, out var next)) { return this.Refuse(why); }
        await own.TellAsync(staff, stop);
        await own.GoOnAsync(staff, next, stop);
        TempData["done"] = "One-time codes were removed. You are signed out everywhere else";
        return Redirect("/your-sign-in");
    }
}
