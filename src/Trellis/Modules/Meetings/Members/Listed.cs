using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Members;

/// <summary>A seat in a list of members somebody printed: as it stands there, of the days the list is of.</summary>
public sealed class Listed : IPart
{
    public const int LongestRole = 300;
    public const int LongestNote = 1000;

    public Guid Id { get; init; } = Ids.New();

    public required Guid BodyId { get; init; }

    public required Guid SeatId { get; init; }

    /// <summary>What the list is called where it is printed: "LSCB Main Board 2017-18".</summary>
    public required string List { get; init; }

    /// <summary>Null: the list names no days.</summary>
    public DateOnly? FromOn { get; init; }

    /// <summary>Null: the list names no end.</summary>
    public DateOnly? ToOn { get; init; }

    public required string Role { get; init; }

    public required string Organisation { get; set; }

    /// <summary>The area as the list has it; it need not be one of the partnership's.</summary>
    public required string Area { get; set; }

    public required string Note { get; set; }

    public required string Document { get; set; }

    public int? DocumentLine { get; set; }

    public Body? Body { get; init; }

    Entity IPart.Whole => Body ?? throw new InvalidOperationException("Read with its body");
}
