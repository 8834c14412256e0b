using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Restricted;

/// <summary>Closes a person's record, or one matter, to all but those named.</summary>
[Does(ActWords.CloseRecord)]
public sealed class CloseModel(TrellisDb db, Closed closed, AgencyRegister agencies, LondonClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Staff { get; set; } = "";

    [BindProperty]
    public string Myself { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public static IReadOnlyList<Choice> Kinds =>
    [
        new("restricted", "Restricted") { Hint = "That there is a record is known. Whoever must see it can break the glass, for an hour and a reason, and it is looked at" },
        new("hidden", "Hidden") { Hint = "To everybody not named there is no record: no search, list or number shows it. Name at least two people" },
    ];

    public static IReadOnlyList<Choice> YesNo => [new("yes", "Yes"), new("no", "No")];

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var actor = db.Acting.Actor;
        var found = string.IsNullOrWhiteSpace(Reference) ? null : await closed.NamedAsync(Reference.Trim());
        if (string.IsNullOrWhiteSpace(Reference)) { ModelState.AddModelError(nameof(Reference), "Enter the reference of a person or a matter"); }
        else if (found is null) { ModelState.AddModelError(nameof(Reference), "There is no open record with this reference"); }
        if (Kinds.All(k => k.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select how it is closed"); }
        if (Myself is not ("yes" or "no")) { ModelState.AddModelError(nameof(Myself), "Select yes if you have to open it yourself"); }
        var (named, unknown) = await StaffTyped.ReadAsync(agencies, Staff);
        if (unknown.Count > 0) { ModelState.AddModelError(nameof(Staff), $"Nobody signs in to Trellis with {string.Join(" or ", unknown)}"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why it is closed"); }
        if (!ModelState.IsValid) { return Page(); }

        var (what, id, area) = found!.Value;
        Guid? person = what is "person" ? id : null;
        Guid? matter = what is "matter" ? id : null;
        if (await db.Set<Closure>().AnyAsync(c => c.UntilAt == null && (c.PersonId == id || c.MatterId == id)))
        {
            ModelState.AddModelError(nameof(Reference), "This record is closed already. Open it first to close it otherwise");
            return Page();
        }

        db.Acting.Because(Why);
        var kind = Kind is "hidden" ? ClosureKind.Hidden : ClosureKind.Restricted;
        var result = Closure.Close(person, matter, area, kind, Myself is "yes" ? [.. named, actor.UserId] : named, clock.Now, actor.Agency);
        if (result.Refused(out var why, out var closure))
        {
            ModelState.AddModelError(nameof(Staff), why.Words);
            return Page();
        }

        db.Add(closure);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException clash) when (clash.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            // Hidden from them by a closure they may not know of, or closed in the same moment.
            ModelState.AddModelError(nameof(Reference), "There is no open record with this reference");
            return Page();
        }

        TempData["done"] = "Closed";
        return Redirect("/restricted");
    }
}
