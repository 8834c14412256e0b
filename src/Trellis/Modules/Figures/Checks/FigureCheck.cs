using System.Collections.Immutable;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>One rule: a code, what it looks for, and the function that looks.</summary>
public sealed record FigureRule(string Code, string LooksFor, Func<FigureSet, IEnumerable<Finding>> Run);

/// <summary>Says where a set of printed figures does not add up. It flags and never corrects.</summary>
public static class FigureCheck
{
    public static ImmutableArray<FigureRule> Rules { get; } =
    [
        new("value-as-printed", "A number that is not the one in the printed text", PlainRules.AsPrinted),
        new("placeholder", "A place left to be filled in", PlainRules.Placeholders),
        new("implausible", "A share over 100%, a count that is not whole or below nothing, a date outside its own period", PlainRules.Implausible),
        new("area-total", "A total for several areas that is not the sum of its areas", TotalRules.Areas),
        new("parts", "A total that is not the sum of its printed parts", TotalRules.Parts),
        new("sum", "A figure that is not the sum of the figures it is made of", TotalRules.Sums),
        new("carried-forward", "A balance that is not last year's and this year's movement", TotalRules.Carried),
        new("change", "A printed change that its two ends do not give", ChangeRule.Run),
        new("share", "A percentage or rate that its printed numbers do not give", ShareRules.Quotients),
        new("share-impossible", "A percentage that no whole number of the printed base gives", ShareRules.Impossible),
        new("shares-of-whole", "Shares of one whole that do not come to 100%", ShareRules.Wholes),
        new("printed-differently", "One fact printed as two numbers", SameFactRules.Differently),
        new("approximate", "About or over so many, where the number itself is printed elsewhere", SameFactRules.Approximately),
        new("undated", "One question answered with two numbers, one of them without a date", SameFactRules.Undated),
        new("same-for-two-areas", "Two areas with the very same percentages", SameFactRules.Copied),
        new("printed-differently", "One fact in two units that do not agree", SameFactRules.InOtherUnits),
        new("same-under-another-label", "One number printed again for another year or another age range", SameFactRules.Relabelled),
        new("exchanged", "Two areas with each other's number of the year before", LabelRules.Exchanged),
        new("area-left", "An area counted after it left", LabelRules.Left),
        new("not-comparable", "A number its own document says is counted otherwise", LabelRules.NotComparable),
        new("labelled-otherwise", "A chart or a row that names something else", LabelRules.Labelled),
        new("average-as-a-range", "An average printed as a range", LabelRules.AverageRange),
        new("up-and-down", "One thing said to have risen and to have fallen", LabelRules.UpAndDown),
        new("unlike-periods", "Numbers set against each other for periods that are not alike", PeriodRules.Unlike),
        new("two-periods", "One number for two stretches of time", PeriodRules.Two),
        new("not-said", "A figure that does not say its date, base, unit or area", PeriodRules.NotSaid),
    ];

    /// <summary>Every finding, in the order of the lines of the file, worst first within a line.</summary>
    public static ImmutableArray<Finding> Run(IEnumerable<PublishedRow> rows, Relations? relations = null)
    {
        var set = new FigureSet(rows, relations ?? Relations.BuiltIn);
        return [.. Rules.SelectMany(rule => rule.Run(set)).OrderBy(f => f.Line).ThenBy(f => f.Severity).ThenBy(f => f.Rule, StringComparer.Ordinal)];
    }
}
