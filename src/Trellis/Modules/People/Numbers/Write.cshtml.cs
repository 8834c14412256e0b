using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Numbers;

[Does(ActWords.ChangePerson)]
public sealed class WriteModel(TrellisDb db, PracticeModel practice, LondonClock clock, AgencyRegister agencies, Views views) : PartPage(db, practice, clock, agencies, views)
{
    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string? Value { get; set; }

    public override string Noun => "Number";

    public override string WasWords => Was is PersonIdentifier number ? $"{Title("identifier-kind", number.Kind)} {number.Value}" : "";

    protected override PersonPart? Find(Guid row) => Person.Identifiers.Find(i => i.Id == row);

    protected override void Show(PersonPart was) => (Kind, Value) = (((PersonIdentifier)was).Kind, ((PersonIdentifier)was).Value);

    protected override Task<PersonPart?> ReadAsync(DateOnly? from, DateOnly? until)
    {
        if (Choices("identifier-kind").All(c => c.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what kind of number it is"); }
        if (PersonIdentifier.Read(Kind, Value).Refused(out var why, out var value))
        {
            ModelState.AddModelError(why.Field, why.Words);
            return Task.FromResult<PersonPart?>(null);
        }

        return Task.FromResult<PersonPart?>(new PersonIdentifier { PersonId = Id, Person = Person, Area = Person.Area, Agency = Agency, FromOn = from, UntilOn = until, RecordedAt = Clock.Now, Kind = Kind, Value = value });
    }
}
