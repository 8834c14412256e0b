using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings;

/// <summary>Sets up a body with its seats.</summary>
[Does(ActWords.MakeBody)]
public sealed class NewModel(TrellisDb db, Public.Bodies bodies, PracticeModel practice, LondonClock clock) : PageModel
{
    private const int MostSeats = 100;
    private const int LongestTerms = 20_000;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public string Parent { get; set; } = "";

    [BindProperty]
    public string Cycle { get; set; } = "";

    [BindProperty]
    public string Quorum { get; set; } = "";

    [BindProperty, StringLength(LongestTerms, ErrorMessage = "The terms of reference must be 20,000 characters or fewer")]
    public string Terms { get; set; } = "";

    [BindProperty]
    public string Seats { get; set; } = "";

    [BindProperty]
    public bool InPublic { get; set; }

    public IReadOnlyList<Choice> KindChoices => [.. Body.Kinds.Select(k => new Choice(k.Key, k.Value))];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> CycleChoices => [new("", "As needed"), .. practice.Meetings.Cycles.Select(c => new Choice(c.Id, c.Title))];

    public IReadOnlyList<Choice> PublicChoices => [new("true", "It meets in public, and its agendas are published five clear working days before")];

    public IReadOnlyList<Choice> ParentChoices { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var seats = Seats.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var name = Name.Trim();
        if (name.Length is 0 or > Body.LongestTitle) { ModelState.AddModelError(nameof(Name), name.Length == 0 ? "Enter what the body is called" : "What it is called must be 200 characters or fewer"); }
        else if (await bodies.NamedAsync(name, HttpContext.RequestAborted) is not null) { ModelState.AddModelError(nameof(Name), "There is a body of this name already"); }
        if (!Body.Kinds.ContainsKey(Kind)) { ModelState.AddModelError(nameof(Kind), "Select what kind of body it is"); }
        if (Areas.Length == 0 || Areas.Any(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it is for"); }
        if (ParentChoices.All(p => p.Value != Parent)) { ModelState.AddModelError(nameof(Parent), "Select a body, or none"); }
        if (CycleChoices.All(c => c.Value != Cycle)) { ModelState.AddModelError(nameof(Cycle), "Select how often it meets"); }
        int? quorum = null;
        if (Quorum.Trim().Length > 0)
        {
            if (int.TryParse(Quorum.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= Math.Max(1, seats.Length)) { quorum = number; }
            else { ModelState.AddModelError(nameof(Quorum), "The quorum must be a whole number, no more than there are seats"); }
        }

        if (seats.Length > MostSeats || (seats.Length == 0 && !Body.OpenKinds.Contains(Kind))) { ModelState.AddModelError(nameof(Seats), seats.Length == 0 ? "Enter at least one seat" : "A body has 100 seats at most"); }
        else if (seats.Any(s => s.Length > Body.LongestTitle)) { ModelState.AddModelError(nameof(Seats), "A seat must be 200 characters or fewer"); }
        else if (seats.GroupBy(s => s, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice) { ModelState.AddModelError(nameof(Seats), $"“{twice.Key}” is there twice"); }
        if (!ModelState.IsValid) { return Page(); }

        var (now, by) = (clock.Now, db.Acting.Actor.Agency);
        var body = new Body { Title = name, Kind = Kind, Areas = Areas, ParentId = Guid.TryParse(Parent, out var parent) ? parent : null, Cycle = Cycle.Length == 0 ? null : Cycle, Quorum = quorum, Terms = Terms.Trim(), Public = InPublic, MadeAt = now }.Made(by);
        foreach (var seat in seats) { body.SeatOf(seat, now, by); }
        db.Add(body);
        await db.SaveChangesAsync();
        TempData["done"] = $"{body.Title} is set up";
        return Redirect($"/meetings/{body.Id}");
    }

    private async Task LoadAsync() =>
        ParentChoices = [new("", "None"), .. (await db.Set<Body>().AsNoTracking().OrderBy(b => b.Title).Select(b => new { b.Id, b.Title }).ToListAsync()).Select(b => new Choice(b.Id.ToString(), b.Title))];
}
