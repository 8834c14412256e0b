using System.Collections.Immutable;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Timescales;

/// <summary>
/// Draws the clocks of a timescale from facts.
/// <para>
/// Which facts count for a clock. With <see cref="Timescale.Of"/>: those the step said, or that came of it, and what a matter of its chain said as a whole. Otherwise those of the
/// origin of the fact that started it. A timescale that starts with a status belongs to the person as the status does, and so does
/// a clock whose starting fact has no origin: there every fact counts. A fact without origin (a death, a birthday) and the change
/// of a status are the person's own and count for every clock.
/// </para>
/// </summary>
public static class Clocks
{
    /// <param name="statuses">All periods of the person in the area.</param>
    /// <returns>In the order they started. A start before any term is in force, or whose term has no limit, gives none.</returns>
    /// <exception cref="UnknownYearException">Working days or hours in a year the calendar does not cover.</exception>
    public static IReadOnlyList<Clock> Run(Timescale timescale, Timeline timeline, IReadOnlyList<StatusPeriod> statuses, WorkingCalendar calendar)
    {
        var starts = timeline.Matching(timescale.From, statuses);
        if (starts.Count == 0) { return []; }

        var running = new Running(timescale, timeline, statuses, calendar);
        return timescale.Of is { } step ? OfEachStep(running, starts, step) : OfEachOrigin(running, starts);
    }

    private static List<Clock> OfEachStep(Running running, List<Happening> starts, string step)
    {
        var clocks = new List<Clock>();
        var seen = new HashSet<Guid>();
        foreach (var opened in running.Timeline.OfKind(Steps.OpeningOf(step)))
        {
            if (opened.Fact is not { SourceId: { } subject, BecauseId: { } because } || !seen.Add(subject)) { continue; }
            var start = starts.Find(s => s.Fact.SourceId == because);
            if (start.Entry is null || running.Governing(start) is not { } governing) { continue; }

            bool InScope(Happening h) => h.Status is not null || h.Fact.OriginId is null || running.Timeline.ComesFrom(h.Fact, subject) || OfTheWhole(h.Fact, opened.Fact);
            var span = Span.Join([start], running.Until(InScope), [.. running.Unless(InScope).Concat(NotToBeDone(running.Timeline, step, subject)).OrderBy(h => h.Entry.Position)])[0];
            clocks.Add(running.Clock(subject, span, governing, running.Pauses(InScope)));
        }

        return clocks;
    }

    private static List<Clock> OfEachOrigin(Running running, List<Happening> starts)
    {
        var personal = running.Timescale.From.Any(p => p is StatusPattern);
        var clocks = new List<Clock>();
        foreach (var group in starts.GroupBy(s => personal ? null : s.Fact.OriginId))
        {
            bool InScope(Happening h) => group.Key is null || h.Status is not null || h.Fact.OriginId is null || h.Fact.OriginId == group.Key;
            var governed = group.Where(s => running.Governing(s) is not null).ToList();
            if (governed.Count == 0) { continue; }

            var (until, unless) = (running.Until(InScope), running.Unless(InScope));
            var spans = running.Backwards ? Span.JoinBackwards(governed, until, unless) : Span.Join(governed, until, unless);
            var pauses = running.Backwards ? [] : running.Pauses(InScope);
            clocks.AddRange(spans.Select(s => running.Clock(SubjectOf(s.Start.Fact), s, running.Governing(s.Start)!.Value, pauses)));
        }

        return clocks;
    }

    /// <summary>A step that copies sent to agencies took the place of, or that nobody waits for any more, is not to be done: its own clock lapses.</summary>
    private static IEnumerable<Happening> NotToBeDone(Timeline timeline, string step, Guid subject) =>
        timeline.OfKind(Steps.AskedOf(step)).Concat(timeline.OfKind(Steps.NotNeededOf(step))).Where(e => e.Fact.SourceId == subject).Select(e => new Happening(e, null));

