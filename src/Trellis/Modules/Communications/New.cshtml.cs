using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Communications;

/// <summary>Logs a campaign, posts, a page or a newsletter.</summary>
[Does(ActWords.LogCommunication)]
public sealed class NewModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public string[] Audience { get; set; } = [];

    [BindProperty]
    public string Message { get; set; } = "";

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts Until { get; set; } = new();

    [BindProperty]
    public string Address { get; set; } = "";

    [BindProperty]
    public string Cost { get; set; } = "";

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> KindChoices => ChoicesOf(practice, "communication-kind");

    public IReadOnlyList<Choice> AudienceChoices => ChoicesOf(practice, "communication-audience");

    public void OnGet() => From = DateParts.Of(clock.Today);

    public async Task<IActionResult> OnPostAsync()
    {
        var (from, wrong) = From.Read("first day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(From), wrong); }
        var (until, wrongUntil) = Until.Read("last day", required: false);
        if (wrongUntil is not null) { ModelState.AddDateError(nameof(Until), wrongUntil); }
        if (Areas.Length == 0 || Areas.Any(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it was in"); }
        if (KindChoices.All(c => c.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what it is"); }
        if (Audience.Any(a => AudienceChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Audience), "Select whom it is for, of the list"); }
        decimal? cost = null;
        if (Cost.Trim().TrimStart('£') is { Length: > 0 } typed)
        {
            if (decimal.TryParse(typed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var pounds)) { cost = pounds; }
            else { ModelState.AddModelError(nameof(Cost), "The cost must be an amount in pounds, like 250 or 99.50"); }
        }

        if (!ModelState.IsValid) { return Page(); }
        if (Communication.Log(new CommunicationText(Areas, Kind, Name, Message, Audience, from, until, Address, cost), db.Acting.Actor, clock.Now).Refused(out var why, out var logged)) { return this.Refuse(why); }
        db.Add(logged);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = "Logged";
        return Redirect($"/communications/{logged.Id}");
    }

    internal static IReadOnlyList<Choice> ChoicesOf(PracticeModel practice, string list) => [.. practice.Codes[list].Codes.Select(c => new Choice(c.Id, c.Title))];
}
