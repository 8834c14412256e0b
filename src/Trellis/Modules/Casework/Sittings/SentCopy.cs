using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>
/// What somebody who was invited was sent of the meeting's record, as it was sent, and when they read it. What was withheld from them is
/// not in it. Its words are in the record under the same id.
/// </summary>
public sealed class SentCopy : Entity, IEdited
{
    public const string WordsKind = "step-copy";

    public static readonly IReadOnlyDictionary<string, string> Hows = new Dictionary<string, string>
    {
        ["trellis"] = "To read in Trellis",
        ["letter"] = "By letter",
        ["link"] = "To read with a one-time link",
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required Guid StepId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    public required Guid InvitedId { get; init; }

    /// <summary>Of the step, that it was made from.</summary>
    public required int Version { get; init; }

    /// <summary>A key of <see cref="Hows"/>.</summary>
    public required string How { get; init; }

    /// <summary>How many answers were withheld, whole or in part.</summary>
    public required int Withheld { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required Guid SentBy { get; init; }

    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Who of the agency read it first; null for whoever has no account.</summary>
    public Guid? ReadBy { get; private set; }

    public int Edition { get; private set; }

    public static SentCopy Send(CaseStep step, Invited to, Redacted what, string how, DateTimeOffset now, Actor by)
    {
        var id = Ids.New();
        var words = new Words { Id = id, Kind = WordsKind, VisibleTo = step.VisibleTo, Body = JsonSerializer.Serialize(what.Written, Json) };
        var copy = new SentCopy
        {
            Id = id,
            StepId = step.Id,
            Area = step.Area,
            VisibleTo = step.VisibleTo,
            InvitedId = to.Id,
            Version = step.Versions,
            How = how,
            Withheld = what.Withheld,
            Hash = words.Hash(),
            SentAt = now,
            SentBy = by.UserId,
        };
        copy.Froze(words);
        copy.Say(step, "sent", to, now, by.Agency, new FactDetail { Field = "how", Code = how });
        return copy;
    }

    /// <summary>Somebody it was sent to has it open: the first time is kept.</summary>
    /// <param name="by">Null: whoever holds the one-time link.</param>
    /// <returns>Whether this was the first time.</returns>
    public bool Read(CaseStep step, Invited to, Guid? by, string? agency, DateTimeOffset now)
    {
        if (ReadAt is not null) { return false; }
        (ReadAt, ReadBy) = (now, by);
        Say(step, "read", to, now, agency);
        return true;
    }

    private void Say(CaseStep step, string suffix, Invited to, DateTimeOffset now, string? agency, params FactDetail[] more) =>
        Happened(step.Of(suffix, null, Moment.Exactly(now), agency, [to.AsDetail(), .. more], suffix is "sent" ? Hash : null));
}
