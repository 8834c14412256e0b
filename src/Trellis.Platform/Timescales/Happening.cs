using System.Collections.Immutable;
using System.Globalization;
using Trellis.Platform.Record;

namespace Trellis.Platform.Timescales;

/// <summary>Something a pattern listens for: a fact, or with <c>Status</c> the change of a status that the fact brought about.</summary>
internal readonly record struct Happening(Entry Entry, StatusPeriod? Status)
{
    public Fact Fact => Entry.Fact;
}

internal static class Happenings
{
    /// <summary>What fits any of the patterns, in the timeline's order; a fact that fits several is there once.</summary>
    public static List<Happening> Matching(this Timeline timeline, ImmutableArray<Pattern> patterns, IReadOnlyList<StatusPeriod> statuses)
    {
        var found = new List<Happening>();
        if (patterns.IsDefaultOrEmpty) { return found; }
        foreach (var pattern in patterns)
        {
            foreach (var happening in Matching(timeline, pattern, statuses))
            {
                if (!found.Exists(h => h.Entry == happening.Entry)) { found.Add(happening); }
            }
        }

        found.Sort((a, b) => a.Entry.Position.CompareTo(b.Entry.Position));
        return found;
    }

    private static IEnumerable<Happening> Matching(Timeline timeline, Pattern pattern, IReadOnlyList<StatusPeriod> statuses) => pattern switch
    {
        FactPattern f => timeline.OfKind(f.Kind)
            .Where(e => f.Where is null || f.Where.Holds(timeline.NamesAt(e.Fact, statuses)))
            .Select(e => new Happening(e, null)),
        StatusPattern s => statuses
            .Where(p => p.StatusId == s.Status)
            .Select(p => (Period: p, Entry: Changed(timeline, p, s.Change)))
            .Where(c => c.Entry is not null && (s.Where is null || s.Where.Holds(Names(timeline, c.Period, c.Entry, s.Change, statuses))))
            .Select(c => new Happening(c.Entry!, c.Period)),
        _ => throw new InvalidOperationException($"Unknown pattern {pattern.GetType().Name}"),
    };

    private static Entry? Changed(Timeline timeline, StatusPeriod period, StatusChange change) =>
        (change == StatusChange.Starts ? period.FromFactId : period.ToFactId) is { } id ? timeline.Find(id) : null;

    /// <summary>Of a status besides: <c>previous</c>, how many periods there were before, and <c>category</c>, as it was at the change.</summary>
    private static Func<string, IReadOnlyCollection<string>> Names(
        Timeline timeline, StatusPeriod period, Entry entry, StatusChange change, IReadOnlyList<StatusPeriod> statuses)
    {
        var names = timeline.NamesAt(entry.Fact, statuses);
        return name => name switch
        {
            "previous" => [period.Previous.ToString(CultureInfo.InvariantCulture)],
            "category" => (change == StatusChange.Starts ? period.InitialCategory : period.LatestCategory) is { } category ? category.Split('+') : [],
            _ => names(name),
        };
    }
}
