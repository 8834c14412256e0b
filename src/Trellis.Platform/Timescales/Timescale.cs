using System.Collections.Immutable;
using Trellis.Platform.Conditions;

namespace Trellis.Platform.Timescales;

public enum TimeUnit { Minutes, Hours, WorkingHours, Days, WorkingDays, ClearWorkingDays, Weeks, Months, Years }

/// <summary>
/// <c>Within</c>: do it by then. <c>NotBefore</c>: a minimum, do it no sooner. <c>Backwards</c>: do it at least
/// this long before the event the clock counts back from (papers before a meeting).
/// </summary>
public enum LimitKind { Within, NotBefore, Backwards }

public readonly record struct Limit(int Amount, TimeUnit Unit, LimitKind Kind = LimitKind.Within)
{
    /// <summary>"15 working days", "1 month"</summary>
    public override string ToString()
    {
        var unit = Unit switch
        {
            TimeUnit.Minutes => "minute",
            TimeUnit.Hours => "hour",
            TimeUnit.WorkingHours => "working hour",
            TimeUnit.Days => "day",
            TimeUnit.WorkingDays => "working day",
            TimeUnit.ClearWorkingDays => "clear working day",
            TimeUnit.Weeks => "week",
            TimeUnit.Months => "month",
            TimeUnit.Years => "year",
            _ => throw new InvalidOperationException($"Unknown unit {Unit}"),
        };
        return Amount is 1 ? $"1 {unit}" : $"{Amount} {unit}s";
    }
}

/// <summary>
/// One limit as a law or guidance set it from a day on. The term in force on the day the clock started governs it for good.
/// <c>ByCode</c> is set instead of <c>Limit</c> when the limit depends on a coded detail (<see cref="Timescale.By"/>).
/// <c>Verified</c>: the limit was read in a published text.
/// </summary>
public sealed record DatedTerm(
    DateOnly InForceFrom,
    Limit? Limit,
    ImmutableDictionary<string, Limit> ByCode,
    string Authority,
    string? Edition,
    string? Paragraph,
    bool Verified,
    string? Note);

/// <summary>Which happenings a timescale or status rule listens for.</summary>
public abstract record Pattern(Condition? Where);

/// <summary>A fact of this kind, for example <c>front-door.referral</c>.</summary>
public sealed record FactPattern(string Kind, Condition? Where) : Pattern(Where);

public enum StatusChange { Starts, Ends }

/// <summary>A status of the person beginning or ending, for example <c>child-protection-plan starts</c>.</summary>
public sealed record StatusPattern(string Status, StatusChange Change, Condition? Where) : Pattern(Where);

/// <summary>
/// A duty that joins facts. Its clock belongs to a person in a matter and what that matter led to; with <c>Of</c>,
/// to each step of that kind: from the fact of the step that opened it, until a fact in what it opened.
/// </summary>
/// <param name="Id">Unique in the model, for example <c>front-door.referral-decision</c>.</param>
/// <param name="Basis">statutory, guidance, local or measure. A measure never sets a due date shown on work lists.</param>
/// <param name="By">The coded detail that chooses the limit (kind, field), for example <c>front-door.triage</c>, <c>risk</c>.</param>
/// <param name="Pauses">While these hold the clock stands still: (begins, ends) pairs.</param>
public sealed record Timescale(
    string Id,
    string Title,
    string Duty,
    string Basis,
    ImmutableArray<DatedTerm> Terms,
    ImmutableArray<Pattern> From,
    ImmutableArray<Pattern> Until,
    ImmutableArray<Pattern> Unless,
    ImmutableArray<(Pattern Begins, Pattern Ends)> Pauses,
    string? Of,
    (string Kind, string Field)? By)
{
    /// <summary>It is measured afterwards: nobody is told that it is due.</summary>
    public bool IsMeasure => Basis is "measure";
}

/// <summary>
/// A dated period of a person in an area, started and ended by facts: on a plan, looked after, in need.
/// Periods of one kind never overlap for one person in one area.
/// </summary>
/// <param name="CategoryField">The field of starting (or later matching) facts that says the category; null when there is none.</param>
/// <param name="CategoryFrom">Facts besides the starting ones that may change the category.</param>
public sealed record StatusRule(
    string Id,
    string Title,
    ImmutableArray<Pattern> Starts,
    ImmutableArray<Pattern> Ends,
    string? CategoryField,
    ImmutableArray<Pattern> CategoryFrom);
