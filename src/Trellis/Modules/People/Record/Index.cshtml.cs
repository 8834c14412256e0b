using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Record;

[Does(ActWords.ViewPerson)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, LondonClock clock, CaseworkRegister casework, Views views) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public Person Person { get; private set; } = null!;

    /// <summary>What else they are called, now or once.</summary>
    public IReadOnlyList<string> OtherNames { get; private set; } = [];

    /// <summary>Where they live, for those who may know.</summary>
    public string? Confidential { get; private set; }

    public IReadOnlyList<Person> Household { get; private set; } = [];

    public IReadOnlyList<(StatusRow Row, string Title)> Statuses { get; private set; } = [];

    public IReadOnlyList<DeadlineLook> Deadlines { get; private set; } = [];

    public IReadOnlyList<MatterSummary> Matters { get; private set; } = [];

    public IReadOnlyList<ChronologyLine> Lines { get; private set; } = [];

    public DateTimeOffset Now => clock.Now;

    public DateOnly Today => clock.Today;

    public string Code(string list, string code) => practice.Codes.GetValueOrDefault(list)?.Find(code)?.Title ?? code;

    public string? Age => Person.AgeWords(Today);

    public string AreaTitle => practice.Areas.FirstOrDefault(a => a.Code == Person.Area)?.Title ?? Person.Area;

    public bool MayRecord => db.Acting.Actor.May(ActWords.RecordHappening) && db.Acting.Actor.SeesAll(Person.Area);

    public bool MayClose => db.Acting.Actor.May(ActWords.CloseRecord) && db.Acting.Actor.SeesAll(Person.Area);

    public bool MayOversee => db.Acting.Actor.May(ActWords.ListViews) && db.Acting.Actor.SeesAll(Person.Area);

    public IEnumerable<(string Id, string Title)> MayStart =>
        db.Acting.Actor.May(ActWords.StartMatter) && db.Acting.Actor.Areas.Contains(Person.Area) ? practice.Processes.Where(p => p.OpenedBy.Length > 0).Select(p => (p.Id, p.Steps[0].Title)) : [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == Id) is not { } person) { return NotFound(); }
        Person = person;
        OtherNames = [.. (await db.Set<PersonName>().AsNoTracking().Where(n => n.PersonId == Id && n.CorrectedAt == null).OrderByDescending(n => n.RecordedAt).ToListAsync()).Select(n => n.Name).Where(n => n != person.Name).Distinct()];
        if (person.ConfidentialAddress) { Confidential = string.Join("; ", (await db.Set<PersonAddress>().AsNoTracking().Where(a => a.PersonId == Id && a.CorrectedAt == null && a.UntilOn == null && a.VisibleTo != null).ToListAsync()).Select(a => a.Line)) is { Length: > 0 } where ? where : null; }
        if (person.HouseholdId is { } household)
        {
            Household = await db.People.AsNoTracking().Where(p => p.HouseholdId == household && p.Id != person.Id).OrderBy(p => p.Born).ToListAsync();
        }

        await views.SawAsync("person", ActWords.ViewPerson, [person.Id, .. Household.Select(p => p.Id)], person.Area);

        var statuses = await db.Statuses.Where(s => s.PersonId == Id).OrderByDescending(s => s.StartsOn).ToListAsync();
        Statuses = [.. statuses.Select(s => (s, practice.Statuses.FirstOrDefault(r => r.Id == s.Kind)?.Title ?? s.Kind))];
        Deadlines = await casework.DeadlinesOfAsync(Id);
        Matters = await casework.MattersOfAsync(Id);
        Lines = await casework.ChronologyOfAsync(Id);
        return Page();
    }
}
