using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>How a plan's actions are shown to whoever asks.</summary>
public sealed record PlanShown(Plan Of, IReadOnlyDictionary<string, PlanMeasure> Measures, IReadOnlyDictionary<string, string> Agencies, ActionRules Rules, Actor Actor, DateOnly Today)
{
    /// <summary>Changes of the partnership since the plan began: those who promised may not be those who do it.</summary>
    public IReadOnlyList<Crossing> Crossings { get; init; } = [];

    public string Status(PlanProgress? said) => said is null ? "Nothing said" : Rules.Find(said.Status)?.Title ?? "Cannot be told";

    public string Who(PlanAction action) => string.Join(", ", new[] { action.Who, action.Agency is { } code ? Agencies.GetValueOrDefault(code, code) : "" }.Where(w => w.Length > 0));

    public IReadOnlyList<string> Gaps(PlanAction action) => [.. PlanGaps.Of(action, Rules)];

    /// <summary>Due and not ended: overdue is red, soon is yellow.</summary>
    public (string Words, TagColour Colour)? Tag(PlanAction action)
    {
        var status = action.Last?.Status ?? Rules.First.Id;
        if (Rules.Find(status) is { Ends: true } || action.DueOn is not { } due) { return null; }
        return due < Today ? ("Overdue", TagColour.Red) : due <= Rules.RuleOn(Today).AmberUntil(Today) ? ("Due soon", TagColour.Yellow) : null;
    }

    /// <summary>How many actions are how far: "3 complete, 2 ongoing, 1 with nothing said".</summary>
    public string Count(IEnumerable<PlanAction> actions)
    {
        var counted = actions.CountBy(a => Status(a.Last)).ToDictionary();
        return string.Join(", ", Rules.Statuses.Select(s => s.Title).Append("Cannot be told").Append("Nothing said").Where(counted.ContainsKey).Select(t => $"{English.Number(counted[t])} {t.ToLower(English.Culture)}"));
    }

    /// <summary>Those who keep the partnership's business say how far any action is; others, of those of their agency.</summary>
    public bool MaySay(PlanAction action) => May(Actor, action);

    public static bool May(Actor actor, PlanAction action) => actor.May(ActWords.UpdatePlan) && (actor.Circles.Contains("boards") || (action.Agency is { } agency && agency == actor.Agency));

    public bool MayReport => Actor.May(ActWords.WritePlan);
}

/// <summary>Reads a plan to be shown.</summary>
public sealed class PlanReading(TrellisDb db, PlanMeasures measures, AgencyRegister register, PracticeModel practice, PartnershipOverTime over, LondonClock clock)
{
    public async Task<PlanShown> ShowAsync(Plan plan, CancellationToken stop = default) => new(
        plan,
        await measures.ReadAsync(plan, stop),
        plan.Actions.Any(a => a.Agency is not null) ? (await register.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => a.Title) : new Dictionary<string, string>(),
        practice.Actions,
        db.Acting.Actor,
        clock.Today)
    {
        Crossings = plan.FromOn is { } from ? over.Crossings(from, plan.UntilOn is { } until && until < clock.Today ? until : clock.Today, over.WithWholes(plan.Areas), byAgency: true) : [],
    };
}
