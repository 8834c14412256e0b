using System.Security.Cryptography;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>What is said of a workshop, as read from its form.</summary>
/// <param name="Sessions">When it is held, in order.</param>
/// <param name="Link">For those who take part online; empty when it is held in a room.</param>
/// <param name="Cost">Of the room and whoever is paid, in pounds.</param>
public sealed record WorkshopPlan(string Area, string Length, int Capacity, string How, string Place, string Link, string Notes, decimal Cost, IReadOnlyList<(DateTimeOffset Starts, DateTimeOffset Ends)> Sessions, IReadOnlyList<Guid> Trainers);

/// <summary>When a course is held, where, by whom and for how many.</summary>
public sealed class Workshop : Entity, IEdited
{
    public const int MostPlaces = 500;
    public const int MostSessions = 12;
    public const int LongestLine = 500;
    public const int LongestNotes = 2000;
    public const decimal MostCost = 1_000_000;

    public required Guid CourseId { get; init; }

    public Course? Course { get; init; }

    /// <summary><c>W1001</c></summary>
    public required string Reference { get; init; }

    public required string Area { get; init; }

    public required string Length { get; init; }

    public int Capacity { get; private set; }

    /// <summary>What may be given: the capacity, unless the rules allow more.</summary>
    public int Places { get; private set; }

    public string How { get; private set; } = "";

    public string Place { get; private set; } = "";

    public string Link { get; private set; } = "";

    public string Notes { get; private set; } = "";

    public decimal Cost { get; private set; }

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>It is in the catalogue and may be booked.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public string CancelledWhy { get; private set; } = "";

    /// <summary>Attendance was taken and closed.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    /// <summary>Of the address that the code on the wall leads to.</summary>
    public required string Arrival { get; init; }

    public required Guid PlannedBy { get; init; }

    public int Edition { get; private set; }

    public List<WorkshopSession> Sessions { get; } = [];

    public List<Leading> Leading { get; } = [];

    public DateOnly Day => London.DateOf(StartsAt);

    public DateOnly LastDay => London.DateOf(EndsAt);

    public bool Online => How is "online" or "both";

    public bool MayBeBooked(DateTimeOffset now) => OpenedAt is not null && CancelledAt is null && now < StartsAt;

    /// <summary>The first moment a cancellation is late.</summary>
    public DateOnly LateFrom(TrainingRules rules, WorkingCalendar calendar) => Deadline.Due(rules.LateWithin, Moment.On(Day), calendar).Date;

    public static Outcome<Workshop> Plan(Course of, string reference, WorkshopPlan plan, TrainingRules rules, Actor by, DateTimeOffset at)
    {
        if (!of.Areas.Contains(plan.Area)) { return new Refusal("Area", "Select an area the course is for"); }
        if (rules.Lengths.All(l => l.Id != plan.Length)) { return new Refusal("Length", "Select how long it is"); }
        if (plan.Trainers.Count == 0) { return new Refusal("Trainers", "Select who gives it"); }
        var workshop = new Workshop { CourseId = of.Id, Reference = reference, Area = plan.Area, Length = plan.Length, Arrival = RandomNumberGenerator.GetHexString(32, lowercase: true), PlannedBy = by.UserId };
        if (workshop.Say(plan, rules) is { } why) { return why; }
        workshop.Leading.AddRange(plan.Trainers.Distinct().Select(t => new Leading { Workshop = workshop, WorkshopId = workshop.Id, TrainerId = t }));
        workshop.Happened(workshop.Of("training.workshop-planned", by, at, ("length", plan.Length), ("how", plan.How)));
        return workshop;
    }

    /// <summary>To another day or place. Whoever is booked keeps their place and is told.</summary>
    public Outcome<Workshop> Move(WorkshopPlan plan, TrainingRules rules, int held, Actor by, DateTimeOffset at)
    {
        if (CancelledAt is not null) { return new Refusal("", "This workshop was cancelled"); }
        if (EndsAt <= at) { return new Refusal("", "This workshop is over"); }
        if (rules.Places(plan.Capacity) < held) { return new Refusal("Capacity", $"{held} places are taken. The number of places must be {held} or more"); }
        if (Say(plan, rules) is { } why) { return why; }
        Happened(Of("training.workshop-moved", by, at));
        return this;
    }

