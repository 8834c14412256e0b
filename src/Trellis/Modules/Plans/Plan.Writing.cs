using Trellis.Platform.Record;

namespace Trellis.Modules.Plans;

/// <summary>Set up and changed on its pages. What was printed stays as it was printed.</summary>
public sealed partial class Plan
{
    public const int MostMeasures = 4;

    /// <returns>A refusal names Name, Body, From or Until.</returns>
    public static Outcome<Plan> SetUp(string title, string body, string[] areas, DateOnly? from, DateOnly? until, Actor by, DateTimeOffset at)
    {
        if (Wrong(title, body, from, until) is { } wrong) { return wrong; }
        var plan = new Plan { Title = title.Trim(), Body = body.Trim(), Areas = areas, FromOn = from, UntilOn = until, Document = "", MadeAt = at };
        foreach (var area in areas) { plan.Happened(plan.Of("plan.set-up", area, by.Agency, at)); }
        return plan;
    }

    /// <returns>A refusal names Name, Body, From or Until.</returns>
    public Outcome<Plan> Change(string title, string body, DateOnly? from, DateOnly? until, Actor by, DateTimeOffset at)
    {
        if (Wrong(title, body, from, until) is { } wrong) { return wrong; }
        (Title, Body, FromOn, UntilOn) = (title.Trim(), body.Trim(), from, until);
        return Changed(this, "plan", by, at);
    }

    /// <param name="held">Which one is called otherwise; null: a new one.</param>
    /// <returns>A refusal names Name.</returns>
    public Outcome<PlanPriority> Prioritise(PlanPriority? held, string title, Actor by, DateTimeOffset at)
    {
        title = title.Trim();
        if (title.Length is 0 or > PlanPriority.LongestTitle) { return new Refusal("Name", title.Length == 0 ? "Enter the priority" : "The priority must be 500 characters or fewer"); }
        if (Priorities.Exists(p => p != held && p.Title.Equals(title, StringComparison.OrdinalIgnoreCase))) { return new Refusal("Name", "This plan has this priority already"); }
        if (held is null) { Priorities.Add(held = new PlanPriority { PlanId = Id, Plan = this, Title = title, Position = Priorities.Count + 1 }); }
        held.Title = title;
        return Changed(held, "priority", by, at);
    }

    /// <param name="held">Which one is changed; null: a new one of <paramref name="priority"/>.</param>
    /// <param name="measures">Ids of figures that would show it.</param>
    /// <returns>A refusal names Name.</returns>
    public Outcome<PlanOutcome> Aim(PlanPriority priority, PlanOutcome? held, string title, string[] measures, Actor by, DateTimeOffset at)
    {
        title = title.Trim();
        if (title.Length is 0 or > PlanOutcome.LongestTitle) { return new Refusal("Name", title.Length == 0 ? "Enter what is to be different" : "What is to be different must be 1,000 characters or fewer"); }
        if (priority.Outcomes.Exists(o => o != held && o.Title.Equals(title, StringComparison.OrdinalIgnoreCase))) { return new Refusal("Name", "This priority has this outcome already"); }
        if (held is null) { priority.Outcomes.Add(held = new PlanOutcome { PriorityId = priority.Id, Priority = priority, Title = title, Position = priority.Outcomes.Count + 1 }); }
        (held.Title, held.Measures) = (title, measures);
        return Changed(held, "outcome", by, at);
    }

    /// <param name="held">Which one is changed; null: a new one of <paramref name="outcome"/>.</param>
    /// <returns>A refusal names Text, Purpose or Who.</returns>
    public Outcome<PlanAction> Promise(PlanOutcome outcome, PlanAction? held, PlanActionWords words, Actor by, DateTimeOffset at)
    {
        if (words.Text.Length is 0 or > PlanAction.LongestText) { return new Refusal("Text", words.Text.Length == 0 ? "Enter what is to be done" : "What is to be done must be 4,000 characters or fewer"); }
        if (words.Purpose.Length > PlanAction.LongestNote) { return new Refusal("Purpose", "What it is for must be 1,000 characters or fewer"); }
        if (words.Who.Length > PlanAction.LongestWho) { return new Refusal("Who", "Who does it must be 500 characters or fewer"); }
        if (held is { ActionId: not null } or { IsPrinted: true }) { return new Refusal("Text", held.IsPrinted ? "The words of a printed plan stay as they are printed" : "It stands in the list of actions, and is changed there"); }
        if (held is null)
        {
            held = new PlanAction { Origin = $"page:{Ids.New():N}" };
            held.Write(outcome, Actions.Select(a => a.Position).DefaultIfEmpty(0).Max() + 1, words);
        }
        else { held.Write(outcome, held.Position, words); }

        return Changed(held, "action", by, at);
    }

    /// <summary>It stands in the one list of actions from now on.</summary>
    internal void Listed(PlanAction action, Guid inList, Actor by, DateTimeOffset at)
    {
        action.StandsIn(inList);
        Changed(action, "listed", by, at);
    }

    private T Changed<T>(T what, string code, Actor by, DateTimeOffset at)
    {
        Edition++;
        Happened(Of("plan.changed", Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], by.Agency, at, ("what", code)));
        return what;
    }

    private static Refusal? Wrong(string title, string body, DateOnly? from, DateOnly? until) =>
        title.Trim().Length is 0 or > LongestTitle ? new Refusal("Name", title.Trim().Length == 0 ? "Enter what the plan is called" : "What it is called must be 200 characters or fewer")
        : body.Trim().Length > LongestBody ? new Refusal("Body", "Whose plan it is must be 200 characters or fewer")
        : until < from ? new Refusal("Until", "The last day must be the same as or after the first") : null;
}
