using System.Globalization;

namespace Trellis.Modules.Figures.Public;

/// <summary>One figure as printed in a public document, and where.</summary>
/// <param name="FileLine">Line in the imported file, from 1 (the header); for figures held in the database, their number in order.</param>
/// <param name="Document">Key of the document in <c>documents.csv</c>.</param>
/// <param name="Line">Line of the document's text, blank lines not counted.</param>
/// <param name="Value">The printed number in the scale of <paramref name="Unit"/>.</param>
/// <param name="Printed">The text as printed.</param>
/// <param name="Qualifier">Approximating words, direction of an unsigned change, target, baseline; separated by semicolons.</param>
/// <param name="Dimension">What it is split by, empty for a whole.</param>
/// <param name="Part">Which part of the split, empty for a whole.</param>
public sealed record PublishedRow(
    int FileLine,
    string Document,
    int Line,
    string Section,
    string Measure,
    string Title,
    string Area,
    DateOnly? PeriodStart,
    DateOnly? PeriodEnd,
    PartialDate? AsAt,
    string Unit,
    decimal Value,
    string Printed,
    string Qualifier,
    string Dimension,
    string Part,
    string Note)
{
    /// <summary>What stays the same when the figure is imported again.</summary>
    public string Identity => $"{Place}|{Printed}";

    /// <summary>The place in the document and the question answered there, whatever number is printed.</summary>
    public string Place => string.Join(
        '|', Document, Line.ToString(CultureInfo.InvariantCulture), Measure, Area, Iso(PeriodStart), Iso(PeriodEnd), AsAt?.ToString() ?? "", Dimension, Part);

    public bool IsWhole => Dimension.Length is 0;

    /// <summary>Target, baseline, expected or forecast: other questions than what happened. Empty for what happened.</summary>
    public string Role => Qualifiers.FirstOrDefault(q => q is "target" or "baseline" or "expected" or "forecast") ?? "";

    public bool IsDated => PeriodStart is not null || AsAt is not null;

    public IEnumerable<string> Qualifiers => Qualifier.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Equal in everything but the line of the file it was read from.</summary>
    public bool SameAs(PublishedRow other) => this with { FileLine = 0 } == other with { FileLine = 0 };

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
