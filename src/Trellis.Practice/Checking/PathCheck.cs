using System.Collections.Immutable;
using Trellis.Platform.Conditions;
using Trellis.Platform.Timescales;
using Trellis.Practice.Reading;

namespace Trellis.Practice.Checking;

/// <summary>Steps nobody can come to, clocks that can never start or stop, statuses that can never begin or end.</summary>
internal sealed class PathCheck
{
    private readonly ImmutableArray<StatusRule> statuses;
    private readonly Mistakes mistakes;
    private readonly Dictionary<string, Step> steps;
    private readonly HashSet<string> reachable = [];

    public PathCheck(ImmutableArray<Process> processes, ImmutableArray<StatusRule> statuses, Mistakes mistakes)
    {
        this.statuses = statuses;
        this.mistakes = mistakes;
        steps = processes.SelectMany(p => p.Steps).ToDictionary(s => s.FactKind);
        Walk(processes);
    }

    public void Check(ImmutableArray<ReadTimescale> timescales)
    {
        foreach (var step in steps.Values.Where(s => !reachable.Contains(s.FactKind)))
        {
            mistakes.Add(step.Place, $"nothing leads to the step \"{step.Id}\"", "an outcome that opens or starts it, a meeting whose \"report\" it is, or \"entry: true\"");
        }
        foreach (var read in timescales) { CheckClock(read); }
    }

    private void Walk(ImmutableArray<Process> processes)
    {
        var next = new Stack<Step>(processes.SelectMany(p => p.Steps).Where(s => s.Entry));
        while (next.TryPop(out var step))
        {
            if (!reachable.Add(step.FactKind)) { continue; }
            var leads = step.Outcomes.SelectMany(o => o.Opens.Concat(o.Starts)).Select(l => $"{l.Process}.{l.Step}");
            foreach (var kind in leads.Concat(new[] { step.Then, step.Report }.OfType<string>().Select(id => $"{step.Process}.{id}")))
            {
                if (steps.TryGetValue(kind, out var led)) { next.Push(led); }
            }
        }
    }

    private void CheckClock(ReadTimescale read)
    {
        var timescale = read.Timescale;
        var from = timescale.From.Where(p => CanHappen(p)).ToList();
        if (timescale.From.Length > 0 && from.Count == 0) { Never(read, "start", "from"); }
        if (timescale.Until.Length > 0 && !timescale.Until.Any(p => CanHappen(p))) { Never(read, "stop", "until"); }
        if (timescale.Of is { } of && from.Count > 0 && !from.Exists(p => Opens(p, of)))
        {
            mistakes.Add(read.Place, $"the timescale \"{timescale.Id}\" can never start: nothing in \"from\" opens {of}", $"a step with an outcome that opens {of}");
        }
    }

    private void Never(ReadTimescale read, string verb, string key) =>
        mistakes.Add(read.Place, $"the timescale \"{read.Timescale.Id}\" can never {verb}: what \"{key}\" describes cannot happen");

    private bool CanHappen(Pattern pattern) => CanHappen(pattern, []);

    /// <param name="asked">Statuses already asked about: two that begin with each other never begin.</param>
    private bool CanHappen(Pattern pattern, ImmutableHashSet<string> asked) => pattern switch
    {
        FactPattern fact when steps.TryGetValue(fact.Kind, out var step) =>
            reachable.Contains(fact.Kind) && step.Outcomes.Any(o => May(fact.Where, o.Id)),
        FactPattern => true,
        StatusPattern status => !asked.Contains($"{status.Status} {status.Change}")
            && statuses.First(s => s.Id == status.Status) is var rule
            && (status.Change == StatusChange.Starts ? rule.Starts : rule.Ends).Any(p => CanHappen(p, asked.Add($"{status.Status} {status.Change}"))),
        _ => true,
    };

    private bool Opens(Pattern pattern, string of) =>
        pattern is FactPattern fact && steps.TryGetValue(fact.Kind, out var step)
        && step.Outcomes.Any(o => May(fact.Where, o.Id) && o.Opens.Concat(o.Starts).Any(l => $"{l.Process}.{l.Step}" == of));

    private static bool May(Condition? where, string outcome) => where is null || Holds(where, outcome).True;

    /// <summary>Whether a condition can be true and can be false when only the outcome is known.</summary>
    private static (bool True, bool False) Holds(Condition condition, string outcome)
    {
        switch (condition)
        {
            case Compare { Name: "outcome" } compare:
                var holds = compare.Holds(_ => [outcome]);
                return (holds, !holds);
            case Present { Name: "outcome" }:
                return (true, false);
            case Not(var inner):
                var (t, f) = Holds(inner, outcome);
                return (f, t);
            case Both(var left, var right):
                var (lt, lf) = Holds(left, outcome);
                var (rt, rf) = Holds(right, outcome);
                return (lt && rt, lf || rf);
            case Either(var left, var right):
                var (elt, elf) = Holds(left, outcome);
                var (ert, erf) = Holds(right, outcome);
                return (elt || ert, elf && erf);
            default:
                return (true, true);
        }
    }
}
