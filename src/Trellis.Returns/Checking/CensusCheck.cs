using System.Collections.Immutable;
using Trellis.Returns.Census;
using Trellis.Returns.Rules;

namespace Trellis.Returns.Checking;

public enum RuleOutcome
{
    Passed,
    Failed,

    /// <summary>Not asked, with why.</summary>
    Skipped,

    /// <summary>The rule itself went wrong somewhere. What it found elsewhere is told as well.</summary>
    Crashed,
}

/// <summary>What became of one rule.</summary>
/// <param name="Why">It was skipped, or left off after what it found.</param>
public sealed record RuleResult(Rule Rule, RuleOutcome Outcome, ImmutableArray<Issue> Issues, ImmutableArray<Crash> Crashes, string? Why);

/// <summary>A return checked by every rule.</summary>
public sealed record CheckResult(CensusReturn Census, CensusYear Year, ImmutableArray<RuleResult> Rules)
{
    public int Errors => Rules.Where(r => r.Rule.Severity is Severity.Error).Sum(r => r.Issues.Length);

    public int Queries => Rules.Where(r => r.Rule.Severity is Severity.Query).Sum(r => r.Issues.Length);

    public int Count(RuleOutcome outcome) => Rules.Count(r => r.Outcome == outcome);
}

/// <summary>Asks every rule of every child. A rule that breaks at one child is still asked of the others, and its breaking is told.</summary>
public static class CensusCheck
{
    private const int ToldEach = 256;

    /// <param name="told">How many children have been asked about, now and then.</param>
    public static CheckResult Run(CensusReturn census, CensusYear year, Action<int>? told = null) => Run(census, year, CensusRules.For(year.Ending), told);

    /// <param name="told">How many children have been asked about, now and then.</param>
    public static CheckResult Run(CensusReturn census, CensusYear year, IEnumerable<Rule> rules, Action<int>? told = null)
    {
        var asked = rules.Select(r => (Rule: r, Found: new Findings(r))).ToList();
        foreach (var (rule, found) in asked)
        {
            if (!rule.IsInForce(year.Ending)) { found.Skipped = $"In force {rule.Years}, and this is {year.Name}."; }
            else if (rule.OfReturn is { } whole) { Ask(whole, census, year, found); }
        }

        var each = asked.Where(a => a.Rule.OfChild is not null && a.Found.Skipped is null).Select(a => (Ask: a.Rule.OfChild!, a.Found)).ToArray();
        foreach (var (number, child) in census.Children.Index())
        {
            if (number % ToldEach == 0) { told?.Invoke(number); }
            foreach (var (ask, found) in each)
            {
                if (found.Skipped is null) { Ask(ask, child, year, found); }
            }
        }

        return new CheckResult(census, year, [.. asked.Select(a => Result(a.Rule, a.Found))]);
    }

    private static RuleResult Result(Rule rule, Findings found) => new(
        rule,
        found.Crashes.Count > 0 ? RuleOutcome.Crashed : found.Issues.Count > 0 ? RuleOutcome.Failed : found.Skipped is not null ? RuleOutcome.Skipped : RuleOutcome.Passed,
        [.. found.Issues],
        [.. found.Crashes],
        found.Skipped);

    private static void Ask<T>(Action<T, CensusYear, Findings> ask, T of, CensusYear year, Findings found)
        where T : class
    {
        var before = found.Issues.Count;
        try
        {
            ask(of, year, found);
        }
        catch (NotKnownException unknown)
        {
            found.Skipped = unknown.Message;
        }
#pragma warning disable CA1031 // A rule's own mistake must not cost the other rules and children; it is counted and named, and the command ends as failed.
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            found.Issues.RemoveRange(before, found.Issues.Count - before);
            found.Crashes.Add(new Crash(of as Child, $"{wrong.GetType().Name}: {wrong.Message}"));
        }
    }
}
