using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Actions.Trackers;

/// <summary>A list of actions or recommendations somebody brought in: looked at, taken in whole, and undone whole while nothing stands on it.</summary>
public sealed class Tracker : Entity, IEdited
{
    public const string LookedAt = "looked-at";
    public const string TakenIn = "taken-in";
    public const string Undone = "undone";
    public const string ThrownAway = "thrown-away";

    public const string OfActions = "actions";
    public const string OfRecommendations = "recommendations";

    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>
    {
        [LookedAt] = "Looked at, not taken in",
        [TakenIn] = "Taken in",
        [Undone] = "Undone",
        [ThrownAway] = "Thrown away",
    };

    public required string[] Areas { get; init; }

    /// <summary><see cref="OfActions"/> or <see cref="OfRecommendations"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whose tracker it is, by title; empty: one named after the documents the list cites.</summary>
    public required string Body { get; init; }

    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required byte[] Hash { get; init; }

    public string State { get; private set; } = LookedAt;

    public required Guid BegunBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    public DateTimeOffset? TakenInAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The file, locked with the key of its area; null once it is taken in or thrown away.</summary>
    public string? Held { get; private set; }

    /// <summary>A <see cref="TrackerMap"/> as JSON.</summary>
    public required string Map { get; set; }

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Unchanged { get; private set; }

    public int Edition { get; private set; }

    internal void Look(string held)
    {
        Held = held;
        Happened(Of("tracker.looked-at", BegunAt));
    }

    /// <summary>Somebody said which column is which, or what a word means.</summary>
    internal void Read(string map, DateTimeOffset at)
    {
        Map = map;
        Happened(Of("tracker.mapped", at));
    }

    internal void TakeIn(TakenIn taken, DateTimeOffset at)
    {
        (State, TakenInAt, Held) = (TakenIn, at, null);
        (Added, Changed, Unchanged) = (taken.Added, taken.Changed, taken.Unchanged);
        Happened(Of("tracker.taken-in", at, ("added", Added), ("changed", Changed), ("unchanged", Unchanged)));
    }

    internal void Undo(int gone, DateTimeOffset at)
    {
        (State, EndedAt) = (Undone, at);
        Happened(Of("tracker.undone", at, ("gone", gone)));
    }

    /// <summary>What it said is taken away, by a further fact.</summary>
    internal void TakeBack(Fact said) => Happened(said.Corrected(said.Occurred, [], null, isVoid: true));

    internal void ThrowAway(DateTimeOffset at)
    {
        (State, EndedAt, Held) = (ThrownAway, at, null);
        Happened(Of("tracker.thrown-away", at));
    }

    private Fact Of(string kind, DateTimeOffset at, params ReadOnlySpan<(string Field, int Count)> counts) => new()
    {
        Kind = kind,
        SourceId = Id,
        Area = Areas[0],
        Occurred = Moment.Exactly(at),
        Details = [.. counts.ToArray().Select(c => new FactDetail { Field = c.Field, Code = c.Count.ToString(CultureInfo.InvariantCulture) })],
    };
}
