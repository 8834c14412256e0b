namespace Trellis.Modules.Figures.Public;

/// <summary>How a figure is cut when it is counted.</summary>
/// <param name="By">Dimension to split by; null for the whole. A thing with several codes is counted under each, so parts may exceed the whole.</param>
/// <param name="Grain">How finely over time.</param>
/// <param name="KnownOn">Only what had been recorded by then; null for all.</param>
public readonly record struct FigureCut(string? By = null, Grain Grain = Grain.Year, DateTimeOffset? KnownOn = null);
