using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>What a partnership promised for some years: priorities, their outcomes, and who does what by when.</summary>
public sealed partial class Plan : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestBody = 200;

    public required string Title { get; set; }

    /// <summary>Whose plan it is, as it is called; empty where nobody said.</summary>
    public required string Body { get; set; }

    public required string[] Areas { get; init; }

    public DateOnly? FromOn { get; set; }

    public DateOnly? UntilOn { get; set; }

    /// <summary>The documents it was printed in; empty where it is kept here alone.</summary>
    public required string Document { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<PlanPriority> Priorities { get; } = [];

    public IReadOnlyList<PlanPriority> InOrder => [.. Priorities.OrderBy(p => p.Position)];

    public IReadOnlyList<PlanAction> Actions => [.. InOrder.SelectMany(p => p.InOrder).SelectMany(o => o.InOrder)];

    /// <summary>"1 April 2019 to 31 March 2021"; empty where no day is known.</summary>
    public string Years => (FromOn, UntilOn) switch
    {
        ({ } from, { } until) => $"{English.Date(from)} to {English.Date(until)}",
        ({ } from, null) => $"From {English.Date(from)}",
        (null, { } until) => $"Until {English.Date(until)}",
        _ => "",
    };

    /// <summary>Says how far one of its actions is. Nothing said before is changed.</summary>
    /// <returns>A refusal names Status, Text or On.</returns>
    public Outcome<PlanProgress> Say(PlanAction action, ActionStatus? status, string text, DateOnly? on, Actor by, DateTimeOffset at)
    {
        if (status is null) { return new Refusal("Status", "Select how far it is"); }
        if (string.IsNullOrWhiteSpace(text)) { return new Refusal("Text", "Enter what was done"); }
        if (text.Length > PlanProgress.LongestText) { return new Refusal("Text", "What was done must be 4,000 characters or fewer"); }
        if (on is null) { return new Refusal("On", "Enter the day"); }
        if (on > London.DateOf(at)) { return new Refusal("On", "The day must be today or in the past"); }
        var said = action.Add(new PlanProgress { ActionId = action.Id, Action = action, At = at, OnDay = on, Status = status.Id, Written = "", Text = text.Trim(), ById = by.UserId });
        Happened(Of("plan.updated", Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], by.Agency, at, ("status", status.Id)));
        return said;
    }

    /// <summary>What the annual report says of a priority.</summary>
    public Outcome<PlanPriority> Report(PlanPriority priority, string words, Actor by, DateTimeOffset at)
    {
        if (words.Length > PlanPriority.LongestProgress) { return new Refusal("Words", "The progress must be 4,000 characters or fewer"); }
        priority.Report(words.Trim(), at);
        Edition++;
        Happened(Of("plan.reported", Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], by.Agency, at, ("priority", priority.Position.ToString(CultureInfo.InvariantCulture))));
        return priority;
    }

    /// <summary>Says that a list was taken in.</summary>
    internal void Written(DateTimeOffset at, string? agency, int actions)
    {
        Edition++;
        foreach (var area in Areas) { Happened(Of("plan.written", area, agency, at, ("actions", actions.ToString(CultureInfo.InvariantCulture)))); }
    }

    private Fact Of(string kind, string area, string? agency, DateTimeOffset at, params (string Field, string Code)[] said) => new()
    {
        Kind = kind,
        Area = area,
        Agency = agency,
        Occurred = Moment.Exactly(at),
        SourceId = Id,
        Details = [.. said.Select(s => new FactDetail { Field = s.Field, Code = s.Code })],
    };
}

/// <summary>How plans are read.</summary>
public static class PlanBook
{
    /// <summary>With all there is in them.</summary>
    public static IQueryable<Plan> Whole(this IQueryable<Plan> plans) =>
        plans.Include(p => p.Priorities).ThenInclude(p => p.Outcomes).ThenInclude(o => o.Actions).ThenInclude(a => a.Progress).AsSplitQuery();
}
