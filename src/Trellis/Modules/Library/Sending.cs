using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Library;

/// <summary>Something of the library was sent to people, to be read.</summary>
public sealed class Sending : Entity
{
    public const int LongestNote = 500;

    public required Guid ResourceId { get; init; }

    /// <summary>The number of the version that was sent.</summary>
    public required int Version { get; init; }

    /// <summary>Who it was sent to, in words.</summary>
    public required string Audience { get; init; }

    /// <summary>Why it was sent to them.</summary>
    public string Note { get; init; } = "";

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public List<Reader> Readers { get; } = [];

    /// <summary>Sends the version in force to people, each of whom is asked to say that they have read it.</summary>
    /// <param name="audience">Who they are, in words.</param>
    /// <param name="to">Who, with the agency they are told as somebody of, and the area.</param>
    public static Outcome<Sending> Send(Resource what, string audience, string note, IReadOnlyCollection<(Guid User, string Agency, string Area)> to, Actor by, DateTimeOffset at)
    {
        if (what.Current is not { } version || what.WithdrawnAt is not null) { return new Refusal("Roles", "Publish it first"); }
        if (note.Trim().Length > LongestNote) { return new Refusal("Note", "Why you send it must be 500 characters or fewer"); }
        if (to.Count == 0) { return new Refusal("Roles", "Nobody holds such a post now"); }
        if (what.Areas.FirstOrDefault(by.Areas.Contains) is not { } area) { return new Refusal("Roles", "This is for another area"); }
        var sending = new Sending { ResourceId = what.Id, Version = version, Audience = audience, Note = note.Trim(), At = at, ById = by.UserId };
        sending.Happened(new Fact { Kind = "library.sent", SourceId = what.Id, Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at) });
        sending.Readers.AddRange(to.Select(t => Reader.Told(sending, t.Area, t.User, t.Agency, at)));
        return sending;
    }
}

/// <summary>Somebody it was sent to: an entity of its own, because many read at once.</summary>
public sealed class Reader : Entity
{
    public required Guid SendingId { get; init; }

    public required Guid ResourceId { get; init; }

    public required string Area { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The agency they were told as somebody of.</summary>
    public required string Agency { get; init; }

    public DateTimeOffset? ReadAt { get; private set; }

    internal static Reader Told(Sending sending, string area, Guid user, string agency, DateTimeOffset at)
    {
        var reader = new Reader { SendingId = sending.Id, ResourceId = sending.ResourceId, Area = area, UserId = user, Agency = agency };
        reader.Say("library.told", at);
        return reader;
    }

    /// <summary>They say that they have read it. Once.</summary>
    public bool Read(DateTimeOffset at)
    {
        if (ReadAt is not null) { return false; }
        ReadAt = at;
        Say("library.acknowledged", at);
        return true;
    }

    private void Say(string kind, DateTimeOffset at) => Happened(new Fact { Kind = kind, SourceId = Id, Area = Area, Agency = Agency, Occurred = Moment.Exactly(at) });
}
