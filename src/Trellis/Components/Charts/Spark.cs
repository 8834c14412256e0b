using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components.Charts;

/// <summary>A small line in a table: how a number came. The last value has a dot, ringed where it stands out; a missing one is a gap.</summary>
internal static class Spark
{
    private const double Width = 120;
    private const double Height = 32;
    private const double Edge = 7;

    public static TagBuilder Svg(IReadOnlyList<decimal?> values, string says, bool ringed)
    {
        var known = values.OfType<decimal>().ToArray();
        var (low, high) = (known.Min(), known.Max());
        double X(int i) => values.Count == 1 ? Width / 2 : Edge + ((Width - (2 * Edge)) * i / (values.Count - 1));
        double Y(decimal v) => high == low ? Height / 2 : Height - Edge - ((Height - (2 * Edge)) * (double)((v - low) / (high - low)));
        var path = new System.Text.StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) { continue; }
            path.Append(i > 0 && values[i - 1] is not null ? 'L' : 'M').Append(Writing.Place(X(i))).Append(' ').Append(Writing.Place(Y(value)));
        }

        var last = values.Count - 1;
        return El.Tag(
                "svg", "t-spark", El.Tag("title", null, says),
                El.Tag("path", null).With("d", path.ToString()).With("fill", "none").With("stroke", "#12436d").With("stroke-width", 2),
                values[last] is { } end ? El.Tag("circle", null).With("cx", Writing.Place(X(last))).With("cy", Writing.Place(Y(end))).With("r", 3.5).With("fill", "#12436d") : null,
                ringed && values[last] is { } marked ? El.Tag("circle", null).With("cx", Writing.Place(X(last))).With("cy", Writing.Place(Y(marked))).With("r", 6).With("fill", "none").With("stroke", "#0b0c0c").With("stroke-width", 1.5) : null)
            .With("role", "img").With("width", Width).With("height", Height).With("viewBox", $"0 0 {Width} {Height}").With("focusable", "false");
    }
}
