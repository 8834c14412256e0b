using Trellis.Platform.Time;

namespace Trellis.Modules.Figures.Public;

/// <summary>How a figure is cut when it is counted.</summary>
/// <param name="By">Dimension to split by; null for the whole. A thing with several codes is counted under each, so parts may exceed the whole.</param>
/// <param name="Grain">How finely over time.</param>
/// <param name="KnownOn">Only what had been recorded by then; null for all.</param>
public readonly record struct FigureCut(string? By = null, Grain Grain = Grain.Year, DateTimeOffset? KnownOn = null)
{
    /// <summary>The end of that day in London: what was recorded on it was known.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => London.At(day.AddDays(1), TimeOnly.MinValue);

    /// <summary>What is printed is of years: beside quarters and months there is none.</summary>
    public IEnumerable<PublishedRow> PrintedBeside(IEnumerable<PublishedRow> printed) => Grain is Grain.Year ? printed : [];
}
