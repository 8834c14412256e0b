using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Restricted;

/// <summary>Breaks the glass of a restricted record: for an hour, for a reason, and it is looked at afterwards.</summary>
[Does(ActWords.BreakGlass)]
public sealed class BreakModel(TrellisDb db, Closed closed, Teller teller, Outbox outbox, LondonClock clock) : PageModel
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
        await TellAsync(glass);
        await db.SaveChangesAsync();
        TempData["done"] = $"Opened to you until {English.Clock(glass.UntilAt)}";
        return Redirect(AddressOf(barred!));
    }

    /// <summary>Whoever governs information learns of it with the act itself, by a reference that says nothing of whose record it is.</summary>
    private async Task TellAsync(Glass glass)
    {
        await using var own = await db.OpenAsync();
        await teller.TellAsync(own.Connection, outbox, new AccountNews(Occasion.GlassBroken, glass.StaffId, [], glass.Area, $"GLASS-{glass.Id.ToString("N")[^6..].ToUpperInvariant()}", "/glass"), [glass.StaffId]);
    }

    private async Task<bool> LoadAsync() => (barred = await closed.WhyAsync(Id)) is { Why: BarredBy.Restricted };

    /// <summary>Nothing stands in the way any more; or it is not for them to know that something is there.</summary>
    private IActionResult Otherwise() => barred is { Why: BarredBy.Nothing } ? Redirect(AddressOf(barred)) : NotFound();

    private static string AddressOf(Barred barred) => barred.What switch { "person" => $"/people/{barred.Thing}", "matter" => $"/matters/{barred.Thing}", _ => $"/steps/{barred.Thing}" };
}
