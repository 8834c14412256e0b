using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Forums;

/// <summary>How many came to a sitting of a forum from one school, nursery, practice or team. It names nobody.</summary>
public sealed class ForumCame : IPart
{
    public const int LongestSetting = 200;
    public const int MostPeople = 500;

    public Guid Id { get; init; } = Ids.New();

    public required Guid MeetingId { get; init; }

    public Meeting? Meeting { get; init; }

    public required string Setting { get; init; }

    public required int People { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public required Guid TakenBy { get; init; }

    public DateTimeOffset? ReplacedAt { get; private set; }

    Entity IPart.Whole => Meeting ?? throw new InvalidOperationException("Read with its meeting");

    internal void Replace(DateTimeOffset at) => ReplacedAt = at;
}

/// <summary>What somebody who was there says of it. Only added to; who it was is for nobody but themselves.</summary>
public sealed class ForumSaid : IPart
{
    public const int LongestText = 2000;

    /// <summary>What is said of fewer people than this is not shown: somebody might be known by it.</summary>
    public const int Fewest = 5;

    public static readonly IReadOnlyDictionary<int, string> Scale = new Dictionary<int, string> { [1] = "1, not useful", [2] = "2, a little", [3] = "3, useful", [4] = "4, very useful" };

    public Guid Id { get; init; } = Ids.New();

    public required Guid MeetingId { get; init; }

    public Meeting? Meeting { get; init; }

    public required int Useful { get; init; }

    public required string WillDo { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    Entity IPart.Whole => Meeting ?? throw new InvalidOperationException("Read with its meeting");
}
