using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings;

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

    /// <summary>The law names whoever holds it: a safeguarding partner, a statutory member.</summary>
    public bool Statutory { get; set; }

    /// <summary>Whose seat it is, as it is written.</summary>
    public string Organisation { get; set; } = "";

    public DateOnly? FromOn { get; set; }

    public DateOnly? UntilOn { get; set; }

    public Body? Body { get; init; }

    /// <summary>Who held it and who deputised, over time.</summary>
    public List<Holder> Holders { get; } = [];

    Entity IPart.Whole => Body ?? throw new InvalidOperationException("Load the seat with its body to change it");

    public Holder? HolderOn(DateOnly day) => Holders.Find(h => !h.Deputy && h.StandsOn(day));

    internal static string? PartIn(string title) =>
        title.EndsWith("Vice Chair", StringComparison.OrdinalIgnoreCase) ? "vice-chair" : title.EndsWith(" Chair", StringComparison.OrdinalIgnoreCase) || title.Equals("Chair", StringComparison.OrdinalIgnoreCase) ? "chair" : null;
}

/// <summary>Who holds a seat, or deputises for who does, from a day on.</summary>
public sealed class Holder : IPart
{
    public const int LongestName = 200;

    public Guid Id { get; init; } = Ids.New();

    public Guid SeatId { get; init; }

    /// <summary>Repeats the seat's, so that who is at the table is one question.</summary>
    public Guid BodyId { get; init; }

    public required string Name { get; init; }

    /// <summary>Their post, as they call it.</summary>
    public string Post { get; init; } = "";

    /// <summary>Their account, when they have one: what is closed to others is open to them, and they are told of meetings.</summary>
    public Guid? UserId { get; init; }

    public bool Deputy { get; init; }

    /// <summary>How they are reached at work.</summary>
    public string Contact { get; set; } = "";

    /// <summary>The day they were shown what the body does and what it asks of them; null: not yet.</summary>
    public DateOnly? InductedOn { get; set; }

    /// <summary>The day they signed up to the terms of reference; null: not yet.</summary>
    public DateOnly? AgreedOn { get; set; }

    public string LeftBecause { get; set; } = "";

    public required DateOnly FromOn { get; init; }

    /// <summary>The last day; null while they stand.</summary>
    public DateOnly? UntilOn { get; set; }

    public Seat? Seat { get; init; }

    Entity IPart.Whole => Seat?.Body ?? throw new InvalidOperationException("Load the holder with its seat and body to change it");

    public bool StandsOn(DateOnly day) => FromOn <= day && (UntilOn is null || UntilOn >= day);
}
