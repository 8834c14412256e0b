using System.Globalization;
using System.Text.Json;
using Trellis.Matching.Deciding;
using Trellis.Matching.Files;
using Trellis.Matching.Weights;

namespace Trellis.Commands;

/// <summary>How a link or dedupe went, and how well where it is known who is who.</summary>
internal sealed class MatchReport
{
    public int Records { get; set; }

    public int? OtherRecords { get; set; }

    public int BadRows { get; set; }

    public int Same { get; set; }

    public int Review { get; set; }

    public int PossibleTwins { get; set; }

    public List<Quality> Quality { get; } = [];

    /// <summary>Adds how well pairs were decided; by kind of error and by origin where the extracts say them.</summary>
    public void Judge(List<Decided> decided, Labelled records, Extract? one, Extract? other, string of)
    {
        var automatic = Judging.With(decided, records, d => d.Outcome == Outcome.Same);
        var listed = Judging.With(decided, records, d => d.Outcome is Outcome.Same or Outcome.Review);
        var (probability, best) = Judging.Best(decided, records);
        Quality.Add(new Quality(of, Judging.TruePairs(records), new Line(automatic), new Line(listed),
            new Line(best.Precision, best.Recall, best.F1, null, null), probability, Judging.RecallAt(decided, records, .99), Judging.RecallAt(decided, records, .999),
            Kinds(decided, records, one?.Errors, other is null ? one?.Errors : other.Errors), Kinds(decided, records, one?.Origins, null)));
    }

    public void Write(TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(this, CheckFigures.Json));
            return;
        }

        output.WriteLine($"{Number(Records)} records{(OtherRecords is { } o ? $" and {Number(o)}" : "")}: {Number(Same)} pairs the same, {Number(Review)} to review, {Number(PossibleTwins)} possible twins or siblings; {Number(BadRows)} rows or values not read");
        foreach (var q in Quality)
        {
            output.WriteLine($"Of {q.Of}, {Number(q.TruePairs)} true pairs:");
            Say(output, "automatic", q.Automatic);
            Say(output, "with review", q.WithReview);
            Say(output, $"best, from {Share(q.BestFrom)}", q.Best);
            output.WriteLine($"  recall at precision .99: {Share(q.RecallAt99)}, at .999: {Share(q.RecallAt999)}");
            foreach (var (what, kinds) in new[] { ("error", q.Errors), ("origin", q.Origins) })
            {
                foreach (var kind in kinds) { output.WriteLine($"  {what} {kind.Name}: found {Share(kind.Automatic)}, with review {Share(kind.WithReview)} of {Number(kind.True)}"); }
            }
        }
    }

    private static void Say(TextWriter output, string what, Line line) => output.WriteLine(
        $"  {what}: precision {Share(line.Precision)}, recall {Share(line.Recall)}, F1 {Share(line.F1)}{(line.Low is { } low ? $" ({Share(low)} to {Share(line.High!.Value)})" : "")}");

    /// <summary>Recall of the true pairs that have a kind on either record.</summary>
    private static List<Kind> Kinds(List<Decided> decided, Labelled records, List<string>? left, List<string>? right)
    {
        if (left is null) { return []; }
        static string[] Split(string text) => text.Length == 0 ? ["none"] : text.Split([';', '|', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = decided.Where(d => d.Outcome is Outcome.Same or Outcome.Review && Judging.IsTrue(d, records)).ToDictionary(d => (d.A, d.B), d => d.Outcome);
        var (counts, rows) = (new SortedDictionary<string, (long True, long Same, long Listed)>(StringComparer.Ordinal), new Dictionary<int, List<int>>());
        var truth = records.OtherTruth ?? records.Truth;
        for (var b = 0; b < truth.Length; b++)
        {
            if (!rows.TryGetValue(truth[b], out var list)) { rows[truth[b]] = list = []; }
            list.Add(b);
        }

        for (var a = 0; a < records.Truth.Length; a++)
        {
            foreach (var b in rows.GetValueOrDefault(records.Truth[a], []))
            {
                if (records.Other is null && b >= a) { continue; }
                var outcome = found.TryGetValue((a, b), out var got) ? got : Outcome.Different;
                foreach (var kind in Split(left[a]).Concat(right is null ? [] : Split(right[b])).Distinct(StringComparer.Ordinal))
                {
                    var (all, same, listed) = counts.GetValueOrDefault(kind);
                    counts[kind] = (all + 1, same + (outcome == Outcome.Same ? 1 : 0), listed + (outcome is Outcome.Same or Outcome.Review ? 1 : 0));
                }
            }
        }

        return [.. counts.Select(c => new Kind(c.Key, c.Value.True, (double)c.Value.Same / c.Value.True, (double)c.Value.Listed / c.Value.True))];
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}

/// <summary>Shares, and the interval of F1.</summary>
internal sealed record Line(double Precision, double Recall, double F1, double? Low, double? High)
{
    public Line(Judged judged)
        : this(judged.Measure.Precision, judged.Measure.Recall, judged.Measure.F1, judged.Low, judged.High)
    {
    }
}

/// <summary>How often true pairs of a kind were found.</summary>
internal sealed record Kind(string Name, long True, double Automatic, double WithReview);

/// <summary>How well the pairs of some records were decided.</summary>
/// <param name="Best">At the threshold that gives the best F1 here: not to be quoted as a result where it was chosen here.</param>
internal sealed record Quality(string Of, long TruePairs, Line Automatic, Line WithReview, Line Best, double BestFrom, double RecallAt99, double RecallAt999, List<Kind> Errors, List<Kind> Origins);
