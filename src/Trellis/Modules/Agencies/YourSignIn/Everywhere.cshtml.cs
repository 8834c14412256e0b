using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.YourSignIn;

[Does(ActWords.SignOut)]
public sealed class EverywhereModel(OwnAccount own) : PageModel
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (staff, _) = await own.LoadAsync(stop);
        staff.LeaveEverywhere(own.On);
        await own.SaveAsync(stop);
        await HttpContext.SignOutAsync();
        return Redirect("/sign-in");
    }
}
