using System.Collections.Immutable;

namespace Trellis.Modules.Reports;

/// <summary>What a chart in a report shows. The drawing is somebody else's; the table under it is the report's.</summary>
/// <param name="Id">Unique in the page; for titles and descriptions.</param>
/// <param name="Description">What can be seen in it, in a sentence, for those who can't see it.</param>
/// <param name="Categories">Along the axis, in order: the years.</param>
/// <param name="Series">One for each area, in order.</param>
public sealed record ChartData(string Id, string Title, string Description, string Unit, ImmutableArray<string> Categories, ImmutableArray<ChartSeries> Series)
{
    /// <summary>The partnership changed before or in the category at this place, in words.</summary>
    public ImmutableArray<(int At, string Words)> Changes { get; init; } = [];
}

/// <summary>One area's values, one for each category; null where there is none.</summary>
/// <param name="Comparable">False where a value must not be set beside the others.</param>
public sealed record ChartSeries(string Name, ImmutableArray<decimal?> Values, ImmutableArray<bool> Comparable);
