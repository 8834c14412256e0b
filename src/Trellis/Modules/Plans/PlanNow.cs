using Trellis.Modules.Actions.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>Whose an action of a plan is, by when and how far: from the one list of actions where it stands there, else as the plan says.</summary>
/// <param name="Status">A status of <c>practice/actions.yaml</c>; null where it cannot be told, or nothing was said.</param>
/// <param name="Said">Something was said of how far it is.</param>
/// <param name="Written">How far, as a printed plan says it.</param>
/// <param name="Listed">Where it stands in the list of actions.</param>
public sealed record PlanNow(string? Status, bool Said, string Written, string Text, DateOnly? On, string Who, string? Agency, DateOnly? Due, string DueWords, PlannedAction? Listed)
{
    public static PlanNow Of(PlanAction action, PlannedAction? listed)
    {
        var last = action.Last;
        if (listed is null) { return new PlanNow(last?.Status, last is not null, last?.Written ?? "", last?.Text ?? "", last?.OnDay, action.Who, action.Agency, action.DueOn, action.DueWritten, null); }
        var (who, due) = (listed.Owner.Length > 0 ? listed.Owner : action.Who, listed.DueOn is { } day ? English.Date(day) : action.DueWritten);
        // What was said before it stood in the list holds until something is said there.
        return listed.SaidOn is null && last is not null
            ? new PlanNow(last.Status, Said: true, last.Written, last.Text, last.OnDay, who, listed.Agency, listed.DueOn, due, listed)
            : new PlanNow(listed.Status, listed.SaidOn is not null, "", listed.Said, listed.SaidOn, who, listed.Agency, listed.DueOn, due, listed);
    }

    public bool Ended(ActionRules rules) => rules.Find(Status) is { Ends: true };
}
