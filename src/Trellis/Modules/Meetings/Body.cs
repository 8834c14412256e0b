using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>A board, subgroup, panel, committee or forum: a series of meetings with terms of reference and seats.</summary>
public sealed partial class Body : Entity, IEdited
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
        ["learning"] = "Learning set-up, such as a grand round",
    };

    /// <summary>Anybody of their settings may come to these: they need no seats.</summary>
    public static readonly IReadOnlyList<string> OpenKinds = ["forum", "learning"];

    public required string Title { get; set; }

    /// <summary>A key of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>The body it answers to.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>A cycle of <c>practice/meetings.yaml</c>; null when it meets as needed.</summary>
    public string? Cycle { get; init; }

    /// <summary>How many seats must be filled for it to decide; null when its terms name no number.</summary>
    public int? Quorum { get; init; }

    public string Terms { get; init; } = "";

    /// <summary>It meets in public: agendas are published five clear working days before (Local Government Act 1972, section 100B).</summary>
    public bool Public { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<Seat> Seats { get; } = [];

    public bool IsOpen => OpenKinds.Contains(Kind);

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

    /// <summary>Somebody holds a seat from a day on, or deputises for who does. A seat has one holder at a time; who held it before leaves it the day before.</summary>
    public Outcome<Holder> Seated(Seat seat, string name, string post, Guid? user, bool deputy, DateOnly from, string? by)
    {
        var before = deputy ? null : seat.Holders.Find(h => !h.Deputy && h.StandsOn(from));
        if (before is not null && before.FromOn >= from) { return new Refusal("From", $"{before.Name} has held it since {English.Date(before.FromOn)}. Enter a later day"); }
        if (!deputy && seat.Holders.Find(h => !h.Deputy && h.FromOn > from) is { } later) { return new Refusal("From", $"{later.Name} holds it from {English.Date(later.FromOn)}. Enter that day or a later one"); }
        if (before is not null) { before.UntilOn = from.AddDays(-1); }
        var holder = new Holder { SeatId = seat.Id, Seat = seat, BodyId = Id, Name = name.Trim(), Post = post.Trim(), UserId = user, Deputy = deputy, FromOn = from };
        seat.Holders.Add(holder);
        Happened(Of(deputy ? "body.deputy-named" : "body.seat-held", Moment.On(from), by, new FactDetail { Field = "seat", Code = seat.Id.ToString() }));
        return holder;
    }

    /// <summary>Which agency's seat it is; null when it is nobody's in particular.</summary>
    public Seat Belongs(Seat seat, string? agency, DateTimeOffset at, string? by)
    {
        seat.Agency = agency;
        Happened(Of("body.seat-given", at, by, new FactDetail { Field = "seat", Code = seat.Id.ToString() }, new FactDetail { Field = "agency", Code = agency ?? "none" }));
        return seat;
    }

    /// <summary>Somebody leaves a seat, or no longer deputises.</summary>
    public Outcome<Holder> Left(Seat seat, Holder holder, DateOnly last, string because, string? by)
    {
        if (last < holder.FromOn) { return new Refusal("Until", $"{holder.Name} has held it since {English.Date(holder.FromOn)}. Enter that day or a later one"); }
        (holder.UntilOn, holder.LeftBecause) = (last, because.Trim());
        Happened(Of("body.seat-left", Moment.On(last), by, new FactDetail { Field = "seat", Code = seat.Id.ToString() }));
        return holder;
    }

    internal Fact Of(string kind, DateTimeOffset at, string? by, params FactDetail[] details) => Of(kind, Moment.Exactly(at), by, details);

    private Fact Of(string kind, Moment at, string? by, params FactDetail[] details) => new()
    {
        Kind = kind,
        SourceId = Id,
        Area = Areas[0],
        Agency = by,
        Occurred = at,
        Details = [.. details],
    };
}
