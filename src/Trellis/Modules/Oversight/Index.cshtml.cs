using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Oversight;

/// <summary>Whose looks, or looks at whom? What is typed here is in no address.</summary>
[Does(ActWords.ListViews)]
public sealed class IndexModel(Looks looks, AgencyRegister agencies, Acting acting) : PageModel
{
    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    /// <summary>Managers are shown who looked at a record, not what their staff do all day.</summary>
    public bool MayAskOfStaff => acting.Actor.Circles.Contains(Closed.Governance) || acting.Actor.Circles.Contains("agency-oversight");

    public bool MayReview => acting.Actor.May(ActWords.ReviewLooks);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Reference)) { ModelState.AddModelError(nameof(Reference), "Enter the reference of a person"); }
        else if (await looks.NamedAsync(Reference) is { } person) { return Redirect($"/people/{person}/views"); }
        else { ModelState.AddModelError(nameof(Reference), "There is nobody with this reference whose looks you may see"); }
        return Page();
    }

    public async Task<IActionResult> OnPostStaffAsync()
    {
        if (string.IsNullOrWhiteSpace(Email)) { ModelState.AddModelError(nameof(Email), "Enter the e-mail address of the member of staff"); }
        else if (await agencies.StaffAtAsync(Email) is var (staff, _) && await looks.StaffAsync(staff) is not null) { return Redirect($"/views/by/{staff}"); }
        else { ModelState.AddModelError(nameof(Email), "There is nobody with this e-mail address whose looks you may see"); }
        return Page();
    }
}
