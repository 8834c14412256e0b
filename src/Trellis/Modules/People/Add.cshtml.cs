using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Candidates.Public;
using Trellis.Modules.People.Parts;
using Trellis.Modules.People.Public;
using Trellis.Modules.People.Same;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People;

[Does(ActWords.AddPerson)]
public sealed class AddModel(TrellisDb db, PracticeModel practice, LondonClock clock, CandidateSearch candidates, RulingOut ruling, HeldTyped held, HeldSearch heldSearch, PeopleRegister register, Views views) : PageModel
{
    [BindProperty, Required(AllowEmptyStrings = false, ErrorMessage = "Enter a first name. If you do not know it, enter what you would call them"), StringLength(Person.LongestName, ErrorMessage = "First name must be 100 characters or fewer")]
    public string GivenName { get; set; } = "";

    [BindProperty, Required(AllowEmptyStrings = false, ErrorMessage = "Enter a last name. If you do not know it, enter Unknown"), StringLength(Person.LongestName, ErrorMessage = "Last name must be 100 characters or fewer")]
    public string FamilyName { get; set; } = "";

    [BindProperty]
    public DateParts Born { get; set; } = new();

    /// <summary>About how old they are, in years, where no date of birth is known.</summary>
    [BindProperty]
    public string? Age { get; set; }

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

    /// <summary>What they are to that person: <c>twin</c> or <c>sibling</c>; null when only the household is the same.</summary>
    [BindProperty(SupportsGet = true)]
    public string? As { get; set; }

    /// <summary>What was typed and who was looked at on the page before, locked.</summary>
    [BindProperty(SupportsGet = true, Name = "search")]
    public string? Held { get; set; }

    /// <summary>The worker has looked at those who are like them.</summary>
    [BindProperty]
    public bool Sure { get; set; }

    public IReadOnlyList<Likely> Alike { get; private set; } = [];

    /// <summary>What was typed of them on the page before that this form does not ask: it is kept with them.</summary>
    public IReadOnlyList<(string Label, string Value)> Kept => held.Read(Held)?.Typed is { } typed
        ? [.. new[] { ("NHS number", typed.NhsNumber ?? ""), ("Unique pupil number", typed.Upn ?? ""), ("School", typed.School ?? "") }.Where(k => !string.IsNullOrWhiteSpace(k.Item2))]
        : [];

    /// <summary>The person they are a twin, brother or sister of.</summary>
    public PersonSummary? Relative { get; private set; }

    public CandidatesShown? Shown { get; private set; }

    public IReadOnlyList<Choice> Choices(string list) => [.. practice.Codes[list].Codes.Where(c => c.InUseTo is null).Select(c => new Choice(c.Id, c.Title) { Hint = c.Hint, Group = c.Group })];

    public IReadOnlyList<Choice> Areas => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public string AreaTitle(string code) => practice.AreaTitle(code);

    public bool MayStart(Likely hit) => Start is { Length: > 0 } && hit.Access is Found.Known && db.Acting.Actor.May(ActWords.StartMatter) && db.Acting.Actor.Areas.Contains(hit.Area);

    /// <summary>Where to go on with somebody already known; null when this reader may not.</summary>
    public string? RecordOf(PersonSummary person) => Start is { Length: > 0 } ? $"/start/{Uri.EscapeDataString(Start)}?person={person.Id}{Looked}" : db.Acting.Actor.May(ActWords.ViewPerson) ? $"/people/{person.Id}" : null;

    /// <summary>Where to go on about somebody known whom this reader is not shown.</summary>
    public string? UnseenOf(Likely unseen) => MayStart(unseen) ? $"/start/{Uri.EscapeDataString(Start!)}?person={unseen.Id}{Looked}" : null;

    /// <summary>What is typed here goes along to whoever it turns out to be.</summary>
    private string Looked => $"&search={held.InAddress(new Carried(Typed, [], Compared: true, []))}";

    public static string Describe(PersonSummary person) => string.Join(", ", new[] { person.Name, person.BornWords is { } born ? $"born {born}" : null, person.Where }.Where(t => !string.IsNullOrWhiteSpace(t)));

    public async Task OnGetAsync()
    {
        await LoadRelativeAsync();
        if (Areas.Count is 1) { Area = Areas[0].Value; }
        if (held.Read(Held)?.Typed is { } typed)
        {
            (GivenName, FamilyName, Born, Age, Sex, Address, Postcode) = (typed.GivenName ?? "", typed.FamilyName ?? "", typed.Born, typed.Age, typed.Sex ?? "", typed.Address ?? "", typed.Postcode ?? "");
        }
        else if (heldSearch.Read(Held).Name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words) { (GivenName, FamilyName) = (words[0], string.Join(' ', words.Skip(1))); }
    }

