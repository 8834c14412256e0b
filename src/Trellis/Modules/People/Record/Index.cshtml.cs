using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Parts;
using Trellis.Modules.People.Public;
using Trellis.Modules.People.Same;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Record;

[Does(ActWords.ViewPerson)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, LondonClock clock, CaseworkRegister casework, OnePerson one, Views views) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public Person Person { get; private set; } = null!;

    /// <summary>What else they are called, now or once.</summary>
    public IReadOnlyList<string> OtherNames { get; private set; } = [];

    /// <summary>Where they live, for those who may know.</summary>
    public string? Confidential { get; private set; }

    public IReadOnlyList<Person> Household { get; private set; } = [];

    public IReadOnlyList<StatusSummary> Statuses { get; private set; } = [];

    public IReadOnlyList<DeadlineLook> Deadlines { get; private set; } = [];

    public IReadOnlyList<MatterSummary> Matters { get; private set; } = [];

    public IReadOnlyList<ChronologyLine> Lines { get; private set; } = [];

    public DateTimeOffset Now => clock.Now;

    public DateOnly Today => clock.Today;

    public string Code(string list, string code) => practice.Codes.GetValueOrDefault(list)?.Find(code)?.Title ?? code;

    public string? Age => Person.AgeWords(Today);

    public string AreaTitle => practice.AreaTitle(Person.Area);

    public bool MayRecord => db.Acting.Actor.May(ActWords.RecordHappening) && db.Acting.Actor.SeesAll(Person.Area);

    public bool MayClose => db.Acting.Actor.May(ActWords.CloseRecord) && db.Acting.Actor.SeesAll(Person.Area);

    public bool MayOversee => db.Acting.Actor.May(ActWords.ListViews) && db.Acting.Actor.SeesAll(Person.Area);

    public IEnumerable<(string Id, string Title)> MayStart =>
        db.Acting.Actor.May(ActWords.StartMatter) && db.Acting.Actor.Areas.Contains(Person.Area) ? practice.Processes.Where(p => p.IsOpenedBy(db.Acting.Actor.Roles) && IsAbout(p.About)).Select(p => (p.Id, p.Steps[0].Title)) : [];

    /// <summary>Of somebody whose age is not known it may be either.</summary>
    private bool IsAbout(ProcessSubject about) => about switch { ProcessSubject.Child => Grown is not true, ProcessSubject.Adult or ProcessSubject.Professional => Grown is not false, _ => true };

    private bool? Grown => Person.DiedOn is { } died ? Person.AgeOn(died) is { } age ? age >= 18 : null : Person.AgeOn(Today) is { } now ? now >= 18 : null;

    /// <summary>Which record each of these is, for what stands in another than the one kept: id and reference.</summary>
    public IReadOnlyDictionary<Guid, string> RecordOf { get; private set; } = new Dictionary<Guid, string>();

    public bool MayLink => db.Acting.Actor.May(ActWords.SamePerson) && db.Acting.Actor.SeesAll(Person.Area);

    /// <summary>Something was proposed of this record that a second person has to agree to.</summary>
    public bool SecondIsNeeded { get; private set; }

    /// <summary>"from the record P10012", where there are several; else nothing.</summary>
    public string? From(Guid person) => RecordOf.Count > 1 && RecordOf.TryGetValue(person, out var reference) ? $"from the record {reference}" : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == Id) is not { } person) { return NotFound(); }
        var whose = await one.OfAsync(Id);
        if (whose.Kept != Id)
        {
            // Whoever looks at the one record looks at the person.
            await views.SawAsync("person", ActWords.ViewPerson, [Id], person.Area);
            return Redirect($"/people/{whose.Kept}");
        }

        Person = person;
        var records = whose.Everywhere;
        RecordOf = await db.People.AsNoTracking().Where(p => records.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Reference);
        OtherNames = [.. (await db.Set<PersonName>().AsNoTracking().Where(n => whose.Records.Contains(n.PersonId) && n.CorrectedAt == null).OrderByDescending(n => n.RecordedAt).ToListAsync()).Select(n => n.Name).Where(n => n != person.Name).Distinct()];
        if (person.ConfidentialAddress) { Confidential = string.Join("; ", (await db.Set<PersonAddress>().AsNoTracking().Where(a => a.PersonId == Id && a.CorrectedAt == null && a.UntilOn == null && a.VisibleTo != null).ToListAsync()).Select(a => a.Line)) is { Length: > 0 } where ? where : null; }
        var households = await db.People.AsNoTracking().Where(p => whose.Records.Contains(p.Id) && p.HouseholdId != null).Select(p => p.HouseholdId).ToListAsync();
        Household = await db.People.AsNoTracking().Where(p => households.Contains(p.HouseholdId) && !whose.Records.Contains(p.Id)).OrderBy(p => p.Born).ToListAsync();

        await views.SawAsync("person", ActWords.ViewPerson, [.. records, .. Household.Select(p => p.Id)], person.Area);

        SecondIsNeeded = MayLink && (await db.Set<SameAs>().AnyAsync(s => records.Contains(s.FoldedId) && s.EndedAt == null && (s.JoinedAt == null || s.PartingAt != null))
            || await db.Set<SameAs>().AnyAsync(s => records.Contains(s.KeptId) && s.EndedAt == null && (s.JoinedAt == null || s.PartingAt != null))
            || await db.Set<Split>().AnyAsync(s => (records.Contains(s.FromId) || records.Contains(s.ToId)) && s.EndedAt == null && (s.JoinedAt == null || s.PartingAt != null)));
        Statuses = await casework.StatusesOfAsync(whose);
        Deadlines = await casework.DeadlinesOfAsync(whose);
        Matters = await casework.MattersOfAsync(whose);
        Lines = await casework.ChronologyOfAsync(whose);
        return Page();
    }
}
