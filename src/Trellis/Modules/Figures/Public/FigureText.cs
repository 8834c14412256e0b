using Trellis.Modules.Figures.Checks;

namespace Trellis.Modules.Figures.Public;

/// <summary>What the checker says of a text.</summary>
public static class FigureText
{
    /// <summary>Places left to be filled in, by line from 1.</summary>
    public static IEnumerable<(int Line, string Left, string Text)> LeftOpen(TextReader text) => PlaceholderText.Scan(text);
}
