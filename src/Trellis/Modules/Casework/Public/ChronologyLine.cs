using Trellis.Components;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Public;

/// <summary>One thing that happened, as a reader of the chronology sees it.</summary>
/// <param name="Old">What stood here before it was corrected, newest first; empty when it never was.</param>
/// <param name="CorrectedNote">Who corrected it and when; null when nobody did.</param>
/// <param name="Withdrawn">Why it was taken away; of <c>wrong-person</c> nothing else is shown. Null when it stands.</param>
public sealed record ChronologyLine(
    Guid FactId, Moment Occurred, DateTimeOffset Recorded, string Title, IReadOnlyList<(string Label, string Text)> Details, string Who, string? Agency, string? Reason,
    Guid? StepId, Guid? PersonId, IReadOnlyList<OldValue> Old, string? CorrectedNote, string? Withdrawn);
