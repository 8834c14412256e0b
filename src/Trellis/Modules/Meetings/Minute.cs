using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings;

/// <summary>What the minutes say under one item: paragraphs with an empty line between. A draft until the minutes are approved.</summary>
public sealed class Minute : IDraft
{
    public const int Longest = 200_000;

    public Guid ItemId { get; init; }

    public Guid MeetingId { get; init; }

    public string Words { get; private set; } = "";

    /// <summary>Counts saves. What is sent says from which it began.</summary>
    public int Revision { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid ById { get; private set; }

    /// <summary>Saved anew; what it said before is handed back to be kept.</summary>
    public MinuteBefore Save(string words, Guid by, DateTimeOffset at)
    {
        var before = new MinuteBefore { ItemId = ItemId, Revision = Revision, Words = Words, At = At, ById = ById };
        (Words, Revision, At, ById) = (words, Revision + 1, at, by);
        return before;
    }
}

/// <summary>What a minute said before it was saved again: the ground on which what two people wrote at once is put together.</summary>
public sealed class MinuteBefore : IDraft
{
    public Guid ItemId { get; init; }

    public required int Revision { get; init; }

    public required string Words { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }
}
