using System.Globalization;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>A file with an agency's chronology: looked at, taken in whole, and undone whole.</summary>
public sealed class Incoming : Entity, IEdited
{
    public const string LookedAt = "looked-at";
    public const string TakenIn = "taken-in";
    public const string Undone = "undone";
    public const string ThrownAway = "thrown-away";

    public const int LongestName = 200;

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    public required string Agency { get; init; }

    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required byte[] Hash { get; init; }

    public string State { get; private set; } = LookedAt;

    public required Guid BegunBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>The file, locked with the key of its area; null once it is taken in or thrown away.</summary>
    public string? Held { get; private set; }

    /// <summary>Our columns to theirs (JSON object).</summary>
    public required string Map { get; set; }

    public int Added { get; private set; }

    public int Edition { get; private set; }

    internal void Look(string held, Actor by)
    {
        Held = held;
        Say("review.file-looked-at", BegunAt, by);
    }

    internal void Read(string map, Actor by, DateTimeOffset at)
    {
        Map = map;
        Say("review.file-mapped", at, by);
    }

    internal Outcome<Incoming> TakeIn(int added, Actor by, DateTimeOffset at)
    {
        if (State is not LookedAt) { return new Refusal("", "Somebody else has taken this file in, or thrown it away. Look at it again"); }
        (State, Held, Added) = (TakenIn, null, added);
        Say("review.file-taken-in", at, by);
        return this;
    }

    internal Outcome<Incoming> ThrowAway(Actor by, DateTimeOffset at)
    {
        if (State is not LookedAt) { return new Refusal("", "Somebody else has taken this file in, or thrown it away. Look at it again"); }
        (State, Held) = (ThrownAway, null);
        Say("review.file-thrown-away", at, by);
        return this;
    }

    internal Outcome<Incoming> Undo(Actor by, DateTimeOffset at)
    {
        if (State is not TakenIn) { return new Refusal("", "This file is not taken in, so there is nothing to undo"); }
        State = Undone;
        Say("review.file-undone", at, by);
        return this;
    }

    private void Say(string kind, DateTimeOffset at, Actor by) =>
        Happened(Review.Of(kind, Id, MatterId, Area, at, by, [new FactDetail { Field = "agency", Code = Agency }, new FactDetail { Field = "entries", Code = Added.ToString(CultureInfo.InvariantCulture) }], Agency));
}
