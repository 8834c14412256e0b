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

/// <summary>Every breaking of the glass: who, when, why, what they looked at; and what somebody else says of it.</summary>
[Does(ActWords.ReviewGlass)]
public sealed class BrokenModel(TrellisDb db, Closed closed, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    public sealed record Line(Glass Glass, string Who, string Reference, string? Why, IReadOnlyList<LookedAt> Looked, string? Reviewer);

    [BindProperty]
    public Guid? Id { get; set; }

    [BindProperty]
    public string Found { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>Not looked at yet, and not their own.</summary>
    public IReadOnlyList<Choice> Choices => [.. Lines.Where(l => l.Glass.Review is null && l.Glass.StaffId != db.Acting.Actor.UserId).Select(l => new Choice(l.Glass.Id.ToString(), $"{l.Who}, {l.Reference}, {English.DateTime(l.Glass.BrokenAt)}"))];

    public static IReadOnlyList<Choice> Findings => [new("accepted", "There was a need"), new("followed-up", "It is followed up") { Hint = "There was no need, or it is not clear" }];

    private List<Glass> broken = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var glass = broken.Find(g => g.Id == Id);
        if (glass is null) { ModelState.AddModelError(nameof(Id), "Select which you looked at"); }
        if (Findings.All(f => f.Value != Found)) { ModelState.AddModelError(nameof(Found), "Select what you found"); }
        if (string.IsNullOrWhiteSpace(Words)) { ModelState.AddModelError(nameof(Words), "Enter what you found"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Words);
        if (glass!.Looked(Found is "accepted" ? GlassReview.Accepted : GlassReview.FollowedUp, db.Acting.Actor, Words, clock.Now).Refused(out var why))
        {
            ModelState.AddModelError(nameof(Id), why.Words);
            return Page();
        }

        await db.SaveChangesAsync();
        TempData["done"] = "Saved";
        return Redirect("/glass");
    }

    private async Task LoadAsync()
    {
        broken = await db.Set<Glass>().OrderBy(g => g.Review != null).ThenByDescending(g => g.BrokenAt).ThenBy(g => g.Id).Take(200).ToListAsync();
        await views.SawAsync("broken-glass", ActWords.ReviewGlass, [.. broken.Select(g => g.PersonId).OfType<Guid>()]);
        var names = await agencies.NamesAsync(broken.Select(g => g.StaffId).Concat(broken.Select(g => g.ReviewedBy).OfType<Guid>()));
        var lines = new List<Line>();
        foreach (var g in broken)
        {
            lines.Add(new Line(g, names.GetValueOrDefault(g.StaffId, "Somebody"), await closed.ReferenceAsync(g.PersonId, g.MatterId), await closed.WhyBrokenAsync(g.Id), await closed.LookedAtAsync(g.Id),
                g.ReviewedBy is { } reviewer ? names.GetValueOrDefault(reviewer, "Somebody") : null));
        }

        Lines = lines;
    }
}
