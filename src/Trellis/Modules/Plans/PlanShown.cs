using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>How a plan's actions are shown to whoever asks.</summary>
/// <param name="Listed">What of it stands in the one list of actions, by ids of there.</param>
public sealed record PlanShown(Plan Of, IReadOnlyDictionary<string, PlanMeasure> Measures, IReadOnlyDictionary<Guid, PlannedAction> Listed, IReadOnlyDictionary<string, string> Agencies, ActionRules Rules, Actor Actor, DateOnly Today)
{
    /// <summary>Changes of the partnership since the plan began: those who promised may not be those who do it.</summary>
    public IReadOnlyList<Crossing> Crossings { get; init; } = [];

    public PlanNow Now(PlanAction action) => PlanNow.Of(action, action.ActionId is { } id ? Listed.GetValueOrDefault(id) : null);

    public string Status(PlanProgress? said) => said is null ? "Nothing said" : Rules.Find(said.Status)?.Title ?? "Cannot be told";

    public string Status(PlanNow now) => now.Said || now.Listed is not null ? Rules.Find(now.Status)?.Title ?? "Cannot be told" : "Nothing said";

    public string Who(PlanNow now) => string.Join(", ", new[] { now.Who, now.Agency is { } code ? Agencies.GetValueOrDefault(code, code) : "" }.Where(w => w.Length > 0));

    public IReadOnlyList<string> Gaps(PlanAction action) => [.. PlanGaps.Of(Now(action), Rules)];

    /// <summary>Due and not ended: overdue is red, soon is yellow.</summary>
    public (string Words, TagColour Colour)? Tag(PlanNow now)
    {
        if (now.Ended(Rules) || now.Due is not { } due) { return null; }
        return due < Today ? ("Overdue", TagColour.Red) : due <= Rules.RuleOn(Today).AmberUntil(Today) ? ("Due soon", TagColour.Yellow) : null;
    }

    /// <summary>How many actions are how far: "3 complete, 2 ongoing, 1 with nothing said".</summary>
    public string Count(IEnumerable<PlanAction> actions)
    {
        var counted = actions.CountBy(a => Status(Now(a))).ToDictionary();
        return string.Join(", ", Rules.Statuses.Select(s => s.Title).Append("Cannot be told").Append("Nothing said").Where(counted.ContainsKey).Select(t => $"{English.Number(counted[t])} {t.ToLower(English.Culture)}"));
    }

    /// <summary>The open action that is due first of those that are not overdue.</summary>
    public PlanAction? Next(PlanOutcome outcome) => outcome.InOrder.Select(a => (Action: a, Now: Now(a))).Where(a => a.Now.Due >= Today && !a.Now.Ended(Rules)).OrderBy(a => a.Now.Due).Select(a => a.Action).FirstOrDefault();

    public int Overdue(PlanOutcome outcome) => outcome.Actions.Count(a => Tag(Now(a)) is { Words: "Overdue" });

    /// <summary>Those who keep the partnership's business say how far any action is; others, of those of their agency.</summary>
    public bool MaySay(PlanNow now) => Actor.May(now.Listed is null ? ActWords.UpdatePlan : ActWords.UpdateAction) && IsTheirs(Actor, now.Agency);

    /// <summary>Of one that stands in the plan alone.</summary>
    public static bool May(Actor actor, PlanAction action) => action.ActionId is null && actor.May(ActWords.UpdatePlan) && IsTheirs(actor, action.Agency);

    /// <summary>May open it in the list of actions.</summary>
    public bool MayOpen(PlanNow now) => Actor.May(ActWords.ViewActions) && IsTheirs(Actor, now.Agency);

    private static bool IsTheirs(Actor actor, string? agency) => actor.Circles.Contains("boards") || (agency is not null && agency == actor.Agency);

    public bool MayWrite => Actor.May(ActWords.WritePlan);
}

/// <summary>Reads a plan to be shown.</summary>
public sealed class PlanReading(TrellisDb db, PlanMeasures measures, PlannedActions actions, AgencyRegister register, PracticeModel practice, PartnershipOverTime over, LondonClock clock)
{
    public async Task<PlanShown> ShowAsync(Plan plan, CancellationToken stop = default) => new(
        plan,
        await measures.ReadAsync(plan, stop),
        plan.Actions.Any(a => a.ActionId is not null) ? await actions.OfAsync(plan.Id, stop) : new Dictionary<Guid, PlannedAction>(),
        plan.Actions.Any(a => a.Agency is not null || a.ActionId is not null) ? (await register.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title) : new Dictionary<string, string>(),
        practice.Actions,
        db.Acting.Actor,
        clock.Today)
    {
        Crossings = plan.FromOn is { } from ? over.Crossings(from, plan.UntilOn is { } until && until < clock.Today ? until : clock.Today, over.WithWholes(plan.Areas), byAgency: true) : [],
    };
}
