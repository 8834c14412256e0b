using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Traits;

[Does(ActWords.ChangePerson)]
public sealed class WriteModel(TrellisDb db, PracticeModel practice, LondonClock clock, AgencyRegister agencies, Views views) : PartPage(db, practice, clock, agencies, views)
{
    /// <summary>Gender, language, interpreter or disability.</summary>
    [BindProperty(SupportsGet = true)]
    public string Kind
    {
        get;
        set => field = Trait.Kinds.Contains(value) ? value : Trait.Kinds[0];
    } = Trait.Kinds[0];

    [BindProperty]
    public string Answer { get; set; } = "";

    public override string Noun => Kind switch { "gender" => "Gender", "language" => "Language", "interpreter" => "Interpreter", _ => "Disability" };

    public override string WasWords => Was is Trait trait ? Title(trait.Kind, trait.Answer) : "";

    protected override PersonPart? Find(Guid row)
    {
        var found = Person.Traits.Find(t => t.Id == row);
        if (found is not null) { Kind = found.Kind; }
        return found;
    }

    protected override void Show(PersonPart was) => Answer = ((Trait)was).Answer;

    protected override Task<PersonPart?> ReadAsync(DateOnly? from, DateOnly? until)
    {
        if (Choices(Kind).All(c => c.Value != Answer)) { ModelState.AddModelError(nameof(Answer), "Select one"); }
        return Task.FromResult<PersonPart?>(new Trait { PersonId = Id, Person = Person, Area = Person.Area, Agency = Agency, FromOn = from, UntilOn = until, RecordedAt = Clock.Now, Kind = Kind, Answer = Answer });
    }
}