    public Outcome<Workshop> OpenIt(Actor by, DateTimeOffset at)
    {
        if (OpenedAt is not null || CancelledAt is not null) { return new Refusal("", "It is open for booking already, or was cancelled"); }
        if (StartsAt <= at) { return new Refusal("", "It has begun"); }
        OpenedAt = at;
        Happened(Of("training.workshop-opened", by, at));
        return this;
    }

    public Outcome<Workshop> Cancel(string why, Actor by, DateTimeOffset at)
    {
        if (CancelledAt is not null) { return new Refusal("Why", "It was cancelled already"); }
        if (EndsAt <= at) { return new Refusal("Why", "This workshop is over"); }
        if (why.Trim().Length is 0 or > LongestLine) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter why it is cancelled" : $"Why it is cancelled must be {LongestLine} characters or fewer"); }
        (CancelledAt, CancelledWhy) = (at, why.Trim());
        Happened(Of("training.workshop-cancelled", by, at));
        return this;
    }

    /// <summary>Attendance is complete: whoever was not seen did not come.</summary>
    public Outcome<Workshop> Take(Actor by, DateTimeOffset at)
    {
        if (CancelledAt is not null || at < StartsAt) { return new Refusal("", CancelledAt is not null ? "This workshop was cancelled" : $"It begins on {English.DateTime(StartsAt)}"); }
        if (TakenAt is not null) { return new Refusal("", "Attendance was closed already"); }
        TakenAt = at;
        Happened(Of("training.attendance-taken", by, at));
        return this;
    }

    private Refusal? Say(WorkshopPlan plan, TrainingRules rules)
    {
        if (plan.Capacity is < 1 or > MostPlaces) { return new Refusal("Capacity", $"The number of places must be from 1 to {MostPlaces}"); }
        if (plan.Cost is < 0 or > MostCost) { return new Refusal("Cost", "The cost must be an amount in pounds"); }
        if (plan.Notes.Trim().Length > LongestNotes) { return new Refusal("Notes", $"Notes must be {LongestNotes} characters or fewer"); }
        if (plan.Sessions.Count is 0 or > MostSessions) { return new Refusal("Times", $"A workshop has from 1 to {MostSessions} sessions"); }
        var (ordered, number) = (plan.Sessions.OrderBy(s => s.Starts).ToArray(), 0);
        (Capacity, Places, How, Place, Link, Notes, Cost) = (plan.Capacity, rules.Places(plan.Capacity), plan.How, plan.Place.Trim(), plan.Link.Trim(), plan.Notes.Trim(), plan.Cost);
        (StartsAt, EndsAt) = (ordered[0].Starts, ordered[^1].Ends);
        foreach (var (starts, ends) in ordered)
        {
            number++;
            if (Sessions.Find(s => s.Number == number) is { } there) { there.Set(starts, ends); }
            else { Sessions.Add(new WorkshopSession { Workshop = this, WorkshopId = Id, Number = number, StartsAt = starts, EndsAt = ends }); }
        }

        Sessions.RemoveAll(s => s.Number > number);
        return null;
    }

    private Fact Of(string kind, Actor by, DateTimeOffset at, params (string Field, string Code)[] details) =>
        new() { Kind = kind, SourceId = Id, Area = Area, Agency = by.Agency, Occurred = Moment.Exactly(at), Details = [.. details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })] };
}

/// <summary>One part of a workshop, from when until when.</summary>
public sealed class WorkshopSession : IPart
{
    public required Guid WorkshopId { get; init; }

    public Workshop? Workshop { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset StartsAt { get; set; }

    public required DateTimeOffset EndsAt { get; set; }

    Entity IPart.Whole => Workshop!;

    internal void Set(DateTimeOffset starts, DateTimeOffset ends) => (StartsAt, EndsAt) = (starts, ends);
}

/// <summary>Somebody gives a workshop, alone or with others.</summary>
public sealed class Leading : IPart
{
    public required Guid WorkshopId { get; init; }

    public Workshop? Workshop { get; init; }

    public required Guid TrainerId { get; init; }

    Entity IPart.Whole => Workshop!;
}
