using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Matching.Identifiers;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Record;

/// <summary>One kind of part, as its table shows it.</summary>
/// <param name="Part">Its name in addresses of pages: "names".</param>
/// <param name="Address">Where it is written; null for who may not.</param>
/// <param name="Add">What the link to add one says; null when it is added otherwise.</param>
public sealed record PartTable(string Part, string Title, string Heading, string? Address, string? Add, IReadOnlyList<PartTable.Line> Rows)
{
    public sealed record Line(Guid Id, string Kind, string Text, string Note, bool Stands);
}

/// <summary>Every name, address, number, place and tie of somebody, with what was wrong and what each agency said.</summary>
[Does(ActWords.ViewPerson)]
public sealed class DetailsModel(TrellisDb db, PracticeModel practice, AgencyRegister agencies, CaseworkRegister casework, Views views) : PageModel
{
    private IReadOnlyDictionary<string, string> titles = new Dictionary<string, string>();

    [FromRoute]
    public Guid Id { get; set; }

    public Person Person { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, Person> Others { get; private set; } = new Dictionary<Guid, Person>();

    /// <summary>Those that were begun by somebody who was not shown this record, as far as this reader sees them.</summary>
    public IReadOnlyDictionary<Guid, MatterSummary> Matters { get; private set; } = new Dictionary<Guid, MatterSummary>();

    public bool MayChange => db.Acting.Actor.May(ActWords.ChangePerson) && db.Acting.Actor.SeesAll(Person.Area);

    public bool MayRelate => db.Acting.Actor.May(ActWords.RelatePerson) && db.Acting.Actor.SeesAll(Person.Area);

    /// <summary>Where they live now is confidential, and not for this reader.</summary>
    public bool IsKeptFromReader => Person.ConfidentialAddress && !Person.Addresses.Any(a => a.Stands && a.UntilOn is null && a.VisibleTo is not null);

    public string Code(string list, string code) => practice.Codes.GetValueOrDefault(list)?.Find(code)?.Title ?? code;

    public string? Agency(string? code) => code is null ? null : titles.GetValueOrDefault(code, code);

    /// <summary>Those that stand, the newest first; then those that were wrong.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> parts) where T : PersonPart =>
        parts.OrderByDescending(p => p.Stands).ThenBy(p => p.UntilOn is not null).ThenByDescending(p => p.FromOn ?? DateOnly.MinValue).ThenByDescending(p => p.RecordedAt).ThenBy(p => p.Id);

    public string? Note(PersonPart part) => string.Join("; ", new[]
    {
        part.When,
        Agency(part.Agency) is { } agency ? $"said by {agency}" : null,
        part.CorrectedAt is { } at ? $"found to be wrong {English.Date(London.DateOf(at))}" : null,
    }.OfType<string>()) is { Length: > 0 } note ? note : null;

    public IEnumerable<PartTable> Tables =>
    [
        Table("names", "Names", "Name", "Add a name", Person.Names, n => (Code("name-kind", n.Kind), n.Name)),
        Table("addresses", "Addresses", "Address", "Add an address", Person.Addresses, a => (Code("address-kind", a.Kind), AddressWords(a))),
        Table("numbers", "Numbers", "Number", "Add a number", Person.Identifiers, i => (Code("identifier-kind", i.Kind), i.Kind is "nhs" ? NhsNumber.Spaced(i.Value) : i.Value)),
        Table("registrations", "Schools, GP and others", "Where", "Add a school, GP or other place", Person.Registrations, r => (Code("registration-kind", r.Kind), r.Number is { } number ? $"{r.Place} ({number})" : r.Place)),
        Table("traits", "Gender, languages and disabilities", "What", null, Person.Traits, t => (practice.Codes[t.Kind].Title, Code(t.Kind, t.Answer))),
    ];

    private string AddressWords(PersonAddress address) =>
        (address.Line ?? Code("address-kind", address.Kind)) + (address.Uprn is { } uprn ? $" (UPRN {uprn})" : "") + (address.VisibleTo is null ? "" : " (confidential)");

    private PartTable Table<T>(string part, string title, string heading, string? add, IEnumerable<T> parts, Func<T, (string Kind, string Text)> words) where T : PersonPart =>
        new(part, title, heading, MayChange ? $"/people/{Person.Id}/{part}" : null, add, [.. InOrder(parts).Select(p => (p, Words: words(p))).Select(p => new PartTable.Line(p.p.Id, p.Words.Kind, p.Words.Text, Note(p.p) ?? "Not said", p.p.Stands))]);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.WithPartsAsync(Id) is not { } person) { return NotFound(); }
        Person = person;
        titles = (await agencies.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        var others = person.Relationships.Select(r => r.OtherId).Distinct().ToArray();
        Others = await db.People.AsNoTracking().Where(p => others.Contains(p.Id)).ToDictionaryAsync(p => p.Id);
        if (person.Sources.Exists(s => s.MatterId is not null) && db.Acting.Actor.May(ActWords.ViewMatter)) { Matters = (await casework.MattersOfAsync(Id)).ToDictionary(m => m.Id); }
        await views.SawAsync("person", ActWords.ViewPerson, [person.Id, .. Others.Keys], person.Area);
        return Page();
    }
}
