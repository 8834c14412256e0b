using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Conditions;
using Trellis.Platform.Timescales;
using Trellis.Tests.Time;

namespace Trellis.Tests.Timescales;

/// <summary>Timescales and status rules in few words.</summary>
internal static class Given
{
    /// <summary>"15 working days", "back 5 clear working days", "not before 28 days"</summary>
    public static Limit Limit(string text)
    {
        var kind = text.StartsWith("back ", StringComparison.Ordinal) ? LimitKind.Backwards
            : text.StartsWith("not before ", StringComparison.Ordinal) ? LimitKind.NotBefore
            : LimitKind.Within;
        var rest = kind switch { LimitKind.Backwards => text[5..], LimitKind.NotBefore => text[11..], _ => text };
        var space = rest.IndexOf(' ', StringComparison.Ordinal);
        var unit = rest[(space + 1)..].TrimEnd('s').Replace(" ", "", StringComparison.Ordinal) + "s";
        return new Limit(int.Parse(rest[..space], CultureInfo.InvariantCulture), Enum.Parse<TimeUnit>(unit, ignoreCase: true), kind);
    }

    /// <summary>A timescale with one term that has always been in force.</summary>
    public static Timescale Timescale(string id, string within, Pattern[] from, Pattern[] until, Pattern[]? unless = null, string? of = null) =>
        new(id, id, id, "guidance", [Term("2000-01-01", within)], [.. from], [.. until], [.. unless ?? []], [], of, null);

    public static DatedTerm Term(string from, string? limit, params (string Code, string Limit)[] byCode) =>
        new(
            Calendars.Day(from),
            limit is null ? null : Limit(limit),
            byCode.ToImmutableDictionary(c => c.Code, c => Limit(c.Limit)),
            "Guidance",
            null,
            null,
            true,
            null);

    public static StatusRule Status(string id, Pattern[] starts, Pattern[] ends, string? category = null, Pattern[]? categoryFrom = null) =>
        new(id, id, [.. starts], [.. ends], category, [.. categoryFrom ?? []]);

    public static Pattern When(string kind, Condition? where = null) => new FactPattern(kind, where);

    public static Pattern Starts(string status, Condition? where = null) => new StatusPattern(status, StatusChange.Starts, where);

    public static Pattern Ends(string status, Condition? where = null) => new StatusPattern(status, StatusChange.Ends, where);

    public static Condition Outcome(params string[] codes) => new Compare("outcome", Comparison.In, [.. codes]);

    public static Condition OutcomeNot(params string[] codes) => new Compare("outcome", Comparison.NotIn, [.. codes]);
}
