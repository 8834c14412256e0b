using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Names;

[Does(ActWords.ChangePerson)]
public sealed class WriteModel(TrellisDb db, PracticeModel practice, LondonClock clock, AgencyRegister agencies, Views views) : PartPage(db, practice, clock, agencies, views)
{
    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    /// <summary>Lists show this name from now on.</summary>
    [BindProperty]
    public bool Listed { get; set; }

    public override string Noun => "Name";

    public override string WasWords => Was is PersonName name ? $"{name.Name}, {Title("name-kind", name.Kind).ToLowerInvariant()}" : "";

    protected override PersonPart? Find(Guid row) => Person.Names.Find(n => n.Id == row);

    protected override void Show(PersonPart was)
    {
        var name = (PersonName)was;
        (Kind, GivenName, FamilyName, Listed) = (name.Kind, name.GivenName, name.FamilyName, name.Name == Person.Name);
    }

    protected override Task<PersonPart?> ReadAsync(DateOnly? from, DateOnly? until)
    {
        var (given, family) = (GivenName?.Trim() ?? "", FamilyName?.Trim() ?? "");
        if (Choices("name-kind").All(c => c.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what kind of name it is"); }
        if (given.Length + family.Length == 0) { ModelState.AddModelError(nameof(GivenName), "Enter a first name, a last name or both"); }
        if (given.Length > Person.LongestName) { ModelState.AddModelError(nameof(GivenName), "First and middle names must be 100 characters or fewer"); }
        if (family.Length > Person.LongestName) { ModelState.AddModelError(nameof(FamilyName), "Last name must be 100 characters or fewer"); }
        if (Listed && until is not null) { ModelState.AddModelError(nameof(Listed), "They cannot be listed under a name they no longer have"); }
        return Task.FromResult<PersonPart?>(new PersonName { PersonId = Id, Person = Person, Area = Person.Area, Agency = Agency, FromOn = from, UntilOn = until, RecordedAt = Clock.Now, Kind = Kind, GivenName = given, FamilyName = family });
    }

    protected override Task<Outcome<bool>> AlsoAsync(PersonPart part)
    {
        var wasListed = Was is PersonName was && was.Name == Person.Name;
        if (!Listed && !wasListed) { return Task.FromResult<Outcome<bool>>(true); }
        return Task.FromResult<Outcome<bool>>(Person.List((PersonName)part).Refused(out var why) ? why : true);
    }
}
