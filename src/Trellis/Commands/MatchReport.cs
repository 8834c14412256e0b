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
            new Line(best.Precision, best.Recall, best.F1), probability, Judging.RecallAt(decided, records, .99), Judging.RecallAt(decided, records, .999),
            one?.Errors is { } errors ? [.. Breakdown.ByKind(decided, records, errors, other is null ? errors : other.Errors).Select(k => new Kind(k))] : [],
            one?.Origins is { } origins ? [.. Breakdown.ByKind(decided, records, origins, null).Select(k => new Kind(k))] : []));
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
                foreach (var kind in kinds)
                {
                    output.WriteLine($"  {what} {kind.Name}: found {Share(kind.Automatic)}{Between(kind.AutomaticLow, kind.AutomaticHigh)}, with review {Share(kind.WithReview)}{Between(kind.WithReviewLow, kind.WithReviewHigh)} of {Number(kind.True)}");
                }
            }
        }
    }

    private static void Say(TextWriter output, string what, Line line) => output.WriteLine(
        $"  {what}: precision {Share(line.Precision)}{Between(line.PrecisionLow, line.PrecisionHigh)}, recall {Share(line.Recall)}{Between(line.RecallLow, line.RecallHigh)}, F1 {Share(line.F1)}{Between(line.Low, line.High)}");

    private static string Between(double? low, double? high) => low is { } l && high is { } h ? $" ({Share(l)} to {Share(h)})" : "";

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}

/// <summary>Shares, and their 95% intervals; <paramref name="Low"/> and <paramref name="High"/> are of F1.</summary>
internal sealed record Line(double Precision, double Recall, double F1, double? Low = null, double? High = null, double? PrecisionLow = null, double? PrecisionHigh = null, double? RecallLow = null, double? RecallHigh = null)
{
    public Line(Judged judged)
        : this(judged.Measure.Precision, judged.Measure.Recall, judged.Measure.F1, judged.F1.Low, judged.F1.High, judged.Precision.Low, judged.Precision.High, judged.Recall.Low, judged.Recall.High)
    {
    }
}

/// <summary>How often true pairs of a kind were found, with 95% intervals.</summary>
internal sealed record Kind(string Name, long True, double Automatic, double WithReview, double AutomaticLow, double AutomaticHigh, double WithReviewLow, double WithReviewHigh)
{
    public Kind(KindFound found)
        : this(found.Name, found.True, found.Automatic, found.WithReview, found.AutomaticInterval.Low, found.AutomaticInterval.High, found.WithReviewInterval.Low, found.WithReviewInterval.High)
    {
    }
}

/// <summary>How well the pairs of some records were decided.</summary>
/// <param name="Best">At the threshold that gives the best F1 here: not to be quoted as a result where it was chosen here.</param>
internal sealed record Quality(string Of, long TruePairs, Line Automatic, Line WithReview, Line Best, double BestFrom, double RecallAt99, double RecallAt999, List<Kind> Errors, List<Kind> Origins);
