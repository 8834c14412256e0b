using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>Reviews of serious incidents and deaths besides their steps, from <c>practice/reviews.yaml</c>.</summary>
/// <param name="Processes">Whose matters have an integrated chronology, drafts and findings.</param>
/// <param name="SilenceDays">Where so many days pass between two entries, the chronology is marked.</param>
/// <param name="SameEventHours">Two agencies that say the same event further apart than this tell it otherwise.</param>
/// <param name="CaseNames">What reviews are called, in the order they are given.</param>
public sealed record ReviewRules(ImmutableArray<string> Processes, int SilenceDays, int SameEventHours, ImmutableArray<string> CaseNames)
{
    /// <summary>Steps that are practitioners’ events: <c>serious-incident.practitioners-event</c>.</summary>
    public ImmutableArray<string> Events { get; init; } = [];

    public static readonly ReviewRules None = new([], 60, 3, []);
}
