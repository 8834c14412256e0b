using Trellis.Platform.Conditions;
using Trellis.Platform.Timescales;

namespace Trellis.Practice.Docs;

/// <summary>Patterns and conditions in the words the practice files use.</summary>
public static class PatternWords
{
    public static string Of(IEnumerable<Pattern> patterns) => string.Join("; or ", patterns.Select(Of));

    public static string Of(Pattern pattern)
    {
        var head = pattern switch
        {
            FactPattern fact => $"`{fact.Kind}`",
            StatusPattern status => $"`{status.Status}` {(status.Change == StatusChange.Starts ? "starts" : "ends")}",
            _ => throw new InvalidOperationException($"Unknown pattern {pattern.GetType().Name}"),
        };
        return pattern.Where is null ? head : $"{head} where {Of(pattern.Where)}";
    }

    public static string Of(Condition condition) => condition switch
    {
        Present present => present.Name,
        Not not => $"not {Inner(not.Inner)}",
        Both both => $"{Inner(both.Left)} and {Inner(both.Right)}",
        Either either => $"{Inner(either.Left)} or {Inner(either.Right)}",
        Compare compare => $"{compare.Name} {Sign(compare)}",
        _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}"),
    };

    private static string Inner(Condition condition) => condition is Both or Either ? $"({Of(condition)})" : Of(condition);

    private static string Sign(Compare compare)
    {
        var list = $"[{string.Join(", ", compare.Values)}]";
        return compare.Comparison switch
        {
            Comparison.Is => $"= {compare.Values[0]}",
            Comparison.IsNot => $"!= {compare.Values[0]}",
            Comparison.In => $"in {list}",
            Comparison.NotIn => $"not in {list}",
            Comparison.Above => $"> {compare.Values[0]}",
            Comparison.AtLeast => $">= {compare.Values[0]}",
            Comparison.Below => $"< {compare.Values[0]}",
            Comparison.AtMost => $"<= {compare.Values[0]}",
            _ => throw new InvalidOperationException($"Unknown comparison {compare.Comparison}"),
        };
    }
}
