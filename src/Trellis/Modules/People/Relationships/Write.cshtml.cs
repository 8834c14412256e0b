using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Relationships;

/// <summary>Who somebody is to them, said in the record of both.</summary>
[Does(ActWords.RelatePerson)]
public sealed class WriteModel(TrellisDb db, PracticeModel practice, LondonClock clock, AgencyRegister agencies, Views views, Closed closed) : PartPage(db, practice, clock, agencies, views)
{
    private const string Unknown = "Enter the reference of a record you may open";

    private readonly PracticeModel practice = practice;
    private Person? other;

    [BindProperty]
    public Guid? Member { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string? Responsible { get; set; }

    public override string Noun => "Relationship";

    public override string WasWords => Was is Relationship was ? $"{Title("relationship", was.Kind).ToLowerInvariant()}, {other?.Name}" : "";

    public IReadOnlyList<Choice> Household { get; private set; } = [];

    protected override PersonPart? Find(Guid row) => Person.Relationships.Find(r => r.Id == row);

    protected override async Task LoadedAsync()
    {
        if (Person.HouseholdId is { } household)
        {
            Household = [.. (await Db.People.AsNoTracking().Where(p => p.HouseholdId == household && p.Id != Id).OrderBy(p => p.Born).ToListAsync()).Select(p => new Choice(p.Id.ToString(), p.Name))];
        }

        if (Row is { } row && Find(row) is Relationship was) { other = await OtherAsync(was.OtherId); }
    }

    protected override void Show(PersonPart was) => (Kind, Responsible) = (((Relationship)was).Kind, ((Relationship)was).Responsible switch { true => "yes", false => "no", null => "" });

    protected override async Task<PersonPart?> ReadAsync(DateOnly? from, DateOnly? until)
    {
        if (Choices("relationship").All(c => c.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select who they are"); }
        if (Was is null)
        {
            if (Member is { } member && Household.All(h => h.Value != member.ToString())) { Member = null; }
            var id = Member ?? (string.IsNullOrWhiteSpace(Reference) ? null : await Db.People.Where(p => p.Reference == Reference.Trim()).Select(p => (Guid?)p.Id).FirstOrDefaultAsync());
            other = id is { } found && found != Id && !await closed.ApartAsync(Id, found) ? await OtherAsync(found) : null;
            if (id == Id) { ModelState.AddModelError(nameof(Reference), "This is the same person"); }
        }

        if (ModelState.IsValid && other is null) { ModelState.AddModelError(nameof(Reference), Unknown); }
        else if (other is { } known && !Db.Acting.Actor.Areas.Contains(known.Area)) { ModelState.AddModelError(nameof(Reference), "Their record is another area’s. Ask its front door to record it"); }
        return ModelState.IsValid ? RowOf(Person, other!, Kind, Responsible switch { "yes" => true, "no" => false, _ => null }, Ids.New(), from, until) : null;
    }

    protected override async Task<Outcome<bool>> AlsoAsync(PersonPart part)
    {
        var mine = (Relationship)part;
        var inverse = practice.Codes["relationship"].Find(mine.Kind)?.Inverse ?? mine.Kind;
        var theirs = RowOf(other!, Person, inverse, null, mine.PairId, mine.FromOn, mine.UntilOn);
        var instead = Pair() is { } pair ? (pair, await SaidAsync(pair)) : ((PersonPart, Fact?)?)null;
        return other!.Say(theirs, instead, Clock.Today, By, sees: true).Refused(out var why) ? why : true;
    }

    protected override Task<Outcome<bool>> AlsoEndedAsync(PersonPart was, DateOnly on)
    {
        Outcome<bool> done = true;
        return Task.FromResult(Pair() is { } pair && other!.End(pair, on, Clock.Today, By, sees: true).Refused(out var why) ? why : done);
    }

    protected override async Task<Outcome<bool>> AlsoTakenAwayAsync(PersonPart was) =>
        Pair() is { } pair && other!.TakeAway(pair, await SaidAsync(pair), Clock.Now, By, sees: true).Refused(out var why) ? why : true;

    private Relationship? Pair() => Was is Relationship was ? other?.Relationships.Find(r => r.PairId == was.PairId && r.Stands) : null;

    private Task<Person?> OtherAsync(Guid id) => Db.People.Include(p => p.Relationships).FirstOrDefaultAsync(p => p.Id == id);

    private Relationship RowOf(Person of, Person with, string kind, bool? responsible, Guid pair, DateOnly? from, DateOnly? until) => new()
    {
        PersonId = of.Id,
        Person = of,
        Area = of.Area,
        Agency = Agency,
        FromOn = from,
        UntilOn = until,
        RecordedAt = Clock.Now,
        PairId = pair,
        OtherId = with.Id,
        OtherArea = with.Area,
        Kind = kind,
        Responsible = responsible,
    };
}
