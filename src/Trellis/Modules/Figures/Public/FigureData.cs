using System.Collections.Immutable;
using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Footprint.Public;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Public;

/// <summary>Figures as they stand: printed, counted, and what is declared of them.</summary>
/// <param name="Declared">The figures of the practice model: they say where a measure does not compare, and which printed measures are theirs.</param>
public sealed record FigureData(
    ImmutableArray<PublishedRow> Published, ImmutableArray<LiveValue> Live, ImmutableArray<Figure> Declared, PublishedRegistry Registry, Relations Relations)
{
    /// <summary>Who belonged to the partnership when; null where nobody asks.</summary>
    public PartnershipOverTime? Over { get; init; }

    /// <summary>Whether an area was in the partnership in some of a financial year.</summary>
    public bool WasMember(string area, string year) => Over is null || Period.FinancialYear(year) is not { } span || Over.WasIn(area, span.Start, span.End);

    /// <summary>What is hidden where these figures are made public.</summary>
    public SmallNumbers Small { get; private init; } = SmallNumbers.None;

    /// <summary>These figures as one publication shows them: all of them together, so that what one table hides another does not tell. Printed figures are public already.</summary>
    /// <param name="under">Null: nothing is hidden.</param>
    public FigureData In(Practice.Publication? under) => this with { Small = SmallNumbers.Of(under, Live, Declared, Relations) };

    /// <summary>What the checker says of the printed figures.</summary>
    public ImmutableArray<Finding> Check() => FigureCheck.Run(Published, Relations, Over?.History);

    public Comparing Compare(Figure figure) => new(figure, Relations);
}
