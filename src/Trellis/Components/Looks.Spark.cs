using Microsoft.AspNetCore.Html;

namespace Trellis.Components;

public static partial class Looks
{
    /// <summary>How a number came, small enough for a table.</summary>
    /// <param name="says">The same in words, for who cannot see it.</param>
    public static IHtmlContent Spark(IReadOnlyList<decimal?> values, string says, bool ringed) =>
        values.Count(v => v is not null) < 2 ? El.Span("govuk-hint", "too short to draw") : Charts.Spark.Svg(values, says, ringed);
}
