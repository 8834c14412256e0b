using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Members;

/// <summary>A body has another name, answers to another, has to do with another, or ends and another takes its place.</summary>
[Does(ActWords.ChangeBody)]
public sealed class ChangeModel(TrellisDb db, ActionsPassOn actions, LondonClock clock) : PageModel
{
    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public string Parent { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string OtherBody { get; set; } = "";

    [BindProperty]
    public string Other { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string Tie { get; set; } = "";

    [BindProperty]
    public DateParts Last { get; set; } = new();

    [BindProperty]
    public string Became { get; set; } = "";

    [BindProperty]
    public string Because { get; set; } = "";

    public Body Of { get; private set; } = null!;

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> KindChoices => [.. Members.Tie.Kinds.Select(k => new Choice(k.Key, k.Value))];

    public IReadOnlyList<Choice> TieChoices => [.. Of.Ties.Where(t => t.UntilOn is null).Select(t => new Choice(t.Id.ToString(), $"{Members.Tie.Kinds[t.Kind]} {(t.OtherId is { } other ? BodyChoices.FirstOrDefault(b => b.Value == other.ToString())?.Label ?? "a body" : t.Other)}"))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        (Name, Parent, From, Last) = (Of.Title, Of.ParentId?.ToString() ?? "", DateParts.Of(clock.Today), DateParts.Of(clock.Today));
        return Page();
    }

    public async Task<IActionResult> OnPostNameAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (BodyChoices.Any(b => b.Label.Equals(Name.Trim(), StringComparison.OrdinalIgnoreCase))) { ModelState.AddModelError(nameof(Name), "There is a body of this name already"); }
        var (from, wrong) = From.Read("first day of the new name", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(From), wrong); }
        return ModelState.IsValid ? await DoneAsync(Of.Renamed(Name, from!.Value, clock.Today, db.Acting.Actor.Agency), $"It is called {Name.Trim()}") : Page();
    }

    public async Task<IActionResult> OnPostParentAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Parent.Length > 0 && BodyChoices.All(b => b.Value != Parent)) { ModelState.AddModelError(nameof(Parent), "Select a body, or none"); return Page(); }
        var parents = await db.Set<Body>().AsNoTracking().ToDictionaryAsync(b => b.Id, b => b.ParentId, HttpContext.RequestAborted);
        return await DoneAsync(Of.AnswersTo(Parent.Length > 0 ? Guid.Parse(Parent) : null, parents, clock.Now, db.Acting.Actor.Agency), "Whom it answers to is saved");
    }

    public async Task<IActionResult> OnPostTieAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!Members.Tie.Kinds.ContainsKey(Kind)) { ModelState.AddModelError(nameof(Kind), "Select what it has to do with the other"); }
        if (OtherBody.Length > 0 && BodyChoices.All(b => b.Value != OtherBody)) { ModelState.AddModelError(nameof(OtherBody), "Select a body, or none"); }
        if ((OtherBody.Length > 0) == (Other.Trim().Length > 0)) { ModelState.AddModelError(nameof(Other), "Select a body, or enter one of another partnership, not both"); }
        if (Other.Trim().Length > Members.Tie.LongestOther) { ModelState.AddModelError(nameof(Other), "What it is called must be 200 characters or fewer"); }
        if (Words.Trim().Length > Members.Tie.LongestWords) { ModelState.AddModelError(nameof(Words), "What they do together must be 500 characters or fewer"); }
        if (!ModelState.IsValid) { return Page(); }
        var tie = new Tie { BodyId = Of.Id, Body = Of, OtherId = OtherBody.Length > 0 ? Guid.Parse(OtherBody) : null, Other = Other.Trim(), Kind = Kind, Words = Words.Trim(), FromOn = clock.Today };
        return await DoneAsync(Of.Tied(tie, clock.Now, db.Acting.Actor.Agency), "What it has to do with the other is saved");
    }

    public async Task<IActionResult> OnPostUntieAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Of.Ties.Find(t => t.UntilOn is null && t.Id.ToString() == Tie) is not { } tie) { ModelState.AddModelError(nameof(Tie), "Select what is no longer so"); return Page(); }
        return await DoneAsync(Of.Untied(tie, clock.Today, db.Acting.Actor.Agency), "It is no longer so from tomorrow");
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var (last, wrong) = Last.Read("last day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Last), wrong); }
        if (Became.Length > 0 && BodyChoices.All(b => b.Value != Became)) { ModelState.AddModelError(nameof(Became), "Select the body that takes its place, or none"); }
        if (!ModelState.IsValid) { return Page(); }
        var next = Became.Length > 0 ? Guid.Parse(Became) : (Guid?)null;
        var called = await db.Set<Meeting>().Where(m => m.BodyId == BodyId && m.CancelledAt == null).MaxAsync(m => (DateOnly?)m.HeldOn, HttpContext.RequestAborted);
        if (Of.Ended(last!.Value, next, Because, called, clock.Today, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        var carried = next is { } to ? await actions.CarryAllAsync(Of.Id, to, $"{Of.Title} ended on {English.Date(last.Value)}", HttpContext.RequestAborted) : 0;
        await db.SaveChangesAsync();
        TempData["done"] = carried > 0 ? $"{Of.Title} has ended, and {English.Count(carried, "open action goes", "open actions go")} on with the body that takes its place" : $"{Of.Title} has ended";
        return Redirect($"/meetings/{BodyId}");
    }

    private async Task<IActionResult> DoneAsync<T>(Outcome<T> outcome, string words)
    {
        if (outcome.Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = words;
        return Redirect($"/meetings/{BodyId}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Body>().Include(b => b.Seats).ThenInclude(s => s.Holders).Include(b => b.Titles).Include(b => b.Ties).AsSplitQuery().FirstOrDefaultAsync(b => b.Id == BodyId) is not { } found
            || !found.Areas.All(a => db.Acting.Actor.Areas.Contains(a)) || found.EndedOn is not null) { return false; }
        Of = found;
        BodyChoices = [.. (await db.Set<Body>().AsNoTracking().Where(b => b.Id != BodyId && b.EndedOn == null).OrderBy(b => b.Title).Select(b => new { b.Id, b.Title }).ToListAsync()).Select(b => new Choice(b.Id.ToString(), b.Title))];
        return true;
    }
}
