using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Components;

namespace Trellis.Modules.Gallery;

/// <summary>Every component in its states, for those who build pages. In the demonstration only; it shows no record.</summary>
[AllowAnonymous]
public sealed class IndexModel : PageModel
{
    [BindProperty]
    public string? Postcode { get; set; } = "ZZ9 9ZZ";

    [BindProperty]
    public DateParts Born { get; set; } = new() { Day = "31", Month = "2", Year = "2014" };

    [BindProperty]
    public DateTimeParts Received { get; set; } = new() { Day = "5", Month = "3", Year = "2026", Time = "2:05pm" };

    [BindProperty]
    public string? Danger { get; set; } = "yes";

    [BindProperty]
    public List<string> Factors { get; set; } = ["neglect"];

    public string? Worry { get; set; } = "She has come to school without a coat\nsince the clocks changed.";

    public IActionResult OnGet(bool errors)
    {
        if (!Shell.Of(HttpContext).Demonstration) { return NotFound(); }
        if (errors)
        {
            ModelState.AddModelError(nameof(Postcode), "Enter a full postcode, like ZZ9 9ZZ");
            ModelState.AddDateError(nameof(Born), Born.Read("date of birth").Fault!);
            ModelState.AddModelError(nameof(Danger), "Select yes if a child is in immediate danger");
            ModelState.AddModelError("answers[team]", "Select a team");
            ModelState.AddDateError(nameof(Received), new DateFault("Received must include a time", DatePart.Time));
            ModelState.AddModelError(nameof(Factors), "Select what is present, or none of these");
            ModelState.AddModelError(nameof(Worry), "Worry must be 40 characters or fewer");
        }
        return Page();
    }
}
