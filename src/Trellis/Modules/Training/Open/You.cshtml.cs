using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;

namespace Trellis.Modules.Training.Open;

/// <summary>Whoever has no account says their e-mail address; a code goes there.</summary>
[AllowAnonymous]
[EnableRateLimiting(OneTimeLinks.Tries)]
public sealed class YouModel(OpenDesk desk) : OpenPage(desk)
{
    [FromQuery(Name = "to")]
    public string To { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    public async Task<IActionResult> OnGetAsync() => await AtTheDoorAsync() is null ? Page() : Redirect(Door.Onward(To));

    public async Task<IActionResult> OnPostAsync()
    {
        if ((await Desk.Door.SendCodeAsync(Email, Stop)).Refused(out var why, out var proof)) { return this.Refuse(why); }
        return Redirect($"/courses/code/{proof.Id}?to={Door.Onward(To)}");
    }
}
