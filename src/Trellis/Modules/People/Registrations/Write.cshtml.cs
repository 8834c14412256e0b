using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Registrations;

[Does(ActWords.ChangePerson)]
public sealed partial class WriteModel(TrellisDb db, PracticeModel practice, LondonClock clock, AgencyRegister agencies, Views views) : PartPage(db, practice, clock, agencies, views)
{
    private const int LongestPlace = 200;

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    public override string Noun => "School, GP or other place";

    public override string WasWords => Was is Registration registration ? $"{Title("registration-kind", registration.Kind)}, {registration.Place}" : "";

    protected override PersonPart? Find(Guid row) => Person.Registrations.Find(r => r.Id == row);

    protected override void Show(PersonPart was) => (Kind, Place, Number) = (((Registration)was).Kind, ((Registration)was).Place, ((Registration)was).Number);

    protected override Task<PersonPart?> ReadAsync(DateOnly? from, DateOnly? until)
    {
        var (place, number) = (Place?.Trim() ?? "", string.IsNullOrWhiteSpace(Number) ? null : Number.Trim().ToUpperInvariant());
        if (Choices("registration-kind").All(c => c.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what it is"); }
        if (place.Length == 0 && Kind is "home-education" or "missing-education") { place = Title("registration-kind", Kind); }
        if (place.Length == 0) { ModelState.AddModelError(nameof(Place), "Enter what it is called"); }
        if (place.Length > LongestPlace) { ModelState.AddModelError(nameof(Place), "What it is called must be 200 characters or fewer"); }
        if (number is not null && !Letters().IsMatch(number)) { ModelState.AddModelError(nameof(Number), "Its number must be 1 to 12 letters and digits"); }
        return Task.FromResult<PersonPart?>(new Registration { PersonId = Id, Person = Person, Area = Person.Area, Agency = Agency, FromOn = from, UntilOn = until, RecordedAt = Clock.Now, Kind = Kind, Place = place, Number = number });
    }

    [GeneratedRegex(@"^[0-9A-Z]{1,12}$", RegexOptions.None, 1000)]
    private static partial Regex Letters();
}
