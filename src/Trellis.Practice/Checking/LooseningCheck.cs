using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Reading;

namespace Trellis.Practice.Checking;

/// <summary>
/// An area may be stricter than statute and guidance. It may be looser only under a named dispensation that covers it from the day its
/// looser limit begins.
/// </summary>
internal sealed class LooseningCheck(Known known, string area, Mistakes mistakes)
{
    /// <summary>The local timescale; until an area's first own term the common ones hold.</summary>
    public Timescale Checked(ReadTimescale local, ReadTimescale? common)
    {
        if (common is null) { return local.Timescale; }
        CheckUnless(local, common);
        if (local.Limits == common.Limits) { return local.Timescale; }
        var own = local.Timescale.Terms;
        if (own.IsEmpty) { return local.Timescale; }
        foreach (var (mine, until, theirs) in Overlapping(own, common.Timescale.Terms))
        {
            if (!IsBinding(common)) { continue; }
            foreach (var (mineLimit, theirLimit) in Limits(mine, theirs)) { Compare(local, mine, until, mineLimit, theirLimit, common.Timescale.Basis); }
        }
        var earlier = common.Timescale.Terms.Where(t => t.InForceFrom < own[0].InForceFrom);
        return local.Timescale with { Terms = [.. earlier, .. own] };
    }

    private static bool IsBinding(ReadTimescale common) => common.Timescale.Basis is "statutory" or "guidance";

    /// <summary>A further way for a duty to lapse loosens it as a longer limit does.</summary>
    private void CheckUnless(ReadTimescale local, ReadTimescale common)
    {
        if (!IsBinding(common) || local.Timescale.Unless.Length == common.Timescale.Unless.Length) { return; }
        if (local.Under is null)
        {
            mistakes.Add(local.Place, $"{area} may not loosen {local.Timescale.Id}: it lapses where {common.Timescale.Basis} lets it run", "\"under\" with a dispensation");
        }
        else if (known.Dispensations.TryGetValue(local.Under, out var dispensation) && !dispensation.Areas.Contains(area))
        {
            mistakes.Add(local.Place, $"the dispensation \"{dispensation.Id}\" does not cover {area}");
        }
    }

    /// <param name="until">The first day the local limit is no longer in force.</param>
    private void Compare(ReadTimescale local, DatedTerm mine, DateOnly until, Limit? limit, Limit? common, string basis)
    {
        if (common is not { } theirs || (limit is { } own && Strictness.IsAtLeast(own, theirs))) { return; }
        var says = limit is { } longer ? $"{longer}" : "no limit";
        if (local.Under is null)
        {
            mistakes.Add(
                local.Limits, $"{area} may not loosen {local.Timescale.Id}: {says} where {basis} says {theirs}",
                $"at most {theirs}, in the same unit, or \"under\" with a dispensation");
            return;
        }
        if (!known.Dispensations.TryGetValue(local.Under, out var dispensation)) { return; }
        if (!dispensation.Covers(area, mine.InForceFrom))
        {
            mistakes.Add(local.Limits, $"the dispensation \"{dispensation.Id}\" does not cover {area} on {mine.InForceFrom:yyyy-MM-dd}");
        }
        else if (dispensation.To is { } last && until > last.AddDays(1))
        {
            mistakes.Add(local.Limits, $"the dispensation \"{dispensation.Id}\" ends on {last:yyyy-MM-dd}, and the looser limit goes on", $"a term from {last.AddDays(1):yyyy-MM-dd} with the limit that holds then");
        }
    }

    /// <summary>Pairs of terms that are in force on the same day.</summary>
    private static IEnumerable<(DatedTerm Mine, DateOnly Until, DatedTerm Theirs)> Overlapping(ImmutableArray<DatedTerm> mine, ImmutableArray<DatedTerm> theirs) =>
        from m in mine.Select((t, i) => (Term: t, Until: i + 1 < mine.Length ? mine[i + 1].InForceFrom : DateOnly.MaxValue))
        from t in theirs.Select((t, i) => (Term: t, Until: i + 1 < theirs.Length ? theirs[i + 1].InForceFrom : DateOnly.MaxValue))
        where m.Term.InForceFrom < t.Until && t.Term.InForceFrom < m.Until
        select (m.Term, m.Until, t.Term);

    private static IEnumerable<(Limit? Mine, Limit? Theirs)> Limits(DatedTerm mine, DatedTerm theirs) =>
        theirs.ByCode.IsEmpty
            ? mine.ByCode.IsEmpty ? [(mine.Limit, theirs.Limit)] : mine.ByCode.Values.Select(m => ((Limit?)m, theirs.Limit))
            : theirs.ByCode.Select(t => (mine.ByCode.TryGetValue(t.Key, out var m) ? m : mine.Limit, (Limit?)t.Value));
}

/// <summary>Whether one limit is surely as strict as another, whatever days they fall on.</summary>
internal static class Strictness
{
    public static bool IsAtLeast(Limit own, Limit other)
    {
        if (own.Kind != other.Kind) { return false; }
        // A minimum, or notice counted backwards, is stricter when it is longer.
        return own.Kind == LimitKind.Within ? IsSurelyNoLonger(own, other) : IsSurelyNoLonger(other, own);
    }

    private static bool IsSurelyNoLonger(Limit a, Limit b)
    {
        if (a.Unit == b.Unit) { return a.Amount <= b.Amount; }
        var (family, amount) = Measure(a);
        var (otherFamily, otherAmount) = Measure(b);
        if (family == otherFamily) { return amount <= otherAmount; }
        // A working day is at least a day and holds at least seven working hours; nothing else is sure.
        return (a.Unit, b.Unit) switch
        {
            (TimeUnit.Hours or TimeUnit.Minutes, TimeUnit.WorkingDays or TimeUnit.ClearWorkingDays) => amount <= b.Amount * 24 * 60,
            (TimeUnit.Days or TimeUnit.Weeks, TimeUnit.WorkingDays or TimeUnit.ClearWorkingDays) => amount <= b.Amount * 24 * 60,
            (TimeUnit.WorkingHours, TimeUnit.WorkingDays or TimeUnit.ClearWorkingDays) => a.Amount <= b.Amount * 7,
            (TimeUnit.WorkingDays, TimeUnit.ClearWorkingDays) => a.Amount <= b.Amount,
            (TimeUnit.Days or TimeUnit.Weeks, TimeUnit.Months) => amount <= b.Amount * 28 * 24 * 60,
            _ => false,
        };
    }

    /// <summary>Minutes of the clock, months of the calendar, or a unit of its own.</summary>
    private static (string Family, int Amount) Measure(Limit limit) => limit.Unit switch
    {
        TimeUnit.Minutes => ("minutes", limit.Amount),
        TimeUnit.Hours => ("minutes", limit.Amount * 60),
        TimeUnit.Days => ("minutes", limit.Amount * 24 * 60),
        TimeUnit.Weeks => ("minutes", limit.Amount * 7 * 24 * 60),
        TimeUnit.Months => ("months", limit.Amount),
        TimeUnit.Years => ("months", limit.Amount * 12),
        _ => (limit.Unit.ToString(), limit.Amount),
    };
}
