using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Actions;

/// <summary>Where messages lead: to the actions of whoever opens them.</summary>
[Does(ActWords.ViewActions)]
public sealed class MineModel : PageModel
{
    public IActionResult OnGet() => Redirect("/actions?show=mine");
}
