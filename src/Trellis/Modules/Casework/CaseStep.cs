using System.Collections.Immutable;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

public enum StepState { Open, Waiting, Done, Withdrawn, NotNeeded }

/// <summary>
/// A step of the practice model taken in a matter. Open until its author completes it; waiting while it needs an approval;
/// done once it took effect. What was written is frozen as numbered versions.
/// </summary>
public sealed class CaseStep : Entity
{
    public Guid MatterId { get; init; }

    public Matter? Matter { get; init; }

    public required string Process { get; init; }

    /// <summary>The step's id in the practice model.</summary>
    public required string Name { get; init; }

    public required string Area { get; init; }

    public Guid? BecauseId { get; init; }

    /// <summary>Whose step it is, when it is one agency's: its copy of what agencies are asked, or what it began itself.</summary>
    public string? Agency { get; init; }

    /// <summary>The circles that alone see it, with commas between; null: whoever may see the matter.</summary>
    public string? VisibleTo { get; init; }

    public StepState State { get; private set; }

    public required DateTimeOffset OpenedAt { get; init; }

    public Guid? AuthorId { get; private set; }

    public Guid? AuthorPost { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public Guid? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public int Versions { get; private set; }

    public List<StepPerson> People { get; init; } = [];

    /// <summary>Whom it is about now: without those whose part in the matter ended before it was done.</summary>
    public IEnumerable<StepPerson> Concerned => People.Where(p => p.LeftAt is null);

    public List<StepVersion> History { get; init; } = [];

    /// <summary>What becomes of a meeting that does not decide. Held is what completing the step says.</summary>
    public static readonly ImmutableArray<string> Sittings = ["adjourned", "inquorate", "cancelled", "continued"];

    public string Kind => $"{Process}.{Name}";

    internal string LeftKind => $"{Kind}.left";

    public static CaseStep Open(Matter matter, Step step, IEnumerable<Guid> people, Guid? because, DateTimeOffset at, string? by, string? askedAgency = null)
    {
        // An agency sees its own answer; besides it only whom the model names, until it is shared.
        var visibleTo = step.VisibleTo is { } circle && askedAgency is { } asked ? $"{circle},{Actor.AgencyCircle(asked)}" : step.VisibleTo;
        var opened = new CaseStep
        {
            MatterId = matter.Id,
            Matter = matter,
            Process = step.Process,
            Name = step.Id,
            Area = matter.Area,
            BecauseId = because,
            Agency = askedAgency,
            VisibleTo = visibleTo,
            State = StepState.Open,
            OpenedAt = at,
        };
        matter.Steps.Add(opened);
        foreach (var person in people) { opened.AlsoAbout(person, at, by); }
        return opened;
    }

    /// <summary>The author says it is complete. It takes effect now, unless somebody else has to approve it first.</summary>
    public Outcome<StepState> Complete(Step step, IReadOnlyList<Said> said, Words frozen, string model, Actor author, DateTimeOffset at)
    {
        if (State is not StepState.Open) { return new Refusal("", "This step has already been completed"); }
        if (step.Qualified is { } needed && !author.Qualifications.Contains(needed))
        {
            return new Refusal("", $"Only a {needed.Replace('-', ' ')} can complete this step");
        }

        AuthorId = author.UserId;
        AuthorPost = author.PostId;
        CompletedAt = at;
        Freeze(frozen, model, author, at);
        if (step.ApprovedBy is null)
        {
            TakeEffect(step, said, frozen, author, at);
            return State;
        }

        State = StepState.Waiting;
        foreach (var person in Concerned) { Say($"{Kind}.submitted", person.PersonId, Moment.Exactly(at), author.Agency, []); }
        if (step.TakesEffect is TakesEffect.Occurred) { Effect(step, said, frozen, author, at); }
        return State;
    }

    /// <summary>Somebody in the approving role, never the author, agrees.</summary>
    public Outcome<StepState> Approve(Step step, IReadOnlyList<Said> said, Words frozen, Actor approver, DateTimeOffset at)
    {
        if (MayNotApprove(step, approver) is { } why) { return why; }
        ApprovedBy = approver.UserId;
        ApprovedAt = at;
        foreach (var person in Concerned) { Say($"{Kind}.approved", person.PersonId, Moment.Exactly(at), approver.Agency, []); }
        if (step.TakesEffect is TakesEffect.Occurred) { State = StepState.Done; }
        else { TakeEffect(step, said, frozen, approver, at); }
        return State;
    }

    /// <summary>The approver sends it back to its author, with what has to change.</summary>
    public Outcome<StepState> Return(Step step, Actor approver, DateTimeOffset at)
    {
        if (MayNotApprove(step, approver) is { } why) { return why; }
        if (step.TakesEffect is TakesEffect.Occurred) { return new Refusal("", "This step took effect when it was completed. Withdraw it instead"); }
        State = StepState.Open;
        foreach (var person in Concerned) { Say($"{Kind}.returned", person.PersonId, Moment.Exactly(at), approver.Agency, []); }
        return State;
    }

    /// <summary>What was written turns out wrong: each changed fact is corrected by a further one, and the new text is a new version.</summary>
    public Outcome<int> Correct(Step step, IReadOnlyList<Said> said, IReadOnlyList<Fact> inForce, Words frozen, string model, Actor by, DateTimeOffset at)
    {
        if (State is not StepState.Done) { return new Refusal("", "Only a completed step can be corrected"); }
        foreach (var person in said)
        {
            var was = inForce.FirstOrDefault(f => f.PersonId == person.PersonId && f.Kind == Kind);
            if (was is null) { continue; }
            if (was.Codes("outcome").FirstOrDefault() != person.Outcome)
            {
                return new Refusal("outcome", "The outcome opened what came after it. To change it, withdraw this step and complete it again");
            }
        }

        Freeze(frozen, model, by, at);
        var changed = 0;
        foreach (var person in said)
        {
            if (inForce.FirstOrDefault(f => f.PersonId == person.PersonId && f.Kind == Kind) is not { } was) { continue; }
            var occurred = person.Occurred ?? was.Occurred;
            var details = person.AsDetails();
            if (occurred == was.Occurred && Same(details, was.Details)) { continue; }
            Happened(was.Corrected(occurred, details, frozen.Hash(), isVoid: false));
            changed++;
        }

        // The words alone changed: the record still says that a version was added.
        if (changed == 0) { Say($"{Kind}.reworded", People[0].PersonId, Moment.Exactly(at), by.Agency, [], frozen.Hash()); }
        return Versions;
    }

    /// <summary>Done in error or about the wrong child: every fact it said is taken away by a further one. The trail stays.</summary>
    public Outcome<StepState> Withdraw(IReadOnlyList<Fact> inForce, bool wrongPerson, Actor by, DateTimeOffset at)
    {
        if (State is not (StepState.Done or StepState.Waiting)) { return new Refusal("", "Only a completed step can be withdrawn"); }
        State = StepState.Withdrawn;
        var details = wrongPerson ? new[] { "wrong-person" } : ["error"];
        foreach (var fact in inForce)
        {
            Happened(fact.Corrected(fact.Occurred, [.. details.Select(d => new FactDetail { Field = "withdrawn", Code = d })], null, isVoid: true));
        }

        foreach (var person in People) { Say($"{Kind}.withdrawn", person.PersonId, Moment.Exactly(at), by.Agency, [.. details.Select(d => new FactDetail { Field = "withdrawn", Code = d })]); }
        return State;
    }

    /// <summary>What opened it was withdrawn, or its matter no longer needs it.</summary>
    internal void NoLongerNeeded(StepState state, IReadOnlyList<Fact> inForce, DateTimeOffset at, string? agency)
    {
        State = state;
        foreach (var fact in inForce) { Happened(fact.Corrected(fact.Occurred, [], null, isVoid: true)); }
        if (inForce.Count == 0) { foreach (var person in People) { Say($"{Kind}.not-needed", person.PersonId, Moment.Exactly(at), agency, []); } }
    }

    /// <summary>Asked as one: the copies sent to agencies take its place.</summary>
    internal void SentToAgencies(DateTimeOffset at, Actor by)
    {
        State = StepState.NotNeeded;
        AuthorId = by.UserId;
        CompletedAt = at;
        foreach (var person in Concerned) { Say($"{Kind}.asked", person.PersonId, Moment.Exactly(at), by.Agency, []); }
    }

    internal void AlsoAbout(Guid person, DateTimeOffset at, string? agency)
    {
        if (People.FirstOrDefault(p => p.PersonId == person) is { } before)
        {
            if (before.LeftAt is not null) { Back(before, at, agency); }
            return;
        }

        People.Add(new StepPerson { StepId = Id, PersonId = person, Area = Area, VisibleTo = VisibleTo, Step = this });
        Say($"{Kind}.opened", person, Moment.Exactly(at), agency, []);
    }

    /// <summary>Their part in the matter ended before this was done. Nobody left: it is not needed.</summary>
    internal void NoLongerAbout(Guid person, DateTimeOffset at, string? agency)
    {
        if (State is not StepState.Open || Concerned.FirstOrDefault(p => p.PersonId == person) is not { } part) { return; }
        part.LeftAt = at;
        Say(LeftKind, person, Moment.Exactly(at), agency, []);
        if (!Concerned.Any()) { State = StepState.NotNeeded; }
    }

    /// <summary>What ended their part was withdrawn: the step is about them again, and to be done.</summary>
    internal void AboutAgain(Guid person, DateTimeOffset at, string? agency)
    {
        if (People.FirstOrDefault(p => p.PersonId == person) is not { LeftAt: not null } part) { return; }
        if (State is StepState.NotNeeded) { State = StepState.Open; }
        if (State is StepState.Open) { Back(part, at, agency); }
    }

    /// <summary>What this step says of one person, it says of another too: on the day they joined what it led to.</summary>
    internal void SaidOf(Guid person, Fact like, DateTimeOffset at, string? agency)
    {
        var outcome = like.Codes("outcome").FirstOrDefault();
        People.Add(new StepPerson { StepId = Id, PersonId = person, Area = Area, VisibleTo = VisibleTo, Outcome = outcome, Step = this });
        Say(Kind, person, Moment.Exactly(at), agency, [.. like.Details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })], like.Frozen);
    }

    /// <summary>All it said of one person is true of another as well, and was then: twins known as one child before their birth.</summary>
    internal void SharedWith(Guid person, StepPerson like, IEnumerable<Fact> facts)
    {
        if (People.Any(p => p.PersonId == person)) { return; }
        People.Add(new StepPerson { StepId = Id, PersonId = person, Area = Area, VisibleTo = VisibleTo, Outcome = like.Outcome, LeftAt = like.LeftAt, Step = this });
        foreach (var fact in facts) { Happened(fact); }
    }

    /// <summary>The meeting was held, or was to be, and did not decide: the step stays open and its clocks run on.</summary>
    /// <param name="ending">adjourned, inquorate, cancelled or continued.</param>
    public Outcome<StepState> Sat(Step step, string ending, Moment on, Actor by, DateTimeOffset now)
    {
        if (!step.Meeting) { return new Refusal("", "This step is not a meeting"); }
        if (State is not StepState.Open) { return new Refusal("", "This step has already been completed"); }
        if (!Sittings.Contains(ending)) { return new Refusal("ending", "Select what became of the meeting"); }
        if (on.At > now) { return new Refusal("on", "The date of the meeting must be today or in the past"); }
        foreach (var person in Concerned) { Say($"{Kind}.{ending}", person.PersonId, on, by.Agency, []); }
        return State;
    }

    private void Back(StepPerson part, DateTimeOffset at, string? agency)
    {
        part.LeftAt = null;
        Say($"{Kind}.back", part.PersonId, Moment.Exactly(at), agency, []);
    }

    private Refusal? MayNotApprove(Step step, Actor approver)
    {
        if (State is not StepState.Waiting) { return new Refusal("", "This step is not waiting for approval"); }
        if (step.ApprovedBy is not { } role || !approver.Is(role)) { return new Refusal("", "This step is approved by someone in another role"); }
        return approver.UserId == AuthorId ? new Refusal("", "You completed this step, so someone else must approve it") : null;
    }

    private void TakeEffect(Step step, IReadOnlyList<Said> said, Words frozen, Actor actor, DateTimeOffset at)
    {
        State = StepState.Done;
        Effect(step, said, frozen, actor, at);
    }

    private void Effect(Step step, IReadOnlyList<Said> said, Words frozen, Actor actor, DateTimeOffset at)
    {
        foreach (var person in said)
        {
            People.First(p => p.PersonId == person.PersonId).Outcome = person.Outcome;
            var unasked = Moment.Exactly(step.TakesEffect is TakesEffect.Authorised ? at : CompletedAt ?? at);
            Say(Kind, person.PersonId, person.Occurred ?? unasked, actor.Agency, person.AsDetails(), frozen.Hash());
        }
    }

    private void Freeze(Words frozen, string model, Actor by, DateTimeOffset at)
    {
        Versions++;
        Froze(frozen);
        History.Add(new StepVersion { Id = frozen.Id, StepId = Id, Number = Versions, Model = model, Area = Area, VisibleTo = VisibleTo, At = at, ById = by.UserId, Hash = frozen.Hash(), Step = this });
    }

    private void Say(string kind, Guid person, Moment occurred, string? agency, List<FactDetail> details, byte[]? hash = null) => Happened(new Fact
    {
        Kind = kind,
        PersonId = person,
        MatterId = MatterId,
        OriginId = Matter!.OriginId,
        SourceId = Id,
        BecauseId = BecauseId,
        Area = Area,
        Agency = agency,
        OccurredAt = occurred.At,
        DayOnly = occurred.DayOnly,
        OccurredOn = occurred.Date,
        VisibleTo = VisibleTo,
        Details = details,
        Frozen = hash,
    });

    private static bool Same(IEnumerable<FactDetail> a, IEnumerable<FactDetail> b) =>
        a.Select(d => (d.Field, d.Code)).ToHashSet().SetEquals(b.Select(d => (d.Field, d.Code)));
}

