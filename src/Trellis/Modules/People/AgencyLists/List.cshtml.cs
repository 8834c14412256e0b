using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>One list: what would become of it; or what became of it, what is to be looked at, and undoing it.</summary>
[Does(ActWords.ViewLists)]
public sealed class ListModel(TrellisDb db, ListIntake intake, AgencyRegister agencies, PeopleRegister people, Views views) : PageModel
{
    private const int Shown = 50;

    /// <param name="Said">What the line says of them; null where it says too little, or where somebody has decided.</param>
    /// <param name="Person">Who is recorded: whom it is linked to, who was added, who is most like them.</param>
    public sealed record Row(Guid? Id, int Line, string? Said, string Why, PersonSummary? Person);

    [FromRoute(Name = "list")]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [FromQuery]
    public string? Show { get; set; }

    public AgencyList List { get; private set; } = null!;

    public string Agency { get; private set; } = "";

    public string Outcome { get; private set; } = ListLine.Review;

    /// <summary>Of the outcome shown, in the order of lines.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<(string Outcome, string Title, int Count)> Counts { get; private set; } = [];

    public IReadOnlyList<(string Column, string Field)> Columns { get; private set; } = [];

    /// <summary>Why the list cannot be taken in as it was sent.</summary>
    public string? Fault { get; private set; }

    public bool Waits => List.State is AgencyList.LookedAt;

    public bool MayTakeIn => Waits && Fault is null && May(ActWords.TakeInList);

    public bool MayUndo => List.State is AgencyList.TakenIn && May(ActWords.UndoList);

    public bool MayDecide => List.State is AgencyList.TakenIn && May(ActWords.DecideListed);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.TakeInList)]
    public async Task<IActionResult> OnPostTakeInAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await intake.TakeInAsync(List)).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("Taken in");
    }

    [Does(ActWords.TakeInList)]
    public async Task<IActionResult> OnPostThrowAwayAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if ((await intake.ThrowAwayAsync(List)).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("Thrown away");
    }

    [Does(ActWords.UndoList)]
    public async Task<IActionResult> OnPostUndoAsync()
    {
        if (!await LoadAsync(track: true)) { return NotFound(); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why it is undone"); return Page(); }
        db.Acting.Because(Why);
        if ((await intake.UndoAsync(List)).Refused(out var why, out var undone)) { return this.Refuse(why); }
        return await SavedAsync(undone.Kept == 0 ? "Undone" : $"Undone, but for {English.Count(undone.Kept, "person whose record is", "people whose records are")} in use");
    }

    private bool May(string act) => db.Acting.Actor.May(act) && db.Acting.Actor.Areas.Contains(List.Area);

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/people/lists/{Id}");
    }

    private async Task<bool> LoadAsync(bool track = false)
    {
        var lists = db.Set<AgencyList>().AsQueryable();
        if (await (track ? lists : lists.AsNoTracking()).FirstOrDefaultAsync(l => l.Id == Id) is not { } found) { return false; }
        List = found;
        Agency = (await agencies.ListAsync()).FirstOrDefault(a => a.Code == List.Agency)?.Title ?? List.Agency;
        Outcome = Show is { } wanted && ListLine.Outcomes.ContainsKey(wanted) ? wanted : ListLine.Review;
        if (Waits) { await PreviewAsync(); }
        else if (List.State is AgencyList.TakenIn) { await LinesAsync(); }
        return true;
    }

    private async Task PreviewAsync()
    {
        var preview = await intake.LookAsync(List);
        Fault = preview.File.Fault?.Message;
        if (preview.File.Map is not { } map) { return; }
        Columns = [.. map.Fields.Select(f => (string.Join(", ", f.Columns), f.Field.Name)).Prepend((map.Id, $"number at {Agency}"))];
        Count(preview.Count);
        var choices = preview.Choices.Where(c => c.Outcome == Outcome).Take(Shown).ToArray();
        var like = await SeenAsync(choices.Select(c => c.Like));
        Rows = Outcome is ListLine.LeftOut ? [.. preview.File.LeftOut.Take(Shown).Select(l => new Row(null, l.Line, null, l.Message, null))]
            : [.. choices.Select(c => new Row(null, c.Person.Line, $"{c.Person.GivenNames} {c.Person.FamilyName}{(c.Person.BornText.Length > 0 ? $", {c.Person.BornText}" : "")}", ListLine.Reasons[c.Why], c.Like is { } id ? like.GetValueOrDefault(id) : null))];
    }

    private async Task LinesAsync()
    {
        Count(outcome => outcome switch { ListLine.Linked => List.Linked, ListLine.Added => List.Added, ListLine.Review => List.ToReview, ListLine.Unchanged => List.Unchanged, _ => List.LeftOut });
        var lines = await db.Set<ListLine>().AsNoTracking().Where(l => l.ListId == Id && l.Outcome == Outcome).OrderBy(l => l.Line).Take(Shown).ToListAsync();
        var seen = await SeenAsync(lines.Select(l => l.PersonId));
        Rows = [.. lines.Select(l => new Row(l.Id, l.Line, l.Said is null ? null : string.Join(", ", l.Lines.Values.Take(3)), ListLine.Reasons[l.Why], l.PersonId is { } person ? seen.GetValueOrDefault(person) : null))];
    }

    private void Count(Func<string, int> of) => Counts = [.. ListLine.Outcomes.Select(o => (o.Key, o.Value, of(o.Key)))];

    private async Task<IReadOnlyDictionary<Guid, PersonSummary>> SeenAsync(IEnumerable<Guid?> ids)
    {
        var seen = (await people.OfAsync(ids.OfType<Guid>())).ToDictionary(p => p.Id);
        await views.SawAsync("agency-list", ActWords.ViewLists, [.. seen.Keys], List.Area);
        return seen;
    }
}
