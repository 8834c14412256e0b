using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Oversight;

/// <summary>The looks that rules found unusual, and what somebody other than who looked says of each.</summary>
[Does(ActWords.ReviewLooks)]
public sealed class UnusualModel(TrellisDb db, PracticeModel practice, Looks looks, Closed closed, AgencyRegister agencies, Views views, IServiceScopeFactory scopes, LondonClock clock) : PageModel
{
    public sealed record Line(Flag Flag, string Rule, string Who, string? Reference, string? Reviewer, string? Why);

    private const int Most = 200;

    [BindProperty]
    public Guid? Id { get; set; }

    [BindProperty]
    public string Found { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Lines.Where(l => l.Flag.Review is null).Select(l => new Choice(l.Flag.Id.ToString(), $"{l.Who}, {English.Date(l.Flag.Day)}{(l.Reference is { } reference ? $", {reference}" : "")}") { Hint = l.Rule })];

    public static IReadOnlyList<Choice> Findings => [new("accepted", "There was a need"), new("followed-up", "It is followed up") { Hint = "There was no need, or it is not clear" }];

    private List<Flag> flags = [];

    public static string LooksOf(Flag flag) =>
        string.Create(CultureInfo.InvariantCulture, $"/views/by/{flag.StaffId}?from.day={flag.Day.Day}&from.month={flag.Day.Month}&from.year={flag.Day.Year}&to.day={flag.Day.Day}&to.month={flag.Day.Month}&to.year={flag.Day.Year}");

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var flag = flags.Find(f => f.Id == Id);
        if (flag is null) { ModelState.AddModelError(nameof(Id), "Select which you reviewed"); }
        if (Findings.All(f => f.Value != Found)) { ModelState.AddModelError(nameof(Found), "Select what you found"); }
        if (string.IsNullOrWhiteSpace(Words)) { ModelState.AddModelError(nameof(Words), "Enter what you found"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Words);
        if (flag!.Reviewed(Found is "accepted" ? FlagReview.Accepted : FlagReview.FollowedUp, db.Acting.Actor, Words, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Saved";
        return Redirect("/views/unusual");
    }

    /// <summary>What the system finds it flags itself, in a unit of work of its own.</summary>
    public async Task<IActionResult> OnPostNoticeAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var raised = await scope.ServiceProvider.GetRequiredService<Noticing>().NoticeAsync(HttpContext.RequestAborted);
        TempData["done"] = raised == 0 ? "Nothing new was found" : "Gone through";
        return Redirect("/views/unusual");
    }

    private async Task LoadAsync()
    {
        flags = await db.Set<Flag>().OrderBy(f => f.Review != null).ThenByDescending(f => f.RaisedAt).ThenBy(f => f.Id).Take(Most).ToListAsync();
        await views.SawAsync("views-unusual", ActWords.ReviewLooks, [.. flags.Select(f => f.PersonId).OfType<Guid>()]);
        var names = await agencies.NamesAsync(flags.Select(f => f.StaffId).Concat(flags.Select(f => f.ReviewedBy).OfType<Guid>()));
        var lines = new List<Line>();
        foreach (var f in flags)
        {
            lines.Add(new Line(
                f, practice.Unusual.FirstOrDefault(r => r.Id == f.Rule)?.Title ?? f.Rule, names.GetValueOrDefault(f.StaffId, "Somebody"), f.PersonId is { } person ? await closed.ReferenceAsync(person, null) : null,
                f.ReviewedBy is { } reviewer ? names.GetValueOrDefault(reviewer, "Somebody") : null, f.Review is null ? null : await looks.WhyReviewedAsync(f.Id)));
        }

        Lines = lines;
    }
}
