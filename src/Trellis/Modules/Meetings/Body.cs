using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>A board, subgroup, panel, committee or forum: a series of meetings with terms of reference and seats.</summary>
public sealed class Body : Entity, IEdited
{
    public const int LongestTitle = 200;

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["board"] = "Board",
        ["subgroup"] = "Subgroup",
        ["task-and-finish"] = "Task and finish group",
        ["panel"] = "Panel",
        ["conference"] = "Conference",
        ["forum"] = "Forum",
        ["committee"] = "Committee",
    };

    public static readonly IReadOnlyDictionary<string, string> Cycles = new Dictionary<string, string>
    {
        ["monthly"] = "Monthly",
        ["six-weekly"] = "Every six weeks",
        ["termly"] = "Each school term",
        ["quarterly"] = "Quarterly",
        ["twice-yearly"] = "Twice a year",
    };

    public required string Title { get; set; }

    /// <summary>A key of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    public required string[] Areas { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>A key of <see cref="Cycles"/>; null when it meets as needed.</summary>
    public string? Cycle { get; init; }

    /// <summary>How many seats must be filled for it to decide; null when its terms name no number.</summary>
    public int? Quorum { get; init; }

    public string Terms { get; init; } = "";

    /// <summary>It meets in public: agendas are published five clear working days before (Local Government Act 1972, section 100B).</summary>
    public bool Public { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<Seat> Seats { get; } = [];

    public Body Made(string? agency)
    {
        Happened(Of("body.made", MadeAt, agency, new FactDetail { Field = "kind", Code = Kind }));
        return this;
    }

    /// <summary>The seat of this title that stands now; made when there is none.</summary>
    public Seat SeatOf(string title, DateTimeOffset at, string? by)
    {
        if (Seats.Find(s => s.UntilOn is null && s.Title.Equals(title, StringComparison.OrdinalIgnoreCase)) is { } there) { return there; }
        var seat = new Seat { BodyId = Id, Body = this, Title = title, Position = Seats.Count + 1, Part = Seat.PartIn(title) };
        Seats.Add(seat);
        Happened(Of("body.seat-added", at, by, new FactDetail { Field = "seat", Code = seat.Id.ToString() }));
        return seat;
    }

    internal Fact Of(string kind, DateTimeOffset at, string? by, params FactDetail[] details) => new()
    {
        Kind = kind,
        SourceId = Id,
        Area = Areas[0],
        Agency = by,
        Occurred = Moment.Exactly(at),
        Details = [.. details],
    };
}

/// <summary>A place at the table, whoever holds it: role, agency, area.</summary>
public sealed class Seat : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid BodyId { get; init; }

    public required string Title { get; set; }

    public string? Agency { get; set; }

    /// <summary><c>chair</c>, <c>vice-chair</c>, or null.</summary>
    public string? Part { get; set; }

    public int Position { get; set; }

    public DateOnly? FromOn { get; set; }

    public DateOnly? UntilOn { get; set; }

    public Body? Body { get; init; }

    Entity IPart.Whole => Body ?? throw new InvalidOperationException("Load the seat with its body to change it");

    internal static string? PartIn(string title) =>
        title.EndsWith("Vice Chair", StringComparison.OrdinalIgnoreCase) ? "vice-chair" : title.EndsWith(" Chair", StringComparison.OrdinalIgnoreCase) || title.Equals("Chair", StringComparison.OrdinalIgnoreCase) ? "chair" : null;
}
