using Trellis.Platform.Conditions;
using Trellis.Platform.Record;

namespace Trellis.Platform.Timescales;

/// <summary>Draws the periods of a status from facts. They never overlap, whatever the facts say.</summary>
public static class Statuses
{
    /// <summary>
    /// The periods of one status, in order. A fact that would begin it while it is open is absorbed; a fact may end one period
    /// and begin the next. Facts of every origin count: a status is the person's, not the matter's. Only what a matter says of itself
    /// (<c>matter.left</c>) says nothing of what began elsewhere: taken out of a brother's matter, a child stays in need.
    /// </summary>
    /// <param name="others">Periods of the statuses this rule asks about (<see cref="StatusPattern"/>, <c>person.status</c>), drawn before.</param>
    public static IReadOnlyList<StatusPeriod> Run(StatusRule rule, Timeline timeline, IReadOnlyList<StatusPeriod>? others = null)
    {
        var statuses = others ?? [];
        var starts = timeline.Matching(rule.Starts, statuses);
        if (starts.Count == 0) { return []; }

        var spans = Span.Join(starts, until: timeline.Matching(rule.Ends, statuses), unless: [], IsAboutIt);
        var recategorised = rule.CategoryField is null ? [] : timeline.Matching(rule.CategoryFrom, statuses);
        var began = spans.ConvertAll(s => s.Start.Entry);
        return [.. spans.Select((span, previous) => Period(rule, span, previous, recategorised.Where(h => !began.Contains(h.Entry))))];
    }

    /// <summary>The periods of every status; one that asks about another is drawn after it, in whatever order they are given.</summary>
    /// <exception cref="InvalidOperationException">Statuses ask about each other in a circle.</exception>
    public static IReadOnlyList<StatusPeriod> RunAll(IReadOnlyList<StatusRule> rules, Timeline timeline)
    {
        var drawn = new List<StatusPeriod>();
        var waiting = rules.ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(r => !AsksAbout(r).Any(id => id != r.Id && waiting.Exists(w => w.Id == id)))
                ?? throw new InvalidOperationException($"These statuses ask about each other in a circle: {string.Join(", ", waiting.Select(w => w.Id))}");
            drawn.AddRange(Run(next, timeline, drawn));
            waiting.Remove(next);
        }

        return drawn;
    }

    private static bool IsAboutIt(Happening began, Happening ended) =>
        ended.Status is not null || !ended.Fact.Kind.StartsWith(Steps.OfMatters, StringComparison.Ordinal) || ended.Fact.OriginId == began.Fact.OriginId;

    private static StatusPeriod Period(StatusRule rule, Span span, int previous, IEnumerable<Happening> recategorised)
    {
        var fact = span.Start.Fact;
        var initial = Category(rule, fact);
        var latest = recategorised.Concat(span.Absorbed)
            .Where(h => Within(h.Entry, span) && Category(rule, h.Fact) is not null)
            .Select(h => h.Entry)
            .MaxBy(e => e.Position);
        return new StatusPeriod(
            rule.Id,
            fact.PersonId,
            fact.Area,
            fact.Id,
            span.End?.Fact.Id,
            fact.MatterId,
            fact.OriginId,
            span.Start.Entry.Date,
            span.End?.Entry.Date,
            initial,
            latest is null ? initial : Category(rule, latest.Fact),
            previous,
            [.. span.Absorbed.Select(h => h.Fact.Id)],
            fact.VisibleTo);
    }

    private static bool Within(Entry entry, Span span) =>
        entry.FollowsOrMeets(span.Start.Entry) && (span.End is not { } end || end.Entry == entry || end.Entry.FollowsOrMeets(entry));

    private static string? Category(StatusRule rule, Fact fact)
    {
        var codes = rule.CategoryField is { } field ? fact.Codes(field).Order(StringComparer.Ordinal).ToArray() : [];
        return codes.Length == 0 ? null : string.Join('+', codes);
    }

    private static IEnumerable<string> AsksAbout(StatusRule rule) =>
        new[] { rule.Starts, rule.Ends, rule.CategoryFrom }
            .Where(patterns => !patterns.IsDefault)
            .SelectMany(patterns => patterns)
            .SelectMany(p => p is StatusPattern s ? [s.Status, .. AsksAbout(p.Where)] : AsksAbout(p.Where));

    private static IEnumerable<string> AsksAbout(Condition? condition) => condition switch
    {
        Compare { Name: "person.status" } c => c.Values,
        Both b => AsksAbout(b.Left).Concat(AsksAbout(b.Right)),
        Either e => AsksAbout(e.Left).Concat(AsksAbout(e.Right)),
        Not n => AsksAbout(n.Inner),
        _ => [],
    };
}
