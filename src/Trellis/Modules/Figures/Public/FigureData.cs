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

    /// <summary>What is hidden where these figures are made public; null where they are not.</summary>
    public Practice.Publication? Under { get; init; }

    /// <summary>
    /// A counted number so small that it could point at a child, or a whole from which one could be worked out. Shares are hidden with the
    /// number they are of. Printed figures are public already.
    /// </summary>
    public bool Hides(LiveValue value) => Under is { HideFrom: { } from, HideTo: { } to } && (IsSmall(value) || Relations.AreasIn(value.Area).Any(part =>
        Live.FirstOrDefault(v => v.Figure == value.Figure && v.Area == part && v.Period == value.Period && v.Dimension == value.Dimension && v.Part == value.Part) is { } inside && IsSmall(inside)));

    private bool IsSmall(LiveValue value) => value.Smallest >= Under!.HideFrom && value.Smallest <= Under.HideTo;

    /// <summary>What the checker says of the printed figures.</summary>
    public ImmutableArray<Finding> Check() => FigureCheck.Run(Published, Relations, Over?.History);

    public Comparing Compare(Figure figure) => new(figure, Relations);
}
