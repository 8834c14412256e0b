using Trellis.Modules.Questionnaires.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Feedback;

/// <summary>
/// Somebody who was at a meeting, or whom a step is about, and whether they are asked what they thought of it. Which invitation is whose stands
/// here and nowhere else; what was answered, and of what is anonymous whether it was, is not known here.
/// </summary>
public sealed class AskedFeedback : Entity, IEdited
{
    public const string Reasons = "feedback-not-asked";

    public required Guid StepId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    /// <summary>An invitation to the meeting, or somebody the step is about.</summary>
    public required Guid WhoId { get; init; }

    /// <summary>family, about or agency.</summary>
    public required string Who { get; init; }

    /// <summary>The agency they came for.</summary>
    public string? Code { get; init; }

    /// <summary>The rule they are asked under; null: they are not asked, under any.</summary>
    public string? Rule { get; init; }

    public Guid? RoundId { get; private set; }

    /// <summary>Null: they are not asked, or whoever led it wants them asked and time has not passed yet.</summary>
    public Guid? InvitationId { get; private set; }

    /// <summary>They have no account, and are handed a link.</summary>
    public bool ByLink { get; private set; }

    /// <summary>A code of <see cref="Reasons"/>: they are not asked, or not any more.</summary>
    public string? Because { get; private set; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? LinkMadeAt { get; private set; }

    /// <summary>When the round was told that they are not asked any more.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public int Edition { get; private set; }

    public FeedbackInvitation? Invitation => RoundId is { } round && InvitationId is { } invitation ? new FeedbackInvitation(round, invitation, Area, Code, ByLink) : null;

    public static AskedFeedback Ask(CaseStep step, MayBeAsked whom, FeedbackRule rule, FeedbackInvitation invitation, DateTimeOffset now, string? by)
    {
        var asked = new AskedFeedback
        {
            StepId = step.Id,
            Area = step.Area,
            VisibleTo = step.VisibleTo,
            WhoId = whom.Id,
            Who = whom.Who,
            Code = whom.Code,
            Rule = rule.Id,
            At = now,
        };
        asked.Invited(step, invitation, now, by);
        return asked;
    }

    /// <summary>Whoever led it says that they came as one of the family. They are asked when time passes: a round is not theirs to write in.</summary>
    public static AskedFeedback Want(CaseStep step, MayBeAsked whom, FeedbackRule rule, DateTimeOffset now, string? by)
    {
        var wanted = new AskedFeedback { StepId = step.Id, Area = step.Area, VisibleTo = step.VisibleTo, WhoId = whom.Id, Who = whom.Who, Rule = rule.Id, At = now };
        wanted.Say(step, "feedback-wanted", now, by, new FactDetail { Field = "rule", Code = rule.Id });
        return wanted;
    }

    public void Invited(CaseStep step, FeedbackInvitation invitation, DateTimeOffset now, string? by)
    {
        (RoundId, InvitationId, ByLink) = (invitation.Round, invitation.Invitation, invitation.ByLink);
        Say(step, "feedback-asked", now, by, new FactDetail { Field = "rule", Code = Rule! });
    }

    /// <summary>Said before they were asked.</summary>
    public static AskedFeedback NotAsked(CaseStep step, MayBeAsked whom, string because, DateTimeOffset now, string? by)
    {
        var not = new AskedFeedback { StepId = step.Id, Area = step.Area, VisibleTo = step.VisibleTo, WhoId = whom.Id, Who = whom.Who, Code = whom.Code, Because = because, At = now };
        not.Say(step, "feedback-not-asked", now, by, new FactDetail { Field = "because", Code = because });
        return not;
    }

    /// <summary>Said after they were asked. The round is told when time passes.</summary>
    public Outcome<AskedFeedback> Stop(CaseStep step, string because, DateTimeOffset now, string? by)
    {
        if (Because is not null) { return new Refusal("Because", "They are not asked already"); }
        Because = because;
        Say(step, "feedback-not-asked", now, by, new FactDetail { Field = "because", Code = because });
        return this;
    }

    public Outcome<AskedFeedback> Linked(CaseStep step, DateTimeOffset now, string? by)
    {
        if (Because is not null || InvitationId is null) { return new Refusal("", "They are not asked"); }
        LinkMadeAt = now;
        Say(step, "feedback-link", now, by);
        return this;
    }

    /// <summary>Their invitation was taken back: they are not to be asked, or the step is withdrawn.</summary>
    public void Withdrawn(CaseStep step, DateTimeOffset now)
    {
        WithdrawnAt = now;
        Say(step, "feedback-withdrawn", now, null);
    }

    private void Say(CaseStep step, string suffix, DateTimeOffset now, string? by, params FactDetail[] details) =>
        Happened(step.Of(suffix, null, Moment.Exactly(now), by, [Code is { } code ? new FactDetail { Field = "agency", Code = code } : new FactDetail { Field = "who", Code = "family" }, .. details]));
}
