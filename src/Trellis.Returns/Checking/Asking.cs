using System.Collections.Immutable;
using Trellis.Returns.Census;

namespace Trellis.Returns.Checking;

/// <summary>The ways a rule is asked. Each takes what is wrong, so that a rule reads as what the department will not have.</summary>
internal static class Asking
{
    public static Rule Rule(string code, string module, string fields, string message, string explanation) =>
        new(code, module, [.. fields.Split(", ")], message, explanation);

    public static Rule From(this Rule rule, int since) => rule with { Since = since };

    public static Rule Before(this Rule rule, int after) => rule with { Until = after - 1 };

    public static Rule EachChild(this Rule rule, Action<Child, CensusYear, Findings> ask) => rule with { OfChild = ask };

    public static Rule WholeReturn(this Rule rule, Action<CensusReturn, CensusYear, Findings> ask) => rule with { OfReturn = ask };

    public static Rule Identifiers(this Rule rule, Func<Identifiers, CensusYear, bool> wrong) =>
        rule.EachChild((child, year, found) =>
        {
            if (wrong(child.Identifiers, year)) { found.At(child.Identifiers); }
        });

    public static Rule Episodes(this Rule rule, Func<Episode, CensusYear, bool> wrong) =>
        rule.EachChild((child, year, found) =>
        {
            foreach (var episode in child.Episodes)
            {
                if (wrong(episode, year)) { found.At(episode); }
            }
        });

    public static Rule Assessments(this Rule rule, Func<Assessment, CensusYear, bool> wrong) => rule.Inside(e => e.Assessments, wrong);

    public static Rule CinPlans(this Rule rule, Func<CinPlan, CensusYear, bool> wrong) => rule.Inside(e => e.CinPlans, wrong);

    public static Rule Enquiries(this Rule rule, Func<Enquiry, CensusYear, bool> wrong) => rule.Inside(e => e.Enquiries, wrong);

    public static Rule Plans(this Rule rule, Func<Plan, CensusYear, bool> wrong) => rule.Inside(e => e.Plans, wrong);

    public static Rule Reviews(this Rule rule, Func<Review, CensusYear, bool> wrong) =>
        rule.EachChild((child, year, found) =>
        {
            foreach (var episode in child.Episodes)
            {
                foreach (var plan in episode.Plans)
                {
                    foreach (var review in plan.Reviews)
                    {
                        if (wrong(review, year)) { found.At(review); }
                    }
                }
            }
        });

    /// <summary>Of the records of an episode that are of one kind and open, there may be one at most. All are shown, each as an issue.</summary>
    public static Rule OneOpen<T>(this Rule rule, Func<Episode, ImmutableArray<T>> records, Func<T, bool> open)
        where T : Record =>
        rule.EachChild((child, _, found) =>
        {
            foreach (var episode in child.Episodes)
            {
                var all = records(episode);
                if (all.Length < 2 || all.Count(open) < 2) { continue; }
                foreach (var record in all.Where(open)) { found.At(record); }
            }
        });

    /// <summary>A record that begins while another of the same list runs.</summary>
    /// <param name="wrong">The first begins while the second runs.</param>
    public static void Overlaps<T>(this Findings found, IReadOnlyList<T> all, Func<T, T, bool> wrong)
        where T : Record
    {
        if (all.Count < 2) { return; }
        foreach (var record in all)
        {
            foreach (var other in all)
            {
                if (!ReferenceEquals(record, other) && wrong(record, other))
                {
                    found.At(record, other);
                    break;
                }
            }
        }
    }

    /// <summary>A day while something runs, first and last day included; without an end it runs to the end of the census year.</summary>
    public static bool During(this Value day, Value start, Value end, CensusYear year) => day >= start && (end.IsDay ? day <= end : day <= year.End);

    /// <summary>The same, but what begins on the day the other ends does not overlap it.</summary>
    public static bool DuringUntil(this Value day, Value start, Value end, CensusYear year) => day >= start && (end.IsDay ? day < end : day <= year.End);

    public static bool IsWeekend(this Value day) => day.Day is { DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday };

    private static Rule Inside<T>(this Rule rule, Func<Episode, ImmutableArray<T>> records, Func<T, CensusYear, bool> wrong)
        where T : Record =>
        rule.EachChild((child, year, found) =>
        {
            foreach (var episode in child.Episodes)
            {
                foreach (var record in records(episode))
                {
                    if (wrong(record, year)) { found.At(record); }
                }
            }
        });
}
