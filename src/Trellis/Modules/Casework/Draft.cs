using Trellis.Platform.Record;

namespace Trellis.Modules.Casework;

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
