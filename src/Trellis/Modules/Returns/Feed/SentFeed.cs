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
public sealed record FeedLook(string? Refused, IntakeCounts? Counts, IReadOnlyList<TableRead> Read, IReadOnlyList<string> Lacking, IReadOnlyList<string> NotRead, IReadOnlyList<LeftOutChild> LeftOut)
{
    public static readonly FeedLook NotYet = new(null, null, [], [], [], []);
}

/// <summary>
/// What somebody sent in the site to be taken in: a feed, or a census that is signed off. Read by itself, looked at, asked for, then taken in by itself, or
/// thrown away. The files of a feed, which have names, go with either.
/// </summary>
public sealed class SentFeed : Entity, IEdited
{
    /// <summary>Waits to be read, or is being read.</summary>
    public const string Reading = "reading";

    /// <summary>Read: somebody looks at what would become of it.</summary>
    public const string Sent = "sent";

    /// <summary>Somebody has said that it is to be taken in.</summary>
    public const string Asked = "asked";

    public const string TakenIn = "taken-in";
    public const string ThrownAway = "thrown-away";

    public static readonly string[] UnderWay = [Reading, Asked];

    public static readonly string[] Open = [Reading, Sent, Asked];

    public required string Area { get; init; }

    /// <summary>Whose numbers the children have.</summary>
    public required string Agency { get; init; }

    /// <summary>The day up to which it tells.</summary>
    public required DateOnly OnDay { get; init; }

    public DateOnly? Since { get; init; }

    /// <summary>The census it is; null of a feed.</summary>
    public Guid? SubmissionId { get; init; }

    public required string FileName { get; init; }

    public required byte[] Sha256 { get; init; }

    public string State { get; private set; } = Reading;

    /// <summary>JSON of <see cref="Wrong"/>.</summary>
    public string Problems { get; private set; } = "[]";

    /// <summary>JSON of <see cref="Looked"/>.</summary>
    public string? Look { get; private set; }

    public required Guid SentBy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public Guid? AskedBy { get; private set; }

    public DateTimeOffset? AskedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Guid? IntakeId { get; private set; }

    public int Edition { get; private set; }

    public IReadOnlyList<FeedProblem> Wrong => JsonSerializer.Deserialize<FeedProblem[]>(Problems, JsonSerializerOptions.Web)!;

    /// <summary>Nothing until it is read.</summary>
    public FeedLook Looked => Look is null ? FeedLook.NotYet : JsonSerializer.Deserialize<FeedLook>(Look, JsonSerializerOptions.Web)!;

    public bool IsCensus => SubmissionId is not null;

    public bool MayBeTakenIn => State is Sent && Wrong.Count == 0 && Looked is { Refused: null, Counts: not null };

    internal void Send() => Say("return.feed-sent", SentAt);

    internal void Read(IReadOnlyList<FeedProblem> wrong, FeedLook look, DateTimeOffset at)
    {
        (State, Problems, Look) = (Sent, JsonSerializer.Serialize(wrong, JsonSerializerOptions.Web), JsonSerializer.Serialize(look, JsonSerializerOptions.Web));
        Say("return.feed-read", at);
    }

    internal Outcome<SentFeed> Ask(Guid by, DateTimeOffset at)
    {
        if (!MayBeTakenIn) { return new Refusal("", State is Sent ? "It cannot be taken in" : "Somebody else has had this taken in, or thrown it away"); }
        (State, AskedBy, AskedAt) = (Asked, by, at);
        Say("return.feed-asked", at);
        return this;
    }

    /// <summary>The records had become others since it was looked at: nothing of it was taken in.</summary>
    internal void Refuse(string why, DateTimeOffset at)
    {
        (State, Look) = (Sent, JsonSerializer.Serialize(Looked with { Refused = why }, JsonSerializerOptions.Web));
        Say("return.feed-refused", at);
    }

    internal void TakeIn(Guid intake, DateTimeOffset at)
    {
        (State, IntakeId, EndedAt) = (TakenIn, intake, at);
        Say("return.feed-taken-in", at);
    }

    internal Outcome<SentFeed> ThrowAway(DateTimeOffset at)
    {
        if (State is not (Reading or Sent)) { return new Refusal("", "Somebody else has had this taken in, or thrown it away"); }
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
