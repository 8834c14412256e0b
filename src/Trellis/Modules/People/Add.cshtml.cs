using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People;

[Does(ActWords.AddPerson)]
public sealed class AddModel(TrellisDb db, PracticeModel practice, LondonClock clock, PeopleSearch search, HeldSearch held) : PageModel
{
    [BindProperty, Required(AllowEmptyStrings = false, ErrorMessage = "Enter a first name. If you do not know it, enter what you would call them"), StringLength(Person.LongestName, ErrorMessage = "First name must be 100 characters or fewer")]
    public string GivenName { get; set; } = "";

    [BindProperty, Required(AllowEmptyStrings = false, ErrorMessage = "Enter a last name. If you do not know it, enter Unknown"), StringLength(Person.LongestName, ErrorMessage = "Last name must be 100 characters or fewer")]
    public string FamilyName { get; set; } = "";

    [BindProperty]
    public DateParts Born { get; set; } = new();

    [BindProperty]
    public string Sex { get; set; } = "";

    [BindProperty]
    public string EthnicGroup { get; set; } = "";

    [BindProperty, StringLength(200, ErrorMessage = "Address must be 200 characters or fewer")]
    public string Address { get; set; } = "";

    [BindProperty, StringLength(10, ErrorMessage = "Postcode must be 10 characters or fewer")]
    public string Postcode { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    /// <summary>Somebody whose household they belong to.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? With { get; set; }

    /// <summary>The process to go on with once they are added.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Start { get; set; }

    /// <summary>The worker has looked at those who are like them.</summary>
    [BindProperty]
    public bool Sure { get; set; }

    public IReadOnlyList<Hit> Alike { get; private set; } = [];

    public IReadOnlyList<Choice> Choices(string list) => [.. practice.Codes[list].Codes.Where(c => c.InUseTo is null).Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint, Group = c.Group })];

    public IReadOnlyList<Choice> Areas => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public string AreaTitle(string code) => practice.Areas.FirstOrDefault(a => a.Code == code)?.Title ?? code;

    public bool MayStart(Hit hit) => Start is { Length: > 0 } && hit.Access is Found.Known && db.Acting.Actor.May(ActWords.StartMatter) && db.Acting.Actor.Areas.Contains(hit.Area);

    /// <summary>Where to go on with somebody already known; null when this reader may not.</summary>
    public string? RecordOf(PersonSummary person) => Start is { Length: > 0 } ? $"/start/{Uri.EscapeDataString(Start)}?person={person.Id}" : db.Acting.Actor.May(ActWords.ViewPerson) ? $"/people/{person.Id}" : null;

    public static string Describe(PersonSummary person) => string.Join(", ", new[] { person.Name, person.Born is { } born ? $"born {English.Date(born)}" : null, person.Where }.Where(t => !string.IsNullOrWhiteSpace(t)));

    /// <param name="typed">What was searched for, locked: no name stands in an address.</param>
    public void OnGet([FromQuery(Name = "search")] string? typed)
    {
        var words = held.Read(typed).Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0) { GivenName = words[0]; FamilyName = string.Join(' ', words.Skip(1)); }
        if (Areas.Count is 1) { Area = Areas[0].Value; }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (born, fault) = Born.Read("date of birth");
        if (fault is not null) { ModelState.AddDateError(nameof(Born), fault); }
        if (born > clock.Today.AddMonths(10)) { ModelState.AddModelError(nameof(Born), "Date of birth must be today or in the past, or when a baby is expected"); }
        if (practice.Codes["sex"].Find(Sex) is null) { ModelState.AddModelError(nameof(Sex), "Select their sex, or not known"); }
        if (practice.Codes["ethnic-group"].Find(EthnicGroup) is null) { ModelState.AddModelError(nameof(EthnicGroup), "Select their ethnic group, or not yet obtained"); }
        if (Areas.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area they live in"); }
        if (!ModelState.IsValid) { return Page(); }

        if (!Sure)
        {
            Alike = [.. (await search.FindAsync($"{GivenName} {FamilyName}", born)).Where(h => h.Likeness > 0.55f)];
            if (Alike.Count > 0) { return Page(); }
        }

        var household = With is { } member ? await db.People.Where(p => p.Id == member).Select(p => p.HouseholdId).FirstOrDefaultAsync() : null;
        var person = new Person
        {
            Reference = await PeopleTold.NextReferenceAsync(db),
            Area = Area,
            GivenName = GivenName.Trim(),
            FamilyName = FamilyName.Trim(),
            Born = born,
            Sex = Sex,
            EthnicGroup = EthnicGroup,
            Address = Address.Trim(),
            Postcode = Postcode.Trim().ToUpperInvariant(),
            HouseholdId = household ?? Ids.New(),
        };
        person.Added(Moment.Exactly(clock.Now));
        if (db.Acting.Actor.Agency is { } agency) { person.KnewFrom(agency, null, [new("Name", person.Name), new("Date of birth", born is { } day ? English.Date(day) : ""), new("Address", person.Where ?? "")], clock.Now); }
        db.Add(person);
        await db.SaveChangesAsync();
        TempData["done"] = $"{person.Name} added";
        return Start is { Length: > 0 } process ? Redirect($"/start/{Uri.EscapeDataString(process)}?person={person.Id}") : Redirect(db.Acting.Actor.May(ActWords.ViewPerson) ? $"/people/{person.Id}" : "/work");
    }
}
