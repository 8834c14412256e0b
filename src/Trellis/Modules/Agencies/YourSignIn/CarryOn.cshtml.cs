using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.YourSignIn;

/// <summary>Back to a form that was not sent before the session ended.</summary>
[BeforeSecondFactor]
public sealed class CarryOnModel(CarryOn carryOn, OwnAccount own, Acting acting) : PageModel
{
    /// <summary>No question of any form is called so.</summary>
    public const string KeptAddress = "__kept-address";

    [BindProperty(SupportsGet = true)]
    public Guid Form { get; set; }

    public TypedForm? Typed { get; private set; }

    [Does(ActWords.ViewSignIn)]
    public async Task OnGetAsync(CancellationToken stop) => Typed = await carryOn.FindAsync(Form, acting.Actor, stop);

    /// <summary>The page's script, when nobody answered its warning: keeps what is typed and ends the session.</summary>
    /// <param name="address">The address the form would go to.</param>
    [Does(ActWords.SignOut)]
    public async Task<IActionResult> OnPostKeepAsync([FromForm(Name = KeptAddress)] string? address, CancellationToken stop)
    {
        if (address is null || !Url.IsLocalUrl(address)) { return BadRequest(); }
        var typed = CarryOn.Read(address, new FormCollection(Request.Form.Where(f => f.Key is not KeptAddress).ToDictionary()));
        var back = await carryOn.HoldAsync(acting.Actor, typed, stop);
        acting.Begin(ActWords.SignOut);
        var (staff, session) = await own.LoadAsync(stop);
        staff.Leave(session, "idle", own.On);
        await own.SaveAsync(stop);
        await HttpContext.SignOutAsync();
        return new JsonResult($"/sign-in?to={Uri.EscapeDataString(back)}");
    }
}
