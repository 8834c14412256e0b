using System.Collections.Immutable;
using Trellis.Modules.Figures.Public;
using Trellis.Practice;

namespace Trellis.Modules.Reports;

/// <summary>Where a number of a report comes from: printed in a document, counted from facts, or told by another module.</summary>
/// <param name="From">What another module says of where its numbers are from; empty for the others.</param>
public sealed record ReportSource(PublishedRow? Printed, LiveValue? Counted, Figure? Figure, string From)
{
    /// <summary>The numbers another module told.</summary>
    public ImmutableArray<AnnexRow> Told { get; init; } = [];
}

/// <summary>An order of a report that found no number.</summary>
public sealed record ReportGap(int Line, string What);

/// <summary>One number of a report as the data annex gives it.</summary>
/// <param name="Source">Its number in the list of sources.</param>
/// <param name="Value">Null where it is hidden: too small to be shown, or hidden to protect such a one.</param>
/// <param name="From">Document and line, or what it was counted from.</param>
public sealed record AnnexRow(int Source, string Figure, string Title, string Area, string Period, string Part, decimal? Value, string Unit, string Printed, string From);
