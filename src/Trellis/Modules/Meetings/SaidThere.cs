using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings;

/// <summary>A question put to a meeting before it is held, and what it answered.</summary>
public sealed class Question : IPart
{
    public const int LongestWords = 4000;

    public Guid Id { get; init; } = Ids.New();

    public Guid MeetingId { get; init; }

    public Guid? ItemId { get; init; }

    public required string AskedBy { get; init; }

    public Guid? AskedById { get; init; }

    public required string Words { get; init; }

    public string Answer { get; internal set; } = "";

    public required DateTimeOffset At { get; init; }

    public Meeting? Meeting { get; init; }

    Entity IPart.Whole => Meeting ?? throw new InvalidOperationException("Load the question with its meeting to change it");
}

/// <summary>An interest somebody at the table has in an item (Localism Act 2011 sections 30 and 31 for councillors; by the body's terms for others).</summary>
public sealed class Declaration : IPart
{
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["pecuniary"] = "Disclosable pecuniary interest",
        ["other"] = "Other interest",
    };

    public Guid Id { get; init; } = Ids.New();

    public Guid MeetingId { get; init; }

    public required Guid ItemId { get; init; }

    public required Guid SeatId { get; init; }

    /// <summary>A key of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    public string Words { get; init; } = "";

    /// <summary>They left the table while it was discussed.</summary>
    public required bool Withdrew { get; init; }

    public required DateTimeOffset At { get; init; }

    public Meeting? Meeting { get; init; }

    Entity IPart.Whole => Meeting ?? throw new InvalidOperationException("Load the declaration with its meeting to change it");
}
