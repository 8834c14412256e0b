using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Platform.Record;

namespace Trellis.Access;

public static class Refusals
{
    /// <summary>Shows the page again with the refusal at its field. Nothing was changed.</summary>
    public static IActionResult Refuse(this PageModel page, Refusal why)
    {
        page.ModelState.AddModelError(why.Field, why.Words);
        return page.Page();
    }
}
