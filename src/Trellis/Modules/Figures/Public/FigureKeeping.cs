using Npgsql;
using NpgsqlTypes;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Public;

/// <summary>What somebody is in the figures, by every way they are split: numbers alone.</summary>
public sealed record KeptCount(string Figure, string By, string Area, string Period, string Part, long Counted, long Good, int[] Lengths);

/// <summary>Keeps what figures counted of somebody before their record is disposed of.</summary>
public sealed class FigureKeeping(LiveFigures live, PracticeModel practice)
{
    /// <summary>Their part in every figure, as it is counted now.</summary>
    public async Task<IReadOnlyList<KeptCount>> OfAsync(Guid person, CancellationToken cancellationToken = default)
    {
        var kept = new List<KeptCount>();
        foreach (var figure in practice.Figures.Where(f => f.Rate is null))
        {
            foreach (var by in figure.By.Select(d => (string?)d.Id).Prepend(null))
            {
                foreach (var grain in Enum.GetValues<Grain>())
                {
                    var counts = await live.CountOfAsync(figure, new FigureCut(by, grain), [person], cancellationToken);
                    kept.AddRange(counts.Select(c => new KeptCount(figure.Id, by ?? "", c.Area, c.Period, c.Part ?? "", c.Counted, c.Good, [.. c.Lengths ?? []])));
                }
            }
        }

        return kept;
    }

    /// <summary>In the transaction that disposes of them, as the steward.</summary>
    public static async Task KeepAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid act, IReadOnlyList<KeptCount> counts, CancellationToken cancellationToken = default)
    {
        await using (var note = new NpgsqlCommand("insert into figures.disposed_act (act) values ($1)", connection, transaction) { Parameters = { new() { Value = act } } }) { await note.ExecuteNonQueryAsync(cancellationToken); }
        foreach (var c in counts)
        {
            await using var keep = new NpgsqlCommand("""
                insert into figures.disposed (figure, by, area, period, part, counted, good, lengths) values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (figure, by, area, period, part) do update set counted = disposed.counted + excluded.counted, good = disposed.good + excluded.good, lengths = disposed.lengths || excluded.lengths
                """, connection, transaction)
            {
                Parameters =
                {
                    new() { Value = c.Figure }, new() { Value = c.By }, new() { Value = c.Area }, new() { Value = c.Period }, new() { Value = c.Part }, new() { Value = c.Counted }, new() { Value = c.Good },
                    new() { Value = c.Lengths, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                },
            };
            await keep.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
