using Npgsql;
using Trellis.Platform.Storage;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>Adds to what is counted now what was counted of people whose records were disposed of since, so that a figure is the same before and after.</summary>
internal sealed class DisposedCounts(Database database)
{
    public async Task<IReadOnlyList<Count>> WithAsync(Figure figure, string? by, IReadOnlyList<Count> counts, DateOnly today, CancellationToken cancellationToken)
    {
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("select area, year, part, counted, good, lengths from figures.disposed where figure = $1 and by = $2");
        ask.Parameters.Add(new NpgsqlParameter { Value = figure.Id });
        ask.Parameters.Add(new NpgsqlParameter { Value = by ?? "" });
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var all = counts.ToDictionary(c => (c.Area, c.Year, Part: c.Part ?? ""));
        while (await row.ReadAsync(cancellationToken))
        {
            var key = (row.GetString(0), row.GetString(1), row.GetString(2));
            var year = new DateOnly(int.Parse(key.Item2[..4], System.Globalization.CultureInfo.InvariantCulture), 4, 1);
            var live = all.GetValueOrDefault(key) ?? new Count(key.Item1, key.Item2, key.Item3.Length == 0 ? null : key.Item3, 0, 0, 0, today > year.AddYears(1).AddDays(-1));
            all[key] = Sum(figure, live, row.GetInt64(3), row.GetInt64(4), row.GetFieldValue<int[]>(5));
        }

        return [.. all.Values.OrderBy(c => c.Year, StringComparer.Ordinal).ThenBy(c => c.Area, StringComparer.Ordinal).ThenBy(c => c.Part, StringComparer.Ordinal)];
    }

    private static Count Sum(Figure figure, Count live, long counted, long good, int[] lengths)
    {
        var (all, of) = (live.Counted + counted, live.Good + good);
        IReadOnlyList<int>? times = figure.Kind is FigureKind.Median or FigureKind.Agreement ? [.. live.Lengths ?? [], .. lengths] : null;
        var value = figure.Kind switch
        {
            FigureKind.Share or FigureKind.Timely => LiveFigures.Percent(of, all),
            FigureKind.Median => LiveFigures.Middle([.. times!]),
            FigureKind.Agreement => LiveFigures.Agreement([.. times!]),
            _ => all,
        };
        return live with { Counted = all, Good = of, Value = value, Lengths = times };
    }
}
