using System.Collections.Immutable;
using Trellis.Modules.Figures.Checks;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Public;

/// <summary>Figures as they stand: printed, counted, and what is declared of them.</summary>
/// <param name="Declared">The figures of the practice model: they say where a measure does not compare, and which printed measures are theirs.</param>
public sealed record FigureData(
    ImmutableArray<PublishedRow> Published, ImmutableArray<LiveValue> Live, ImmutableArray<Figure> Declared, PublishedRegistry Registry, Relations Relations)
{
    /// <summary>What the checker says of the printed figures.</summary>
    public ImmutableArray<Finding> Check() => FigureCheck.Run(Published, Relations);

    public Comparing Compare(Figure figure) => new(figure, Relations);
}
