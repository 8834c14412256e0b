using System.Collections.Immutable;

namespace Trellis.Modules.Reports.Public;

/// <summary>Something of a report that another module tells: <c>:::attendance</c>, <c>:::budget</c>. Registered with the services.</summary>
public interface IReportPart
{
    /// <summary>The words of the orders it answers, lower case.</summary>
    IReadOnlyList<string> Names { get; }

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="year">The financial year reported on: <c>2021-22</c>.</param>
    Task<ReportPart> OfAsync(string name, string year, CancellationToken stop = default);
}

/// <summary>What a module tells of a year: paragraphs and tables, in their order. Empty where it has nothing: the report says so.</summary>
public sealed record ReportPart(ImmutableArray<ReportPiece> Pieces)
{
    public static readonly ReportPart Nothing = new([]);

    public static ReportPart Of(params ReportPiece[] pieces) => new([.. pieces]);
}

public abstract record ReportPiece;

/// <summary>Plain words; each line is a paragraph.</summary>
public sealed record ReportWords(string Text) : ReportPiece;

/// <summary>A heading below the chapter's own.</summary>
/// <param name="Level">3 below the chapter, 4 below that.</param>
public sealed record ReportHeading(string Text, int Level = 3) : ReportPiece;

/// <summary>A table. Every number in it leads to <paramref name="From"/> in the list of sources.</summary>
/// <param name="From">Where its numbers come from, a sentence: "Attendance as recorded at the meetings of the board".</param>
/// <param name="Columns">The first is of the rows' heads.</param>
public sealed record ReportTable(string Title, ImmutableArray<string> Columns, ImmutableArray<ReportRow> Rows, string From) : ReportPiece
{
    /// <summary>What a reader must know of it: what rounding explains, what does not compare.</summary>
    public string Note { get; init; } = "";

    /// <summary>What is said where it has no rows; null: that nothing is recorded of the year.</summary>
    public string? WhenEmpty { get; init; }
}

public sealed record ReportRow(string Head, ImmutableArray<ReportCell> Cells);

/// <param name="Value">The number as it is; null for words.</param>
/// <param name="Unit">Of the number, for the data annex: <c>meetings</c>, <c>gbp</c>, <c>percent</c>.</param>
public sealed record ReportCell(string Text, decimal? Value = null, string Unit = "")
{
    public static implicit operator ReportCell(string words) => new(words);
}
