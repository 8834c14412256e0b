using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Open;

/// <summary>The code that came by e-mail.</summary>
[AllowAnonymous]
[EnableRateLimiting(OneTimeLinks.Tries)]
public sealed class CodeModel(OpenDesk desk) : OpenPage(desk)
{
    [FromRoute(Name = "proof")]
    public Guid Proof { get; set; }

    [FromQuery(Name = "to")]
    public string To { get; set; } = "";

    [BindProperty]
    public string Code { get; set; } = "";

    /// <summary>In a demonstration that sends no e-mail.</summary>
    public string? Shown { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Code.Trim().Length is 0 or > 20) { return this.Refuse(new Refusal(nameof(Code), "Enter the code we sent you")); }
        if (await Desk.Door.TryAsync(HttpContext, Proof, Code.Trim(), Stop) is { } why) { return this.Refuse(why); }
        return Redirect(Door.Onward(To));
    }

    private async Task<bool> LoadAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (await Desk.Door.ProofAsync(Proof, Stop) is not { } proof) { return false; }
        Shown = Desk.Door.ShowsCode ? Desk.Door.CodeOf(proof.Locked) : null;
        return true;
    }
}
