namespace Trellis.Platform.Timescales;

/// <summary>From a happening until what ended it. <c>Met</c>: ended by what was awaited, not by what made it pointless.</summary>
internal sealed record Span(Happening Start, Happening? End, bool Met, IReadOnlyList<Happening> Absorbed)
{
    /// <summary>
    /// Joins starts with what ends them. A start strictly inside a running span is absorbed; one happening may end a span and
    /// start the next; a happening ends one span at most, so that a start on the day of an earlier ending, of which nobody can say
    /// which came first, stays open (a duty shown too long is seen and put right; one hidden is not).
    /// </summary>
    /// <param name="starts">In order.</param>
    /// <param name="until">In order; on a tie they come before <paramref name="unless"/>.</param>
    /// <param name="unless">In order.</param>
    /// <param name="ends">Whether an ending (second) may end what that start (first) began; every one may when null.</param>
    public static List<Span> Join(
        IReadOnlyList<Happening> starts, IReadOnlyList<Happening> until, IReadOnlyList<Happening> unless, Func<Happening, Happening, bool>? ends = null)
    {
        var spans = new List<Span>();
        var absorbed = new List<Happening>();
        var spent = new HashSet<Entry>();
        foreach (var start in starts)
        {
            if (spans.Count > 0 && (spans[^1].End is not { } end || (start.Entry != end.Entry && start.Entry.Precedes(end.Entry))))
            {
                absorbed.Add(start);
                continue;
            }

            absorbed = [];
            var (ending, met) = FirstEnd(start, until, unless, spent, ends);
            if (ending is { } spentNow) { spent.Add(spentNow.Entry); }
            spans.Add(new Span(start, ending, met, absorbed));
        }

        return spans;
    }

    /// <summary>
    /// Joins events with what had to be done before each: an ending belongs to the first event it does not come after, and one
    /// that comes after all of them, late, to the last.
    /// </summary>
    public static List<Span> JoinBackwards(IReadOnlyList<Happening> events, IReadOnlyList<Happening> until, IReadOnlyList<Happening> unless)
    {
        var spent = new HashSet<Entry>();
        var spans = new List<Span>();
        foreach (var before in events)
        {
            var last = before.Entry == events[^1].Entry;
            var (met, lapsed) = (First(until), First(unless));
            var ending = met ?? lapsed;
            spans.Add(new Span(before, ending, met is not null, []));

            // Whatever else was done before this event was done for it, not for the next.
            foreach (var done in until.Concat(unless).Where(h => Fits(h))) { spent.Add(done.Entry); }

            bool Fits(Happening h) => h.Entry != before.Entry && (last || before.Entry.FollowsOrMeets(h.Entry));
            Happening? First(IReadOnlyList<Happening> ends) => ends.Where(h => Fits(h) && !spent.Contains(h.Entry)).Select(h => (Happening?)h).FirstOrDefault();
        }

        return spans;
    }

    private static (Happening? End, bool Met) FirstEnd(
        Happening start, IReadOnlyList<Happening> until, IReadOnlyList<Happening> unless, HashSet<Entry> spent, Func<Happening, Happening, bool>? ends)
    {
        var met = First(until);
        var lapsed = First(unless);
        if (met is not { } m) { return (lapsed, false); }
        return lapsed is { } l && l.Entry.Position < m.Entry.Position && !l.Entry.Ties(m.Entry) ? (lapsed, false) : (met, true);

        Happening? First(IReadOnlyList<Happening> found)
        {
            foreach (var end in found)
            {
                if (end.Entry != start.Entry && end.Entry.FollowsOrMeets(start.Entry) && !spent.Contains(end.Entry) && ends?.Invoke(start, end) is not false) { return end; }
            }

            return null;
        }
    }
}
