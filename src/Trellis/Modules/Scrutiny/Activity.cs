using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Scrutiny;

/// <summary>A piece of independent scrutiny: what it asks, how it looks, what was seen and found. It names nobody.</summary>
public sealed class Activity : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestAsks = 2000;
    public const int LongestText = 4000;

    /// <summary><c>S11</c></summary>
    public required string Reference { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>The financial year whose plan it stands in: <c>2026-27</c>.</summary>
    public required string Year { get; init; }

    public required string Title { get; init; }

    /// <summary>The question it is to answer.</summary>
    public required string Asks { get; init; }

    /// <summary>A code of scrutiny-method.</summary>
    public required string Method { get; init; }

    /// <summary>Codes of scrutiny-task: what of the scrutineer's tasks it serves.</summary>
    public required string[] Tasks { get; init; }

    /// <summary>The lead scrutineer, as written.</summary>
    public required string Lead { get; init; }

    public required bool YoungScrutineers { get; init; }

    /// <summary>By when it is to be done.</summary>
    public required DateOnly PlannedOn { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateOnly? EndedOn { get; private set; }

    /// <summary>What it says in the end; empty until then, and where it was dropped.</summary>
    public string Summary { get; private set; } = "";

    public string DroppedBecause { get; private set; } = "";

    public int Edition { get; private set; }

    public List<Visit> Visits { get; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>planned, under-way, ended or dropped.</summary>
    public string State => EndedOn is null ? Visits.Count + Findings.Count > 0 ? "under-way" : "planned" : DroppedBecause.Length > 0 ? "dropped" : "ended";

    internal Activity Planned(Actor by)
    {
        foreach (var area in Areas) { Happened(Of("scrutiny.planned", area, by, Moment.Exactly(MadeAt), ("method", Method))); }
        return this;
    }

    /// <summary>Somebody was visited, spoken with or watched.</summary>
    /// <returns>A refusal names Place, Seen or On.</returns>
    public Outcome<Visit> Visited(DateOnly? on, string place, int? people, string seen, Actor by, DateTimeOffset at)
    {
        if (place.Trim().Length is 0 or > LongestTitle) { return new Refusal("Place", place.Trim().Length == 0 ? "Enter where it was, or who was spoken with" : "Where it was must be 200 characters or fewer"); }
        if (seen.Trim().Length is 0 or > LongestText) { return new Refusal("Seen", seen.Trim().Length == 0 ? "Enter what was seen and heard" : "What was seen must be 4,000 characters or fewer"); }
        if (on is null || on > London.DateOf(at)) { return new Refusal("On", "The day must be today or in the past"); }
        if (EndedOn is not null) { return new Refusal("Place", "This piece of work is ended"); }
        var visit = new Visit { ActivityId = Id, Activity = this, OnDay = on.Value, Place = place.Trim(), People = people, Seen = seen.Trim(), At = at, ById = by.UserId };
        Visits.Add(visit);
        Edition++;
        foreach (var area in Areas) { Happened(Of("scrutiny.visited", area, by, Moment.On(on.Value), ("method", Method))); }
        return visit;
    }

    /// <param name="kind">A code of scrutiny-finding.</param>
    /// <returns>A refusal names Text.</returns>
    public Outcome<Finding> Found(string kind, string text, Actor by, DateTimeOffset at)
    {
        if (text.Trim().Length is 0 or > LongestText) { return new Refusal("Text", text.Trim().Length == 0 ? "Enter what was found" : "What was found must be 4,000 characters or fewer"); }
        if (EndedOn is not null) { return new Refusal("Text", "This piece of work is ended"); }
        var finding = new Finding { ActivityId = Id, Activity = this, Number = Findings.Count + 1, Kind = kind, Text = text.Trim(), At = at, ById = by.UserId };
        Findings.Add(finding);
        Edition++;
        foreach (var area in Areas) { Happened(Of("scrutiny.found", area, by, Moment.Exactly(at), ("finding", kind))); }
        return finding;
    }

    /// <summary>It is done: whoever may read the plan reads from now on what was seen and found.</summary>
    /// <returns>A refusal names Summary.</returns>
    public Outcome<Activity> Ends(string summary, Actor by, DateTimeOffset at)
    {
        if (EndedOn is not null) { return new Refusal("Summary", "This piece of work is ended already"); }
        if (Findings.Count == 0) { return new Refusal("Summary", "Record at least one finding first, a strength or something to improve"); }
        if (summary.Trim().Length is 0 or > LongestText) { return new Refusal("Summary", summary.Trim().Length == 0 ? "Enter what it says in the end" : "The summary must be 4,000 characters or fewer"); }
        (EndedOn, Summary) = (London.DateOf(at), summary.Trim());
        Edition++;
        foreach (var area in Areas) { Happened(Of("scrutiny.ended", area, by, Moment.Exactly(at), ("method", Method))); }
        return this;
    }

    /// <summary>It is not done, and why.</summary>
    /// <returns>A refusal names Because.</returns>
    public Outcome<Activity> Drops(string because, Actor by, DateTimeOffset at)
    {
        if (EndedOn is not null) { return new Refusal("Because", "This piece of work is ended already"); }
        if (because.Trim().Length is 0 or > LongestAsks) { return new Refusal("Because", because.Trim().Length == 0 ? "Enter why it is not done" : "Why must be 2,000 characters or fewer"); }
        (EndedOn, DroppedBecause) = (London.DateOf(at), because.Trim());
        Edition++;
        foreach (var area in Areas) { Happened(Of("scrutiny.dropped", area, by, Moment.Exactly(at), ("method", Method))); }
        return this;
    }

    private Fact Of(string kind, string area, Actor by, Moment when, (string Field, string Code) said) =>
        new() { Kind = kind, SourceId = Id, Area = area, Agency = by.Agency, Occurred = when, Details = [new FactDetail { Field = said.Field, Code = said.Code }] };
}

/// <summary>One occasion of looking. Never changed.</summary>
public sealed class Visit : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid ActivityId { get; init; }

    public required DateOnly OnDay { get; init; }

    /// <summary>Where it was, or who was spoken with, by what they do.</summary>
    public required string Place { get; init; }

    /// <summary>How many were spoken with; null where nobody counted.</summary>
    public int? People { get; init; }

    public required string Seen { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public Activity? Activity { get; init; }

    Entity IPart.Whole => Activity ?? throw new InvalidOperationException("Read with its activity");
}

/// <summary>Something the scrutineer found. Never changed: a mistake is put right by a further one.</summary>
public sealed class Finding : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid ActivityId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>A code of scrutiny-finding.</summary>
    public required string Kind { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public Activity? Activity { get; init; }

    Entity IPart.Whole => Activity ?? throw new InvalidOperationException("Read with its activity");
}
