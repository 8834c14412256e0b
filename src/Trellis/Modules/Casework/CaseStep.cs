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
public sealed partial class CaseStep : Entity, IEdited
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

    /// <summary>How often the step was changed.</summary>
    public int Edition { get; private set; }

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

        if (step.ChairedBy is { } chair && !author.Is(chair)) { return new Refusal("", $"Only a {chair.Replace('-', ' ')} can complete this step"); }

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

    /// <summary>Asked as one: the copies sent to agencies take its place.</summary>
    internal void SentToAgencies(DateTimeOffset at, Actor by)
    {
        State = StepState.NotNeeded;
        AuthorId = by.UserId;
        CompletedAt = at;
        foreach (var person in Concerned) { Say($"{Kind}.asked", person.PersonId, Moment.Exactly(at), by.Agency, []); }
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

    private void Say(string kind, Guid person, Moment occurred, string? agency, List<FactDetail> details, byte[]? hash = null) => Happened(Said(kind, person, occurred, agency, details, hash));

    /// <summary>A fact of this step: about one person, or about its meeting and nobody in particular.</summary>
    /// <param name="suffix">What of it: <c>called</c>.</param>
    internal Fact Of(string suffix, Guid? person, Moment occurred, string? agency, List<FactDetail> details, byte[]? hash = null) => Said($"{Kind}.{suffix}", person, occurred, agency, details, hash);

    private Fact Said(string kind, Guid? person, Moment occurred, string? agency, List<FactDetail> details, byte[]? hash) => new()
    {
        Kind = kind,
        PersonId = person,
        MatterId = MatterId,
        OriginId = Matter!.OriginId,
        SourceId = Id,
        BecauseId = BecauseId,
        Area = Area,
        Agency = agency,
        Occurred = occurred,
        VisibleTo = VisibleTo,
        Details = details,
        Frozen = hash,
    };
}
