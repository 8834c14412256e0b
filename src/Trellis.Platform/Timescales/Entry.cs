using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Timescales;

/// <summary>An effective fact in its place in a timeline.</summary>
internal sealed class Entry(Fact fact)
{
    private string? says;

    public Fact Fact { get; } = fact;

    public Moment Occurred { get; } = fact.Occurred;

    public DateOnly Date { get; } = London.DateOf(fact.OccurredAt);

    /// <summary>Its place in the timeline, from 0.</summary>
    public int Position { get; set; }

    /// <summary>Where it is sorted: when it happened; of a day only, not before what led to it on that day.</summary>
    public DateTimeOffset SortedAt { get; set; }

    /// <summary>How many steps led to it.</summary>
    public int Depth { get; set; }

    /// <summary>Its details in one canonical order, so that equal facts compare equal however they were recorded.</summary>
    public string Says => says ??= string.Join(
        ';', Fact.Details.Select(d => $"{d.Field}={d.Code}").Order(StringComparer.Ordinal));

    /// <summary>
    /// May it have happened at or after the other? Two facts of one kind follow each other in the timeline's order. Otherwise, when
    /// only the day is known of either, the same day is enough: a question and its answer on one day, whatever they are called.
    /// </summary>
    public bool FollowsOrMeets(Entry other)
    {
        if (Fact.Kind == other.Fact.Kind) { return Position >= other.Position; }
        return Occurred.DayOnly || other.Occurred.DayOnly ? Date >= other.Date : Occurred.At >= other.Occurred.At;
    }

    /// <summary>Did it certainly happen before the other?</summary>
    public bool Precedes(Entry other) => !FollowsOrMeets(other);

    /// <summary>Can nobody say which of the two came first?</summary>
    public bool Ties(Entry other) => FollowsOrMeets(other) && other.FollowsOrMeets(this);
}
