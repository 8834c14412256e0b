using Trellis.Platform.Record;

namespace Trellis.Modules.Challenges;

/// <summary>What was said or done of a disagreement at one time. Never changed.</summary>
public sealed class Turn : IPart
{
    public const string Raised = "raised";
    public const string Further = "further";
    public const string Answered = "answered";
    public const string Agreed = "agreed";
    public const string Closed = "closed";
    public const string Late = "late";

    public Guid Id { get; init; } = Ids.New();

    public Guid ChallengeId { get; init; }

    public required string Stage { get; init; }

    /// <summary>One of the words above.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    /// <summary>Of what is put to somebody, whose answer is asked; else whose it is.</summary>
    public string? Agency { get; init; }

    /// <summary>The post it is put to.</summary>
    public required string Post { get; init; }

    /// <summary>Accounts of those it is put to.</summary>
    public required Guid[] Asked { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>Of an answer, a code of the list challenge-position.</summary>
    public string? Position { get; init; }

    public required string Text { get; init; }

    /// <summary>What keeps the child safe meanwhile.</summary>
    public required string Safety { get; init; }

    public Disagreement? Disagreement { get; init; }

    Entity IPart.Whole => Disagreement ?? throw new InvalidOperationException("Load the turn with its disagreement to change it");
}
