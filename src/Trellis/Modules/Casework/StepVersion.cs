using Trellis.Platform.Record;

namespace Trellis.Modules.Casework;

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