/// <summary>Somebody a step is about, and what came of it for them.</summary>
public sealed class StepPerson : IPart
{
    public Guid StepId { get; init; }

    public Guid PersonId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    public string? Outcome { get; internal set; }

    /// <summary>Their part in the matter ended before the step was done.</summary>
    public DateTimeOffset? LeftAt { get; internal set; }

    public CaseStep? Step { get; init; }

    Entity IPart.Whole => Step ?? throw new InvalidOperationException("Load the person with its step to change it");
}

/// <summary>What was written, frozen: its words are in the record under the same id.</summary>
public sealed class StepVersion : IPart
{
    public Guid Id { get; init; }

    public Guid StepId { get; init; }

    public required int Number { get; init; }

    /// <summary>Version of the practice model it was written under.</summary>
    public required string Model { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public required byte[] Hash { get; init; }

    public CaseStep? Step { get; init; }

    Entity IPart.Whole => Step ?? throw new InvalidOperationException("Load the version with its step to change it");
}

/// <summary>What somebody has typed and not completed. Not record; gone once the step is completed.</summary>
public sealed class Draft : IDraft
{
    public Guid StepId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    /// <summary>JSON object: form name to its values.</summary>
    public required string Answers { get; set; }

    public required DateTimeOffset SavedAt { get; set; }

    public required Guid SavedBy { get; set; }

    /// <summary>Counts saves. A form that began from an older edition is told before it overwrites a newer one.</summary>
    public required int Edition { get; set; }
}
