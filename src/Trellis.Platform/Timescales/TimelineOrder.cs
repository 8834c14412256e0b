using Trellis.Platform.Record;

namespace Trellis.Platform.Timescales;

/// <summary>
/// The order of a timeline: by what the facts say (when, what led to it, which kind, which details), never by when or under
/// which id they were recorded. The id decides only between facts that say the very same thing of the very same step.
/// </summary>
internal static class TimelineOrder
{
    public static List<Entry> Sort(IEnumerable<Fact> effective)
    {
        var entries = effective.Select(f => new Entry(f)).ToList();
        Place(entries);
        entries.Sort(Compare);
        for (var i = 0; i < entries.Count; i++) { entries[i].Position = i; }
        return entries;
    }

    private static int Compare(Entry a, Entry b)
    {
        var order = a.SortedAt.CompareTo(b.SortedAt);
        if (order == 0) { order = a.Depth.CompareTo(b.Depth); }
        if (order == 0) { order = b.Occurred.DayOnly.CompareTo(a.Occurred.DayOnly); }
        if (order == 0) { order = string.CompareOrdinal(a.Fact.Kind, b.Fact.Kind); }
        if (order == 0) { order = string.CompareOrdinal(a.Says, b.Says); }
        if (order == 0) { order = Nullable.Compare(a.Fact.OriginId, b.Fact.OriginId); }
        if (order == 0) { order = Nullable.Compare(a.Fact.MatterId, b.Fact.MatterId); }
        if (order == 0) { order = Nullable.Compare(a.Fact.BecauseId, b.Fact.BecauseId); }
        if (order == 0) { order = Nullable.Compare(a.Fact.SourceId, b.Fact.SourceId); }
        return order == 0 ? a.Fact.Id.CompareTo(b.Fact.Id) : order;
    }

    /// <summary>
    /// What opened a step comes before what the step said, also when only the day is known of it. That a step was opened is
    /// itself left out here: it is known by the system's clock, which may be days after what happened.
    /// </summary>
    private static void Place(List<Entry> entries)
    {
        var bySource = entries.Where(e => e.Fact.SourceId is not null && !Steps.IsOpening(e.Fact)).ToLookup(e => e.Fact.SourceId!.Value);
        var placed = new HashSet<Entry>();
        foreach (var entry in entries) { Visit(entry); }

        void Visit(Entry entry)
        {
            if (!placed.Add(entry)) { return; }
            entry.SortedAt = entry.Occurred.At;
            if (entry.Fact.BecauseId is not { } because) { return; }
            foreach (var before in bySource[because])
            {
                Visit(before);
                entry.Depth = Math.Max(entry.Depth, before.Depth + 1);
                if (entry.Occurred.DayOnly && before.Date == entry.Date && before.SortedAt > entry.SortedAt) { entry.SortedAt = before.SortedAt; }
            }
        }
    }
}
