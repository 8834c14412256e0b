using Trellis.Platform.Record;

namespace Trellis.Modules.Actions;

/// <summary>What was said or done of an action on one day. Never changed.</summary>
public sealed class Progress : IPart
{
    public const string Said = "said";
    public const string Agreed = "agreed";
    public const string SentBack = "sent-back";
    public const string ReDated = "re-dated";
    public const string CarriedForward = "carried-forward";
    public const string Escalated = "escalated";
    public const string HandedOver = "handed-over";

    public Guid Id { get; init; } = Ids.New();

    public Guid ActionId { get; init; }

    /// <summary>One of the words above.</summary>
    public string Kind { get; init; } = Said;

    public required DateTimeOffset At { get; init; }

    /// <summary>Who said it; null when a tracker did.</summary>
    public Guid? ById { get; init; }

    /// <summary>The status from then on.</summary>
    public required string Status { get; init; }

    public string StatusWritten { get; init; } = "";

    /// <summary>What was done, or why.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of a change of date, the day before; null when there was none.</summary>
    public DateOnly? DueWas { get; init; }

    /// <summary>Of a change of date, the day from then on; of an escalation, the day it was due.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Where it was carried forward to.</summary>
    public Guid? BodyId { get; init; }

    public Guid? MeetingId { get; init; }

    /// <summary>Of an escalation: which step of <c>practice/actions.yaml</c>.</summary>
    public string? Step { get; init; }

    public ActionPoint? Action { get; init; }

    Entity IPart.Whole => Action ?? throw new InvalidOperationException("Load the progress with its action to change it");
}
