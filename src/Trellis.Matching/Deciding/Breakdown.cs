namespace Trellis.Matching.Deciding;

/// <summary>How often true pairs of a kind were found: with one error, of names of one origin.</summary>
/// <param name="True">How many there are.</param>
/// <param name="Automatic">The share joined.</param>
/// <param name="WithReview">The share joined or shown to somebody.</param>
public sealed record KindFound(string Name, long True, double Automatic, Interval AutomaticInterval, double WithReview, Interval WithReviewInterval);

/// <summary>Recall by kind, so that it is seen whose records are found less often.</summary>
public static class Breakdown
{
    /// <summary>Recall of the true pairs that have a kind on either record, each with its interval.</summary>
    /// <param name="left">The kinds of each record of the first set, with signs between.</param>
    /// <param name="right">Those of the other; null where one side says it for both.</param>
    public static IReadOnlyList<KindFound> ByKind(IReadOnlyList<Decided> decided, Weights.Labelled records, IReadOnlyList<string> left, IReadOnlyList<string>? right)
    {
        var found = decided.Where(d => d.Outcome is Outcome.Same or Outcome.Review && Judging.IsTrue(d, records)).ToDictionary(d => (d.A, d.B), d => d.Outcome);
        var kinds = new SortedDictionary<string, Dictionary<int, (int True, int Same, int Listed)>>(StringComparer.Ordinal);
        var truth = records.OtherTruth ?? records.Truth;
        var rows = Enumerable.Range(0, truth.Length).ToLookup(b => truth[b]);
        for (var a = 0; a < records.Truth.Length; a++)
        {
            foreach (var b in rows[records.Truth[a]])
            {
                if (records.Other is null && b >= a) { continue; }
                var outcome = found.GetValueOrDefault((a, b), Outcome.Different);
                foreach (var kind in Split(left[a]).Concat(right is null ? [] : Split(right[b])).Distinct(StringComparer.Ordinal))
                {
                    if (!kinds.TryGetValue(kind, out var people)) { kinds[kind] = people = []; }
                    var (all, same, listed) = people.GetValueOrDefault(records.Truth[a]);
                    people[records.Truth[a]] = (all + 1, same + (outcome == Outcome.Same ? 1 : 0), listed + (outcome is Outcome.Same or Outcome.Review ? 1 : 0));
                }
            }
        }

        return [.. kinds.Select(k => Of(k.Key, [.. k.Value.Values]))];
    }

    private static KindFound Of(string name, (int True, int Same, int Listed)[] people)
    {
        var (same, listed) = (people.Select(p => new Measure(p.Same, p.Same, p.True)).ToArray(), people.Select(p => new Measure(p.Listed, p.Listed, p.True)).ToArray());
        var all = people.Sum(p => (long)p.True);
        return new KindFound(name, all, (double)people.Sum(p => (long)p.Same) / all, Drawing.Again(same, m => m.Recall)[0], (double)people.Sum(p => (long)p.Listed) / all, Drawing.Again(listed, m => m.Recall)[0]);
    }

    private static string[] Split(string text) => text.Length == 0 ? ["none"] : text.Split([';', '|', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
