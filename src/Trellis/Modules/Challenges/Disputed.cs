using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Audits.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Challenges;

/// <summary>What somebody disagrees with, as far as they see it.</summary>
/// <param name="About">A code of the list challenge-about.</param>
/// <param name="Title">What it is called, without a name.</param>
/// <param name="Words">What it says, to be shown to whoever disagrees; null where it is read on its own page.</param>
/// <param name="Link">Where it is read.</param>
/// <param name="Author">Whoever decided or answered, where one person did.</param>
public sealed record Disputed(string About, Guid? Id, string Title, string? Words, string Link, string[] Areas, Guid? Matter, string? VisibleTo, string? HiddenTo, string? Agency, Guid? Author, IReadOnlyList<Guid> People);

/// <summary>Finds what somebody disagrees with: a step of a matter, an action, a recommendation, a decision of a body, a finding of an audit. Nothing is found that they do not see.</summary>
public sealed class DisputedThings(CaseworkRegister casework, ActionBook actions, Calling meetings, AuditFindings audits, AgencyRegister agencies, LondonClock clock)
{
    /// <param name="about"><c>step:ID</c>, <c>action:ID</c>, <c>recommendation:ID</c>, <c>decision:ID</c>, <c>finding:ID</c>.</param>
    public async Task<Disputed?> FindAsync(string about, CancellationToken stop = default)
    {
        if (about.Split(':') is not [var kind, var text] || !Guid.TryParse(text, out var id)) { return null; }
        switch (kind)
        {
            case "step" when await casework.StepAsync(id, stop) is { } step:
                var agency = step.Agency ?? (step.Author is { } author ? (await agencies.HeldByAsync(author, clock.Today, stop)).Select(p => p.Agency).FirstOrDefault() : null);
                return new Disputed(kind, id, $"{step.Title}, {step.Reference}", null, $"/steps/{id}", [step.Area], step.Matter, step.VisibleTo, step.HiddenTo, agency, step.Author, step.People);
            case "action" when await actions.ActionToDisputeAsync(id, stop) is { } action:
                return new Disputed(kind, id, $"Action {action.Reference}", action.Text, $"/actions/{action.Reference}", action.Areas, action.MatterId, action.VisibleTo, null, action.Agency, null, []);
            case "recommendation" when await actions.RecommendationToDisputeAsync(id, stop) is { } made:
                return new Disputed(kind, id, $"Recommendation {made.Reference}", made.Text, $"/actions/recommendations/{made.Reference}", made.Areas, null, null, null, null, null, []);
            case "decision" when await meetings.DecisionAsync(id, stop) is { } decision:
                return new Disputed(kind, id, $"Decision {English.Number(decision.Number)} of {decision.Body}", decision.Words, "/meetings", decision.Areas, null, null, null, null, null, []);
            case "finding" when await audits.FindAsync(id, stop) is { } finding:
                return new Disputed(kind, id, $"Finding {English.Number(finding.Number)} of audit {finding.Audit}", finding.Text, $"/audits/{finding.Audit}", finding.Areas, null, null, null, (await agencies.HeldByAsync(finding.By, clock.Today, stop)).Select(p => p.Agency).FirstOrDefault(), finding.By, []);
            default:
                return null;
        }
    }
}
