using System.Collections.Immutable;

namespace Trellis.Modules.Training.Public;

/// <summary>A table counted from the records of training for the year a report is of. It names nobody.</summary>
/// <param name="Id">What a report names it by: <c>training-measures</c>.</param>
/// <param name="Columns">The first is of the heads of the rows.</param>
/// <param name="Counted">What was counted and by which rule, in words.</param>
/// <param name="Address">The page where the same numbers stand.</param>
public sealed record CountedTable(string Id, string Title, ImmutableArray<string> Columns, ImmutableArray<CountedRow> Rows, string Counted, string Address)
{
    /// <summary>What is said where it has no rows; null: that nothing is recorded for the year.</summary>
    public string? WhenEmpty { get; init; }
}

/// <summary>A row of it. A cell is a number as it is read, or words.</summary>
public sealed record CountedRow(string Head, ImmutableArray<string> Cells);
