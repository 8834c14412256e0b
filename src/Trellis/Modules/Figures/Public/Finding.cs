using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Time;

namespace Trellis.Modules.Figures.Public;

/// <summary>
/// <c>Error</c>: no rounding reconciles the numbers. <c>Query</c>: someone must say which, or what was meant. <c>Note</c>: nothing is wrong, and a
/// reader who adds up will stumble all the same: a pound that rounding explains, a figure without its year.
/// </summary>
public enum Severity { Error, Query, Note }

/// <summary>A printed figure a finding stands on.</summary>
/// <param name="Line">Line in the checked file.</param>
public sealed record FindingSource(int Line, string Document, int DocumentLine, string Text);

/// <summary>Something in a set of figures that does not add up. It flags and never corrects.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Where">The figure in words: document and line, what, area, period.</param>
/// <param name="Line">Line in the checked file of the figure in question.</param>
/// <param name="Message">One sentence, arithmetic included.</param>
/// <param name="Arithmetic">The sum alone: <c>50 + 178 = 228, printed 238</c>.</param>
/// <param name="Tolerance">What rounding was allowed for.</param>
public sealed record Finding(
    string Rule,
    Severity Severity,
    string Where,
    int Line,
    string Message,
    string Arithmetic,
    string Tolerance,
    string Document,
    int DocumentLine,
    ImmutableArray<FindingSource> Sources)
{
    internal static Finding About(
        PublishedRow row, string rule, Severity severity, string message, string arithmetic, string tolerance, IEnumerable<PublishedRow>? others = null) =>
        new(rule, severity, Describe(row), row.FileLine, message, arithmetic, tolerance, row.Document, row.Line, [.. (others ?? []).Prepend(row).DistinctBy(r => r.Identity).Select(Source)]);

    /// <summary>"first-report line 12: Referrals, RBKC, 2018-19".</summary>
    public static string Describe(PublishedRow row)
    {
        var part = row.IsWhole ? "" : $", {row.Dimension}: {row.Part}";
        return string.Create(CultureInfo.InvariantCulture, $"{row.Document} line {row.Line}: {row.Title}, {row.Area}{part}, {Period.Words(row)}");
    }

    /// <summary>A number as it is written in messages: "2,257", "52.5".</summary>
    public static string Number(decimal value) => value.ToString("#,0.####", English.Culture);

    /// <summary>A calculated number, to one place more than whole.</summary>
    public static string Rounded(decimal value) => value.ToString("#,0.0", English.Culture);

    private static FindingSource Source(PublishedRow row) => new(row.FileLine, row.Document, row.Line, $"{Describe(row)}: printed “{row.Printed}”");
}
