using System.Collections.Immutable;

namespace Trellis.Modules.Figures.Public;

/// <summary>A table a module counts from its own records for the year a report is of. It names nobody.</summary>
/// <param name="Id">What a report names it by: <c>training-measures</c>.</param>
/// <param name="Columns">The first is of the heads of the rows.</param>
/// <param name="Counted">What was counted and by which rule, in words.</param>
/// <param name="Address">The page where the same numbers stand.</param>
public sealed record CountedTable(string Id, string Title, ImmutableArray<string> Columns, ImmutableArray<CountedRow> Rows, string Counted, string Address)
{
    /// <summary>What is said where it has no rows; null: that nothing is recorded for the year.</summary>
    public string? WhenEmpty { get; init; }

    /// <summary>All that it says: the same text is the same table.</summary>
    public string Said => string.Join('\u001f', [Id, Title, Counted, Address, WhenEmpty ?? "", .. Columns, .. Rows.SelectMany(r => r.Cells.Prepend(r.Head))]);
}

/// <summary>A row of it. A cell is a number as it is read, or words.</summary>
public sealed record CountedRow(string Head, ImmutableArray<string> Cells);
