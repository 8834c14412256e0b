using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>How a body decided.</summary>
/// <param name="How"><c>consensus</c> or <c>vote</c>.</param>
public sealed record Voted(string How, int? For = null, int? Against = null, int? Abstained = null);

/// <summary>What a body resolved, at a meeting or, where it could not wait, outside one.</summary>
public sealed class Decision : Entity, IEdited
{
    public const int LongestWords = 8000;

    public required Guid BodyId { get; init; }

    /// <summary>Repeats the body's, so that the row policy needs no join.</summary>
    public required string[] Areas { get; init; }

    public Guid? MeetingId { get; init; }

    public Guid? ItemId { get; init; }

    /// <summary>From 1 in each body.</summary>
    public required int Number { get; init; }

    public required string Words { get; init; }

    /// <summary><c>consensus</c>, <c>vote</c>, <c>outside</c>.</summary>
    public required string How { get; init; }

    public int? VotesFor { get; init; }

    public int? VotesAgainst { get; init; }

    public int? Abstained { get; init; }

    /// <summary>Why it could not wait for a meeting, and how members were asked.</summary>
    public string WhyOutside { get; init; } = "";

    public required DateOnly DecidedOn { get; init; }

    public Guid? RatifiedInId { get; private set; }

    public required DateTimeOffset At { get; init; }

    public int Edition { get; private set; }

    /// <summary>"Agreed by consensus", "Agreed by 6 votes to 2, 1 abstained"</summary>
    public string HowInWords => How switch
    {
        "outside" => "Decided outside a meeting",
        "vote" => string.Create(CultureInfo.InvariantCulture, $"Agreed by {English.Count(VotesFor ?? 0, "vote", "votes")} to {VotesAgainst ?? 0}{(Abstained > 0 ? $", {Abstained} abstained" : "")}"),
        _ => "Agreed by consensus",
    };

    public Decision Made(string? by)
    {
        Happened(Of("meeting.decided", Moment.On(DecidedOn), by, new FactDetail { Field = "how", Code = How }));
        return this;
    }

    /// <summary>A meeting of the body takes it for its own.</summary>
    public Outcome<Decision> Ratify(Meeting at, DateTimeOffset now, string? by)
    {
        if (How != "outside") { return new Refusal("Ratify", "It was decided at a meeting already"); }
        if (RatifiedInId is not null) { return new Refusal("Ratify", "It is ratified already"); }
        RatifiedInId = at.Id;
        Happened(Of("meeting.ratified", Moment.Exactly(now), by));
        return this;
    }

    private Fact Of(string kind, Moment at, string? by, params FactDetail[] details) => new() { Kind = kind, SourceId = Id, Area = Areas[0], Agency = by, Occurred = at, Details = [.. details] };
}
