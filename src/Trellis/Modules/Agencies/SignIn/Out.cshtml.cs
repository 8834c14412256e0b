using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Agencies.YourSignIn;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.SignIn;

[AllowAnonymous]
public sealed class OutModel(OwnAccount own, Acting acting) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (acting.Actor != Actor.Nobody)
        {
            acting.Begin(ActWords.SignOut);
            var (staff, session) = await own.LoadAsync(stop);
            staff.Leave(session, "asked", own.On);
            await own.SaveAsync(stop);
        }

        await HttpContext.SignOutAsync();
        return Redirect("/sign-in");
    }
}