    /// <summary>What is typed so far, for the page's script: those who are like it.</summary>
    public async Task<IActionResult> OnPostLookAsync(CancellationToken stop)
    {
        if (!Typed.IsEnough) { return new NoContentResult(); }
        var looked = await candidates.FindAsync(Typed, ActWords.AddPerson, finished: false, stop);
        Shown = new CandidatesShown(looked, clock.Today, "person") { AreaTitle = AreaTitle, TakeThem = RecordOf, TakeUnseen = UnseenOf };
        return Partial("/Modules/Candidates/Public/_Candidates.cshtml", Shown);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadRelativeAsync();
        var (birth, fault, age) = BirthTyped.Read(Born, Age, clock.Today);
        if (fault is not null) { ModelState.AddDateError(nameof(Born), fault); }
        if (age is not null) { ModelState.AddModelError(nameof(Age), age); }
        if (practice.Codes["sex"].Find(Sex) is null) { ModelState.AddModelError(nameof(Sex), "Select their sex, or not known"); }
        if (practice.Codes["ethnic-group"].Find(EthnicGroup) is null) { ModelState.AddModelError(nameof(EthnicGroup), "Select their ethnic group, or not yet obtained"); }
        if (Areas.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area they live in"); }
        if (!ModelState.IsValid) { return Page(); }

        var looked = await candidates.FindAsync(Typed, ActWords.AddPerson, finished: true);
        var before = held.Read(Held);
        var near = looked.People.Where(p => p.IsNear && p.Id != Relative?.Id).ToArray();
        if (!Sure && near.Any(p => before?.RulesOut(p) is not true))
        {
            Alike = near;
            return Page();
        }

        var with = With is { } member ? await db.People.Include(p => p.Relationships).FirstOrDefaultAsync(p => p.Id == member) : null;
        var person = new Person
        {
            Reference = await PeopleTold.NextReferenceAsync(db),
            Area = Area,
            GivenName = GivenName.Trim(),
            FamilyName = FamilyName.Trim(),
            Born = birth?.Date,
            BornAs = birth?.As ?? Ages.ToTheDay,
            Sex = Sex,
            EthnicGroup = EthnicGroup,
            Address = Address.Trim(),
            Postcode = Postcode.Trim().ToUpperInvariant(),
            School = before?.Typed.School,
            HouseholdId = with?.HouseholdId ?? Ids.New(),
        };
        person.Added(Moment.Exactly(clock.Now), Start is { Length: > 0 } begins ? practice.HiddenTo(begins) : null);
        foreach (var (kind, number) in new[] { ("nhs", before?.Typed.NhsNumber), ("upn", before?.Typed.Upn) })
        {
            if (!string.IsNullOrWhiteSpace(number) && !PersonIdentifier.Read(kind, number).Refused(out _, out var value)) { person.Knew(new PersonIdentifier { PersonId = person.Id, Person = person, Area = Area, Agency = db.Acting.Actor.Agency, RecordedAt = clock.Now, Kind = kind, Value = value }); }
        }

        if (db.Acting.Actor.Agency is { } agency) { person.KnewFrom(agency, null, [new("Name", person.Name), new("Date of birth", birth?.Words ?? ""), new("Address", person.Where ?? ""), .. Kept.Select(k => new KeyValuePair<string, string>(k.Label, k.Value))], clock.Now); }
        db.Add(person);
        if (Sure && near.Length > 0) { ruling.Say(Area, Carried.Of(Typed, looked with { People = near })); }
        if (Relative is not null && with is not null)
        {
            if (with.Relate(person, IsTwin ? "twin" : "sibling", IsTwin ? "twin" : "sibling", null, null, null, clock.Today, clock.Now, db.Acting.Actor.Agency).Refused(out var why))
            {
                ModelState.AddModelError("", why.Words);
                return Page();
            }

            // Alike in all that records are compared by, and two: never offered as one.
            db.Add(DifferentFrom.Begin(with, person, clock.Now, db.Acting.Actor.Agency));
        }

        await db.SaveChangesAsync();
        TempData["done"] = $"{person.Name} added";
        return Start is { Length: > 0 } process ? Redirect($"/start/{Uri.EscapeDataString(process)}?person={person.Id}") : Redirect(db.Acting.Actor.May(ActWords.ViewPerson) ? $"/people/{person.Id}" : "/work");
    }

    public bool IsTwin => As is "twin";

    private Typed Typed => (held.Read(Held)?.Typed ?? new()) with { GivenName = GivenName, FamilyName = FamilyName, Born = Born, Age = Age, Sex = Sex, Address = Address, Postcode = Postcode };

    /// <summary>Only for who may say that they are related, and of somebody they may open where they act.</summary>
    private async Task LoadRelativeAsync()
    {
        if (As is not ("twin" or "sibling") || With is not { } with || !db.Acting.Actor.May(ActWords.RelatePerson)) { return; }
        if (await register.FindAsync(with) is not { } found || !db.Acting.Actor.Areas.Contains(found.Area)) { return; }
        await views.SawAsync("person", ActWords.AddPerson, [found.Id], found.Area);
        Relative = found;
    }
}
