using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts.Guest;

/// <summary>What a link to a copy opens: the question for the code. It says nothing of whom or what it is about.</summary>
[AllowAnonymous]
[EnableRateLimiting(Agencies.Public.OneTimeLinks.Tries)]
public sealed class OpenModel(DraftGuests guests) : PageModel
{
    [FromRoute]
    public string Secret { get; set; } = "";

    [BindProperty]
    public string Code { get; set; } = "";

    public bool Works { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Works = await guests.IsThereAsync(Secret, HttpContext.RequestAborted);
        if (!Works) { Response.StatusCode = StatusCodes.Status404NotFound; }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Works = true;
        if (Code.Trim().Length == 0) { return this.Refuse(new Refusal(nameof(Code), "Enter the code you were told")); }
        switch (await guests.OpenAsync(HttpContext, Secret, Code.Trim(), HttpContext.RequestAborted))
        {
            case true: return Redirect("/draft");
            case false: return this.Refuse(new Refusal(nameof(Code), "That is not the code. After 5 wrong codes the link stops working"));
            default:
                Works = false;
                Response.StatusCode = StatusCodes.Status404NotFound;
                return Page();
        }
    }
}
