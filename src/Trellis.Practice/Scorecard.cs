using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>The figures the partnership watches, under its priorities.</summary>
/// <param name="Over">How finely over time: <c>quarter</c>, <c>month</c> or <c>year</c>.</param>
/// <param name="Shown">How many of those the small line of each figure goes back.</param>
/// <param name="Elsewhere">Areas that are not ours, whose printed values stand beside.</param>
public sealed record Scorecard(string Over, int Shown, ImmutableArray<string> Elsewhere, SpecialCause SpecialCause, ImmutableArray<ScorecardPriority> Priorities)
{
    public static Scorecard None { get; } = new("quarter", 12, [], new SpecialCause(12, 8, 6), []);
}

/// <summary>When a value stands out from the course before it.</summary>
/// <param name="Fewest">Fewer values than these tell nothing.</param>
/// <param name="Run">So many in a row on one side of the average.</param>
/// <param name="Trend">So many in a row, each higher (or each lower) than the one before.</param>
public sealed record SpecialCause(int Fewest, int Run, int Trend);

/// <param name="Figures">Ids of declared figures, in the order they are shown.</param>
public sealed record ScorecardPriority(string Id, string Title, ImmutableArray<string> Figures);
