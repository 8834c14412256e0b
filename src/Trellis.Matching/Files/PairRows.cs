using Trellis.Matching.Deciding;
using Trellis.Matching.Weights;

namespace Trellis.Matching.Files;

/// <summary>
/// The rows of a file of pairs: <c>id_l,id_r,probability,outcome,why</c>, UTF-8. What is the same comes first, then the rest, each by
/// probability; what is different is only in it where a twin or sibling, or another guard, explains it.
/// </summary>
public sealed class PairRows(Linkage run, Extract one, Extract? other)
{
    private const int Chunk = 8_192;

    private readonly Extract right = other ?? one;

    /// <summary>Writes the heading and all rows, made on so many threads.</summary>
    public void Write(Stream to, List<Decided> decided, int threads)
    {
        to.Write("id_l,id_r,probability,outcome,why\n"u8);
        var rows = InOrder(decided);
        var makers = Enumerable.Range(0, Math.Max(1, threads)).Select(_ => (Scorer: new Scorer(one.People.Layout, run.Model, run.Frequencies), Text: new PairText(one.People.Layout))).ToArray();
        for (var from = 0; from < rows.Length; from += makers.Length * Chunk)
        {
            var begin = from;
            Parallel.For(0, makers.Length, new ParallelOptions { MaxDegreeOfParallelism = makers.Length }, t =>
            {
                var (scorer, text) = makers[t];
                text.Clear();
                for (var i = begin + (t * Chunk); i < Math.Min(rows.Length, begin + ((t + 1) * Chunk)); i++)
                {
                    var pair = rows[i];
                    scorer.Score(one.People, pair.A, right.People, pair.B);
                    text.Row(one.Ids[pair.A], right.Ids[pair.B], pair, scorer);
                }
            });
            foreach (var (_, text) in makers) { to.Write(text.Written); }
        }
    }

    /// <summary>A link is decided in the order of probability.</summary>
    private Decided[] InOrder(List<Decided> decided)
    {
        var listed = decided.Where(d => d.Outcome != Outcome.Different || d.Guard != Guard.None);
        var ordered = other is null ? listed.OrderByDescending(d => d.Probability) : listed;
        var all = ordered.ToArray();
        return [.. all.Where(d => d.Outcome == Outcome.Same), .. all.Where(d => d.Outcome != Outcome.Same)];
    }
}
