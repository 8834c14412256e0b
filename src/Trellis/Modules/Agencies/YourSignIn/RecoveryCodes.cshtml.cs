using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.SignIn;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.YourSignIn;

[Does(ActWords.MakeRecoveryCodes)]
[EnableRateLimiting(SigningIn.Tries)]
public sealed class RecoveryCodesModel(OwnAccount own) : PageModel
{
    [BindProperty]
    public string Password { get; set; } = "";

    public int Left { get; private set; }

    public IReadOnlyList<string> Made { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var (staff, _) = await own.LoadAsync(stop);
        Left = staff.RecoveryCodesLeft;
        return staff.HasSecondFactor ? Page() : Redirect("/your-sign-in");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (staff, _) = await own.LoadAsync(stop);
        Left = staff.RecoveryCodesLeft;
        if (!staff.HasSecondFactor) { return Redirect("/your-sign-in"); }
        if (await own.CheckAsync(staff, Password, nameof(Password), stop) is { } wrong) { return this.Refuse(wrong); }
        Made = staff.MakeRecoveryCodes(own.On);
        await own.TellAsync(staff, stop);
        await own.SaveAsync(stop);
        return Page();
    }
}
