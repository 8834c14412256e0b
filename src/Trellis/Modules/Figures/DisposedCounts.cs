using Npgsql;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Storage;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>Adds to what is counted now what was counted of people whose records were disposed of since, so that a figure is the same before and after.</summary>
internal sealed class DisposedCounts(Database database, PracticeModel practice)
{
    public async Task<IReadOnlyList<Count>> WithAsync(Figure figure, FigureCut cut, IReadOnlyList<Count> counts, DateOnly today, CancellationToken cancellationToken)
    {
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("select area, period, part, counted, good, lengths from figures.disposed where figure = $1 and by = $2");
        ask.Parameters.Add(new NpgsqlParameter { Value = figure.Id });
        ask.Parameters.Add(new NpgsqlParameter { Value = cut.By ?? "" });
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var all = counts.ToDictionary(c => (c.Area, c.Period, Part: c.Part ?? ""));
        while (await row.ReadAsync(cancellationToken))
        {
            var key = (Area: row.GetString(0), Period: row.GetString(1), Part: row.GetString(2));
            if (Period.Span(key.Period) is not { } span || span.Grain != cut.Grain) { continue; }
            var live = all.GetValueOrDefault(key) ?? new Count(key.Area, key.Period, key.Part.Length == 0 ? null : key.Part, 0, 0, 0, today > span.End);
            var lengths = FigureValue.NeedsLengths(figure) ? live.Lengths ?? [] : null;
            all[key] = FigureValue.Worked(figure, live with { Counted = live.Counted + row.GetInt64(3), Good = live.Good + row.GetInt64(4), Lengths = lengths is null ? null : [.. lengths, .. row.GetFieldValue<int[]>(5)] }, practice);
        }

        return [.. all.Values.OrderBy(c => c.Period, StringComparer.Ordinal).ThenBy(c => c.Area, StringComparer.Ordinal).ThenBy(c => c.Part, StringComparer.Ordinal)];
    }
}
