using Trellis.Platform.Record;

namespace Trellis.Platform.Timescales;

/// <summary>
/// What is held to have happened to one person in one area: of every chain of corrections only the last word, in an order that
/// depends on what the facts say and never on when they were recorded. Immutable.
/// <para>
/// A correction repeats all of the fact it corrects (source, matter, origin), changed where it was wrong, and takes its place.
/// <see cref="Fact.Void"/> takes away the fact it names with everything that fact had corrected. When two facts correct the
/// same one the later recorded counts; whoever records corrections should name the last word, so that this never decides.
/// A fact moved to another person is voided here and said anew there.
/// </para>
/// </summary>
public sealed partial class Timeline
{
    private readonly IReadOnlyList<Fact> told;
    private readonly List<Entry> entries;
    private readonly Dictionary<string, List<Entry>> byKind = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Entry> byId = [];
    private readonly Dictionary<Guid, List<Guid>> openersOf = [];

    /// <param name="facts">Every fact about the person in the area, in any order, corrected ones too.</param>
    public Timeline(IEnumerable<Fact> facts)
    {
        told = [.. facts];
        entries = TimelineOrder.Sort(Effective(told));
        foreach (var entry in entries)
        {
            byId[entry.Fact.Id] = entry;
            if (!byKind.TryGetValue(entry.Fact.Kind, out var kind)) { byKind[entry.Fact.Kind] = kind = []; }
            kind.Add(entry);
            if (entry.Fact is { SourceId: { } source, BecauseId: { } because })
            {
                if (!openersOf.TryGetValue(source, out var openers)) { openersOf[source] = openers = []; }
                if (!openers.Contains(because)) { openers.Add(because); }
            }
        }
    }

    /// <summary>The facts that count, in order.</summary>
    public IEnumerable<Fact> Facts => entries.Select(e => e.Fact);

    /// <summary>The timeline as it could have been drawn then: from what had been recorded by that instant, and nothing later.</summary>
    public Timeline AsKnownOn(DateTimeOffset at) => new(told.Where(f => f.Recorded <= at));

    internal IReadOnlyList<Entry> OfKind(string kind) => byKind.TryGetValue(kind, out var found) ? found : [];

    internal Entry? Find(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>Does what led to this fact lead back to the step, or did the step itself say it?</summary>
    internal bool ComesFrom(Fact fact, Guid step)
    {
        if (fact.SourceId == step) { return true; }
        var (open, seen) = (new Stack<Guid>(), new HashSet<Guid>());
        if (fact.BecauseId is { } because) { open.Push(because); }
        while (open.TryPop(out var next))
        {
            if (next == step) { return true; }
            if (seen.Add(next) && openersOf.TryGetValue(next, out var openers)) { openers.ForEach(open.Push); }
        }

        return false;
    }

    private static IEnumerable<Fact> Effective(IReadOnlyList<Fact> told)
    {
        var corrections = told.Where(f => f.CorrectsId is not null).ToLookup(f => f.CorrectsId!.Value);
        var known = told.Select(f => f.Id).ToHashSet();
        foreach (var first in told)
        {
            if (first.CorrectsId is { } corrected && known.Contains(corrected)) { continue; }
            var last = first;
            while (corrections[last.Id].OrderByDescending(f => f.Recorded).ThenByDescending(f => f.Void).ThenBy(f => f.Id).FirstOrDefault() is { } next)
            {
                last = next;
            }

            if (!last.Void) { yield return last; }
        }
    }
}
