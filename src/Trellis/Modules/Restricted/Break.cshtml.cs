using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Restricted;

/// <summary>Breaks the glass of a restricted record: for an hour, for a reason, and it is looked at afterwards.</summary>
[Does(ActWords.BreakGlass)]
public sealed class BreakModel(TrellisDb db, Closed closed, LondonClock clock) : PageModel
{
    /// <summary>The person, matter or step that is behind glass.</summary>
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    private Barred? barred;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : Otherwise();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return Otherwise(); }
        db.Acting.Because(Why);
        if (Glass.Break(barred!, db.Acting.Actor, Why, clock.Now).Refused(out var why, out var glass))
        {
            ModelState.AddModelError(nameof(Why), why.Words);
            return Page();
        }

        db.Add(glass);
        await db.SaveChangesAsync();
        TempData["done"] = $"Opened to you until {English.Clock(glass.UntilAt)}";
        return Redirect(AddressOf(barred!));
    }

    private async Task<bool> LoadAsync() => (barred = await closed.WhyAsync(Id)) is { Why: BarredBy.Restricted };

    /// <summary>Nothing stands in the way any more; or it is not for them to know that something is there.</summary>
    private IActionResult Otherwise() => barred is { Why: BarredBy.Nothing } ? Redirect(AddressOf(barred)) : NotFound();

    private static string AddressOf(Barred barred) => barred.What switch { "person" => $"/people/{barred.Thing}", "matter" => $"/matters/{barred.Thing}", _ => $"/steps/{barred.Thing}" };
}
