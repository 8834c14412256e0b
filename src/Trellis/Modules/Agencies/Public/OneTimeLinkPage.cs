using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Public;

/// <summary>What a one-time link opens: the question for the code that was told apart from it. It says nothing of whom or what it is about.</summary>
public abstract class OneTimeLinkPage : PageModel
{
    [FromRoute]
    public string Secret { get; set; } = "";

    [BindProperty]
    public string Code { get; set; } = "";

    public bool Works { get; private set; }

    /// <summary>Where the right code leads.</summary>
    protected abstract string Onward { get; }

    /// <summary>Whether the link can still be opened.</summary>
    protected abstract Task<bool> IsThereAsync(CancellationToken stop);

    /// <summary>Opens it; false: that is not the code; null: the link works no longer.</summary>
    protected abstract Task<bool?> TryAsync(string code, CancellationToken stop);

    public async Task<IActionResult> OnGetAsync()
    {
        Works = await IsThereAsync(HttpContext.RequestAborted);
        if (!Works) { Response.StatusCode = StatusCodes.Status404NotFound; }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Works = true;
        if (Code.Trim().Length == 0) { return this.Refuse(new Refusal(nameof(Code), "Enter the code you were told")); }
        switch (await TryAsync(Code.Trim(), HttpContext.RequestAborted))
        {
            case true: return Redirect(Onward);
            case false: return this.Refuse(new Refusal(nameof(Code), "That is not the code. After 5 wrong codes the link stops working"));
            default:
                Works = false;
                Response.StatusCode = StatusCodes.Status404NotFound;
                return Page();
        }
    }
}
