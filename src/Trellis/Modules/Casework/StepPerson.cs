using Trellis.Platform.Record;

namespace Trellis.Modules.Casework;

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
