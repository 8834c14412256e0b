using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People;

/// <summary>
/// A page that writes one part of a person: adds it, corrects it, says when it ended or that it was never true. What a part is made of
/// is each page's own.
/// </summary>
public abstract class PartPage(TrellisDb db, PracticeModel practice, LondonClock clock, AgencyRegister agencies, Views views) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>What is corrected or ended; null: something is added.</summary>
    [FromRoute]
    public Guid? Row { get; set; }

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts Until { get; set; } = new();

    /// <summary>The agency that said so.</summary>
    [BindProperty]
    public string? SaidBy { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public DateParts EndedOn { get; set; } = new();

    public Person Person { get; private set; } = null!;

    public PersonPart? Was { get; private set; }

    public IReadOnlyList<Choice> Agencies { get; private set; } = [];

    /// <summary>"Name", "Address": what a part is called in a heading.</summary>
    public abstract string Noun { get; }

    /// <summary>What stands in the row now, for who corrects it.</summary>
    public abstract string WasWords { get; }

    protected TrellisDb Db => db;

    protected LondonClock Clock => clock;

    protected bool SeesConfidential => db.Acting.Actor.Circles.Contains(PersonAddress.Confidential);

    protected string? By => db.Acting.Actor.Agency;

    public IReadOnlyList<Choice> Choices(string list) => !practice.Codes.TryGetValue(list, out var codes) ? [] : [.. codes.Codes.Where(c => c.InUse(clock.Today)).Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint, Group = c.Group })];

    public string Title(string list, string code) => practice.Codes.GetValueOrDefault(list)?.Find(code)?.Title ?? code;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) { return refused; }
        if (Was is { } was)
        {
            (From, Until, SaidBy) = (DateParts.Of(was.FromOn), DateParts.Of(was.UntilOn), was.Agency);
            Show(was);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) { return refused; }
        var (from, until) = (Read(From, nameof(From), "date it began"), Read(Until, nameof(Until), "date it ended"));
        if (!string.IsNullOrEmpty(SaidBy) && Agencies.All(a => a.Value != SaidBy)) { ModelState.AddModelError(nameof(SaidBy), "Select who said so"); }
        if (Was is not null && string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter what was wrong"); }
        var part = await ReadAsync(from, until);
        if (!ModelState.IsValid || part is null) { return Page(); }

        db.Acting.Because(Why);
        var instead = Was is { } was ? (was, await SaidAsync(was)) : ((PersonPart, Fact?)?)null;
        if (Person.Say(part, instead, clock.Today, By, SeesConfidential).Refused(out var why)) { return this.Refuse(why); }
        if ((await AlsoAsync(part)).Refused(out why)) { return this.Refuse(why); }
        return await SavedAsync(Was is null ? $"{Noun} added" : $"{Noun} corrected");
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (await LoadAsync() is { } refused) { return refused; }
        if (Was is not { } was) { return NotFound(); }
        Again(was);
        var (ended, fault) = EndedOn.Read("date it ended", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(EndedOn), fault); }
        if (!ModelState.IsValid) { return Page(); }
        if (Person.End(was, ended!.Value, clock.Today, By, SeesConfidential).Refused(out var why) || (await AlsoEndedAsync(was, ended.Value)).Refused(out why)) { return this.Refuse(new Refusal(why.Field is "Until" ? nameof(EndedOn) : why.Field, why.Words)); }
        return await SavedAsync($"{Noun} ended");
    }

    public async Task<IActionResult> OnPostTakeAwayAsync([FromForm] string? never)
    {
        if (await LoadAsync() is { } refused) { return refused; }
        if (Was is not { } was) { return NotFound(); }
        Again(was);
        if (string.IsNullOrWhiteSpace(never))
        {
            ModelState.AddModelError("never", "Enter why it was wrong");
            return Page();
        }

        db.Acting.Because(never);
        if (Person.TakeAway(was, await SaidAsync(was), clock.Now, By, SeesConfidential).Refused(out var why) || (await AlsoTakenAwayAsync(was)).Refused(out why)) { return this.Refuse(why); }
        return await SavedAsync($"{Noun} taken away");
    }

    /// <summary>Fills the form in with what stands.</summary>
    protected abstract void Show(PersonPart was);

    /// <summary>The part as typed; faults go to their fields.</summary>
    protected abstract Task<PersonPart?> ReadAsync(DateOnly? from, DateOnly? until);

    /// <summary>What else the form needs.</summary>
    protected virtual Task LoadedAsync() => Task.CompletedTask;

    /// <summary>What else follows from saying it.</summary>
    protected virtual Task<Outcome<bool>> AlsoAsync(PersonPart part) => Task.FromResult<Outcome<bool>>(true);

    protected virtual Task<Outcome<bool>> AlsoEndedAsync(PersonPart was, DateOnly on) => Task.FromResult<Outcome<bool>>(true);

    protected virtual Task<Outcome<bool>> AlsoTakenAwayAsync(PersonPart was) => Task.FromResult<Outcome<bool>>(true);

    /// <summary>One of the person's parts by its id, of those this page is about.</summary>
    protected abstract PersonPart? Find(Guid row);

    protected string? Agency => string.IsNullOrEmpty(SaidBy) ? null : SaidBy;

    /// <summary>The fact that said it; null of what was known when they were added, or when it was taken back since.</summary>
    protected async Task<Fact?> SaidAsync(PersonPart part) =>
        part.SaidBy is { } said ? await db.Facts.AsNoTracking().Include(f => f.Details).FirstOrDefaultAsync(f => f.Id == said && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)) : null;

    private void Again(PersonPart was)
    {
        (From, Until, SaidBy) = (DateParts.Of(was.FromOn), DateParts.Of(was.UntilOn), was.Agency);
        Show(was);
    }

    private DateOnly? Read(DateParts typed, string field, string label)
    {
        var (day, fault) = typed.Read(label);
        if (fault is not null) { ModelState.AddDateError(field, fault); }
        return day;
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/people/{Id}/details");
    }

    /// <summary>Null: go on. Whoever was let in reads; those whose area it is write.</summary>
    private async Task<IActionResult?> LoadAsync()
    {
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == Id) is not { } seen) { return NotFound(); }
        await views.SawAsync("person", ActWords.ViewPerson, [seen.Id], seen.Area);
        // Two who correct one part at once: the second is told.
        if (HttpMethods.IsPost(Request.Method)) { await db.OneAtATimeAsync(Id); }
        if (await db.WithPartsAsync(Id) is not { } person) { return NotFound(); }
        Person = person;
        if (!db.Acting.Actor.SeesAll(person.Area)) { return StatusCode(StatusCodes.Status403Forbidden); }
        Agencies = [.. (await agencies.ListAsync()).OrderBy(a => a.Title, StringComparer.Ordinal).Select(a => new Choice(a.Code, a.Title))];
        await LoadedAsync();
        if (Row is not { } row) { return null; }
        Was = Find(row) is { Stands: true } part ? part : null;
        return Was is null ? NotFound() : null;
    }
}

internal static class PersonParts
{
    /// <summary>Somebody with all that was ever said of them that the reader may see, to change; null: there is nobody, or not for them.</summary>
    internal static Task<Person?> WithPartsAsync(this TrellisDb db, Guid person, CancellationToken cancellationToken = default) =>
        db.People.Include(p => p.Names).Include(p => p.Addresses).Include(p => p.Identifiers).Include(p => p.Registrations).Include(p => p.Traits).Include(p => p.Relationships).Include(p => p.Sources)
            .AsSplitQuery().FirstOrDefaultAsync(p => p.Id == person, cancellationToken);
}
