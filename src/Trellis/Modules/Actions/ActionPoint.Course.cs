using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>What becomes of an action after it was set.</summary>
public sealed partial class ActionPoint
{
    /// <summary>How far it is, with what was done and the documents that show it.</summary>
    public Outcome<Progress> Update(ActionStatus status, string written, string text, Actor by, DateTimeOffset at, DateOnly today, IReadOnlyCollection<LookedAtFile>? files = null)
    {
        if (files?.Count > 0 && string.IsNullOrWhiteSpace(text)) { return new Refusal("Text", "Enter what the documents show"); }
        if (status.Ends && string.IsNullOrWhiteSpace(text)) { return new Refusal("Text", "Enter what was done, or why nothing more is to be done"); }
        (Status, StatusWritten, EndedOn) = (status.Id, written, status.Ends ? today : null);
        (AgreedAt, AgreedBy, SaidOn) = (null, null, today);
        Happened(Of("action.updated", Moment.Exactly(at), by, new FactDetail { Field = "status", Code = status.Id }));
        var said = Say(new Progress { ActionId = Id, Action = this, At = at, ById = by.UserId, Status = status.Id, StatusWritten = written, Text = text.Trim() });
        Evidence.AddRange((files ?? []).Select(f => Actions.Evidence.Of(f, said.Id, this, null, at, by.UserId)));
        return said;
    }

    /// <summary>The body that set it agrees that it is done. Whoever said so last does not agree it too.</summary>
    public Outcome<ActionPoint> Agree(Actor by, ActionRules rules, DateTimeOffset at)
    {
        if (Undecided(by, rules, "Agreed", "so somebody else agrees it") is { } refusal) { return refusal; }
        (AgreedAt, AgreedBy) = (at, by.UserId);
        Say(new Progress { ActionId = Id, Action = this, Kind = Actions.Progress.Agreed, At = at, ById = by.UserId, Status = Status });
        Happened(Of("action.agreed", Moment.Exactly(at), by));
        return this;
    }

    /// <summary>The body does not agree that it is done: it goes on.</summary>
    /// <param name="to">The status it goes back to.</param>
    public Outcome<ActionPoint> SendBack(ActionStatus to, string reason, Actor by, ActionRules rules, DateTimeOffset at)
    {
        if (Undecided(by, rules, "Reason", "so somebody else decides about it") is { } refusal) { return refusal; }
        if (string.IsNullOrWhiteSpace(reason)) { return new Refusal("Reason", "Enter what is still to be done"); }
        (Status, StatusWritten, EndedOn) = (to.Id, "", null);
        Say(new Progress { ActionId = Id, Action = this, Kind = Actions.Progress.SentBack, At = at, ById = by.UserId, Status = to.Id, Text = reason.Trim() });
        Happened(Of("action.sent-back", Moment.Exactly(at), by, new FactDetail { Field = "status", Code = to.Id }));
        return this;
    }

    /// <summary>It is due on another day, for a reason. Escalation begins anew.</summary>
    public Outcome<ActionPoint> ReDate(DateOnly due, string reason, Actor by, ActionRules rules, DateTimeOffset at)
    {
        if (rules.Find(Status) is { Ends: true }) { return new Refusal("NewDue", "Nothing more is to be done of this action, so it has no other due date"); }
        if (due == DueOn) { return new Refusal("NewDue", "This is the day it is due on already"); }
        if (SetOn is { } set && due < set) { return new Refusal("NewDue", "The due date must be the same as or after the day it was set"); }
        if (string.IsNullOrWhiteSpace(reason)) { return new Refusal("WhyDue", "Enter why the due date changes"); }
        Say(new Progress { ActionId = Id, Action = this, Kind = Actions.Progress.ReDated, At = at, ById = by.UserId, Status = Status, Text = reason.Trim(), DueWas = DueOn, DueOn = due });
        List<FactDetail> details = [Day("due", due)];
        if (DueOn is { } was) { details.Add(Day("was", was)); }
        DueOn = due;
        Happened(Of("action.re-dated", Moment.Exactly(at), by, [.. details]));
        return this;
    }

    /// <summary>Another meeting, or another body, goes on with it. It stays the same action.</summary>
    /// <param name="meeting">Null: the next meeting of the body.</param>
    public Outcome<ActionPoint> CarryForward(Guid body, Guid? meeting, string reason, Actor by, ActionRules rules, DateTimeOffset at)
    {
        if (MatterId is not null) { return new Refusal("ToBody", "This action is about a matter, and stays with it"); }
        if (rules.Find(Status) is { Ends: true }) { return new Refusal("ToBody", "Nothing more is to be done of this action, so it is not carried forward"); }
        (ForBodyId, ForMeetingId, Carried) = (body, meeting, Carried + 1);
        Say(new Progress { ActionId = Id, Action = this, Kind = Actions.Progress.CarriedForward, At = at, ById = by.UserId, Status = Status, Text = reason.Trim(), BodyId = body, MeetingId = meeting });
        Happened(Of("action.carried-forward", Moment.Exactly(at), by, new FactDetail { Field = "body", Code = body.ToString() }));
        return this;
    }

    /// <summary>Another agency took the place of its own, and goes on with it. Which post there does it that agency says.</summary>
    public Outcome<ActionPoint> HandOver(string agency, string reason, Actor by, ActionRules rules, DateTimeOffset at)
    {
        if (rules.Find(Status) is { Ends: true }) { return new Refusal("", "Nothing more is to be done of this action, so it stays with the agency it was of"); }
        (Agency, PostRole, PostTeam, PostTitle, PostArea) = (agency, null, null, null, null);
        Say(new Progress { ActionId = Id, Action = this, Kind = Actions.Progress.HandedOver, At = at, ById = by.UserId, Status = Status, Text = reason.Trim() });
        Happened(Of("action.handed-over", Moment.Exactly(at), by, new FactDetail { Field = "agency", Code = agency }));
        return this;
    }

    /// <summary>It is overdue for so long that somebody else is told. Once for each step and due date.</summary>
    internal bool Escalate(Escalation step, string words, DateTimeOffset at)
    {
        if (DueOn is not { } due || Progress.Exists(p => p.Kind == Actions.Progress.Escalated && p.Step == step.Id && p.DueOn == due)) { return false; }
        EscalatedFor = [.. EscalatedFor.Union([due])];
        Say(new Progress { ActionId = Id, Action = this, Kind = Actions.Progress.Escalated, At = at, ById = Actor.SystemId, Status = Status, Text = words, Step = step.Id, DueOn = due });
        Happened(Of("action.escalated", Moment.Exactly(at), Actor.TheSystem(Areas), new FactDetail { Field = "step", Code = step.Id }, Day("due", due)));
        return true;
    }

    /// <summary>The steps it was escalated by, and where it stands now: none once it is done or has another date.</summary>
    public IEnumerable<Progress> EscalatedNow(ActionRules rules) =>
        rules.Find(Status) is { Ends: true } ? [] : Progress.Where(p => p.Kind == Actions.Progress.Escalated && p.DueOn == DueOn).OrderBy(p => p.At);

    private Refusal? Undecided(Actor by, ActionRules rules, string field, string who)
    {
        if (rules.Find(Status) is not { Ends: true }) { return new Refusal(field, "This action is not complete yet"); }
        if (AgreedAt is not null) { return new Refusal(field, "This was agreed already"); }
        return Last?.ById == by.UserId ? new Refusal(field, $"You said that it is complete, {who}") : null;
    }

    private Progress Say(Progress said)
    {
        Progress.Add(said);
        return said;
    }
}
