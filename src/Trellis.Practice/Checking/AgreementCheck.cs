using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>A step for which agencies are asked or needed, and no agreement in force covers that.</summary>
/// <param name="Kind">The kind of agency that is not covered; null when the step may ask any and nothing covers it.</param>
public sealed record AgreementGap(Step Step, string? Kind);

/// <summary>
/// What the register of sharing agreements lacks on a day. Warnings, never mistakes: they come about by time passing, and a site that
/// refused to start on the morning after a review was due would protect nobody.
/// </summary>
public static class AgreementCheck
{
    /// <summary>Overdue reviews and gaps, each with where it is to be put right or was found.</summary>
    /// <param name="on">London date.</param>
    public static ImmutableArray<Mistake> On(PracticeModel model, DateOnly on)
    {
        var lacking = new Mistakes();
        foreach (var agreement in model.Agreements.Where(a => a.StateOn(on) is AgreementState.ReviewOverdue))
        {
            lacking.Add(agreement.Place, $"the agreement \"{agreement.Id}\" was to be reviewed by {agreement.ReviewBy:yyyy-MM-dd}");
        }

        foreach (var (step, kind) in Gaps(model, on))
        {
            lacking.Add(step.Place, $"{step.FactKind} {(kind is null ? "asks agencies" : $"needs agencies of the kind \"{kind}\"")}, and no sharing agreement in force on {on:yyyy-MM-dd} covers that");
        }

        return lacking.InOrder();
    }

    /// <summary>Of the common practice and of each area's own; each step and kind once.</summary>
    public static ImmutableArray<AgreementGap> Gaps(PracticeModel model, DateOnly on)
    {
        var gaps = new List<AgreementGap>();
        foreach (var step in model.Processes.Concat(model.Local.SelectMany(l => l.Processes)).SelectMany(p => p.Steps))
        {
            var covering = model.Agreements.Where(a => a.InForceOn(on) && a.Processes.Contains(step.Process)).ToList();
            if (step.AskAgencies && covering.Count == 0) { gaps.Add(new AgreementGap(step, null)); }
            gaps.AddRange(step.NeedsAgencies.Where(k => covering.All(a => !a.Parties.Contains(k))).Select(k => new AgreementGap(step, k)));
        }

        return [.. gaps.DistinctBy(g => (g.Step.FactKind, g.Kind))];
    }
}
