using System.Text.Json;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Returns.Feed;

/// <summary>A child of a feed that is left out: where, and why, in a word of <see cref="ChildMatching.Reasons"/>.</summary>
public sealed record LeftOutChild(int Line, string Why);

/// <summary>What would become of a feed, as it was when it was sent.</summary>
/// <param name="Refused">Why nothing of it can be taken in; null: it can.</param>
/// <param name="NotRead">Tables of the data set nothing here is made of.</param>
public sealed record FeedLook(string? Refused, IntakeCounts? Counts, IReadOnlyList<TableRead> Read, IReadOnlyList<string> Lacking, IReadOnlyList<string> NotRead, IReadOnlyList<LeftOutChild> LeftOut);

/// <summary>A feed somebody sent in the site: looked at, then taken in or thrown away. Its files, which have names, go with either.</summary>
public sealed class SentFeed : Entity, IEdited
{
    public const string Sent = "sent";
    public const string TakenIn = "taken-in";
    public const string ThrownAway = "thrown-away";

    public required string Area { get; init; }

    /// <summary>Whose numbers the children have.</summary>
    public required string Agency { get; init; }

    /// <summary>The day up to which it tells.</summary>
    public required DateOnly OnDay { get; init; }

    public DateOnly? Since { get; init; }

    public required string FileName { get; init; }

    public required byte[] Sha256 { get; init; }

    public string State { get; private set; } = Sent;

    /// <summary>JSON of <see cref="Wrong"/>.</summary>
    public required string Problems { get; init; }

    /// <summary>JSON of <see cref="Looked"/>.</summary>
    public required string Look { get; init; }

    public required Guid SentBy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Guid? IntakeId { get; private set; }

    public int Edition { get; private set; }

    public IReadOnlyList<FeedProblem> Wrong => JsonSerializer.Deserialize<FeedProblem[]>(Problems, JsonSerializerOptions.Web)!;

    public FeedLook Looked => JsonSerializer.Deserialize<FeedLook>(Look, JsonSerializerOptions.Web)!;

    internal void Send() => Say("return.feed-sent", SentAt);

    internal void TakeIn(Guid intake, DateTimeOffset at)
    {
        (State, IntakeId, EndedAt) = (TakenIn, intake, at);
        Say("return.feed-taken-in", at);
    }

    internal Outcome<SentFeed> ThrowAway(DateTimeOffset at)
    {
        if (State is not Sent) { return new Refusal("", "Somebody else has taken this feed in, or thrown it away"); }
        (State, EndedAt) = (ThrownAway, at);
        Say("return.feed-thrown-away", at);
        return this;
    }

    private void Say(string kind, DateTimeOffset at) => Happened(new Fact
    {
        Kind = kind,
        SourceId = Id,
        Area = Area,
        Agency = Agency,
        Occurred = Moment.Exactly(at),
    });
}