    /// <summary>What a matter itself says, and none of its steps (somebody was taken out of it), is said of every step of its chain.</summary>
    private static bool OfTheWhole(Fact fact, Fact step) => fact.OriginId == step.OriginId && fact.SourceId is { } source && source == fact.MatterId;

    private static Guid SubjectOf(Fact fact) => fact.OriginId ?? fact.PersonId ?? Guid.Empty;

    /// <summary>One timescale at work on one timeline.</summary>
    private sealed class Running(Timescale timescale, Timeline timeline, IReadOnlyList<StatusPeriod> statuses, WorkingCalendar calendar)
    {
        private readonly List<Happening> until = timeline.Matching(timescale.Until, statuses);
        private readonly List<Happening> unless = timeline.Matching(timescale.Unless, statuses);

        private readonly List<(List<Happening> Begins, List<Happening> Ends)> pauses = timescale.Pauses.IsDefaultOrEmpty
            ? []
            : [.. timescale.Pauses.Select(p => (timeline.Matching([p.Begins], statuses), timeline.Matching([p.Ends], statuses)))];

        public Timescale Timescale => timescale;

        public Timeline Timeline => timeline;

        public bool Backwards { get; } = timescale.Terms.Any(
            t => t.Limit?.Kind == LimitKind.Backwards || t.ByCode.Values.Any(l => l.Kind == LimitKind.Backwards));

        public List<Happening> Until(Func<Happening, bool> inScope) => until.FindAll(h => inScope(h));

        public List<Happening> Unless(Func<Happening, bool> inScope) => unless.FindAll(h => inScope(h));

        public IReadOnlyList<Pause> Pauses(Func<Happening, bool> inScope) => Pause.Merge(pauses.SelectMany(p =>
            Span.Join(p.Begins.FindAll(h => inScope(h)), p.Ends.FindAll(h => inScope(h)), [])
                .Select(s => new Pause(s.Start.Entry.Occurred, s.End?.Entry.Occurred))));

        /// <summary>The term in force on the day of the start and its limit; null when there is none.</summary>
        public (DatedTerm Term, Limit Limit)? Governing(Happening start)
        {
            var term = timescale.Terms.Where(t => t.InForceFrom <= start.Entry.Date).MaxBy(t => t.InForceFrom);
            if (term is null) { return null; }
            var chosen = Codes(start).Where(term.ByCode.ContainsKey).Select(code => (Limit?)term.ByCode[code])
                .MinBy(limit => Deadline.Due(limit!.Value, start.Entry.Occurred, calendar).At);
            return (chosen ?? term.Limit) is { } limit ? (term, limit) : null;
        }

        public Clock Clock(Guid subject, Span span, (DatedTerm Term, Limit Limit) governing, IReadOnlyList<Pause> stood)
        {
            var (started, ended) = (span.Start.Entry.Occurred, span.End?.Entry.Occurred);
            var paused = stood.Select(p => p.Within(started, ended)).OfType<Pause>().ToImmutableArray();
            var fact = span.Start.Fact;
            return new Clock(
                timescale.Id,
                fact.PersonId,
                fact.Area,
                subject,
                fact.MatterId,
                started,
                fact.Id,
                governing.Term,
                governing.Limit,
                Deadline.Due(governing.Limit, started, calendar, paused),
                ended,
                span.End?.Fact.Id,
                span.End is null ? null : span.Met ? Ending.Met : Ending.Lapsed,
                paused,
                fact.VisibleTo);
        }

        /// <summary>The codes that choose the limit: the start's own, else those last said before it.</summary>
        private string[] Codes(Happening start) => timescale.By is not { } by
            ? []
            : timeline.OfKind(by.Kind)
                .Where(e => e.Position <= start.Entry.Position && (start.Fact.OriginId is null || e.Fact.OriginId == start.Fact.OriginId))
                .Select(e => e.Fact.Codes(by.Field).ToArray())
                .LastOrDefault(codes => codes.Length > 0) ?? [];
    }
}
