namespace Trellis.Modules.Actions.Public;

/// <summary>
/// Whose an action is. A post is named by what it is, not by who holds it: somebody does now, or will. What is left null is any.
/// </summary>
/// <param name="Agency">By its code in the register.</param>
/// <param name="Written">As it was written: "Head of Safeguarding", the title of a seat. Up to 200 characters.</param>
/// <param name="Role">A role of <c>practice/roles.yaml</c>.</param>
/// <param name="Title">What the post is called in its agency.</param>
/// <param name="Area">An area the post is for.</param>
public sealed record ActionOwner(string? Agency, string Written = "", string? Role = null, string? Team = null, string? Title = null, string? Area = null)
{
    public const int LongestWritten = ActionPoint.LongestOwner;

    public static readonly ActionOwner Nobody = new(Agency: null);

    public bool NamesAPost => Role is not null || Title is not null;
}

/// <summary>What sets actions.</summary>
public static class ActionSources
{
    public const string Meeting = "meeting";
    public const string Plan = "plan";
    public const string Audit = "audit";
    public const string Review = "review";
    public const string Recommendation = "recommendation";
    public const string Step = "step";
    public const string Questionnaire = "questionnaire";
    public const string Scrutiny = "scrutiny";
    public const string Other = "other";

    public static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string>
    {
        [Meeting] = "Meeting",
        [Plan] = "Plan",
        [Audit] = "Audit",
        [Review] = "Review",
        [Recommendation] = "Recommendation",
        [Step] = "Casework",
        [Questionnaire] = "Questionnaire",
        [Scrutiny] = "Independent scrutiny",
        [Other] = "Other",
    };
}

/// <summary>An action that is to be set.</summary>
/// <param name="Areas">Whose it is; of one about a matter, the matter's area takes their place.</param>
/// <param name="Text">What is to be done, up to 4,000 characters. It names no child or family, unless it is about a matter.</param>
public sealed record ActionToSet(IReadOnlyCollection<string> Areas, string Text)
{
    /// <summary>The body that sets it, and agrees that it is done.</summary>
    public Guid? BodyId { get; init; }

    public Guid? MeetingId { get; init; }

    public Guid? AgendaItemId { get; init; }

    /// <summary>The item of the agenda, as it is called there.</summary>
    public string Item { get; init; } = "";

    /// <summary>A key of <see cref="ActionSources.Titles"/>.</summary>
    public string Source { get; init; } = ActionSources.Meeting;

    /// <summary>The plan, audit, review, recommendation or step.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>The matter it is about: whoever sees the matter's steps sees it, and nobody else, no board and no agency.</summary>
    public Guid? MatterId { get; init; }

    /// <summary>The circles that alone may see it, of one about a matter: as of the step that sets it.</summary>
    public string? VisibleTo { get; init; }

    /// <summary>Null: today.</summary>
    public DateOnly? SetOn { get; init; }

    public ActionOwner Owner { get; init; } = ActionOwner.Nobody;

    public DateOnly? DueOn { get; init; }

    /// <summary>The declared figure it is meant to change.</summary>
    public string? Figure { get; init; }

    /// <summary>The standard of an audit it is meant to meet, up to 500 characters.</summary>
    public string Standard { get; init; } = "";
}

/// <summary>An action as other modules may know it.</summary>
public sealed record SetAction(Guid Id, string Reference);
