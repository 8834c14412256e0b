using Npgsql;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <param name="MatterId">Where it is recorded, to open it.</param>
public sealed record FactBehind(Guid FactId, Guid? PersonId, string? Name, Guid? SourceId, Guid? MatterId, DateOnly Happened, bool Good);

/// <summary>The facts a number was counted from, as far as the reader may open them. The list is a view, and recorded as one.</summary>
public sealed class FactsBehind(TrellisDb db, PeopleRegister people, LiveFigures live, AsKnown known, Closed closed, Views views)
{
    public const int PageSize = 50;

    /// <summary>A page of the facts, and how many there are that the reader may not open. What is hidden from them is not among those either.</summary>
    /// <param name="period">A financial year, a quarter or a month.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cut">How the number was counted: split by what, and as known when.</param>
    /// <param name="of">The part of the split, by its code; null for the whole.</param>
    public async Task<(IReadOnlyList<FactBehind> Facts, long May, long All)> ListAsync(Figure figure, string area, string period, int page, FigureCut cut = default, string? of = null, CancellationToken cancellationToken = default)
    {
        var (start, end, grain) = Period.Span(period) ?? throw new ArgumentException($"{period} is no year, quarter or month", nameof(period));
        cut = cut with { Grain = grain };
        var then = cut.KnownOn is { } at ? await known.OfAsync(figure, at, cancellationToken) : null;
        var (rows, parameters) = live.Rows(figure, cut, then, of, figure.IsOnADay ? [live.DayOf(figure, period)] : []);
        var n = parameters.Count;
        var (hiddenPeople, hiddenMatters) = await closed.HiddenAsync(cancellationToken);
        var all = await live.CountWithoutAsync(figure, cut, then, area, start, end, of, hiddenPeople, hiddenMatters, cancellationToken);
        var facts = new List<FactBehind>();
        long may = 0;
        await using (var own = await db.OpenAsync(cancellationToken))
        {
            await using var ask = new NpgsqlCommand($"""
                select r.fact_id, r.person_id, f.source_id, f.matter_id, r.happened, r.good, count(*) over ()
                from ({rows}) r join record.fact f on f.id = r.fact_id
                where r.area = ${n + 1} and r.happened between ${n + 2} and ${n + 3} order by r.happened, r.fact_id limit {PageSize} offset ${n + 4}
                """, own.Connection);
            foreach (var parameter in parameters) { ask.Parameters.Add(parameter); }
            ask.Parameters.Add(new NpgsqlParameter { Value = area });
            ask.Parameters.Add(new NpgsqlParameter { Value = start });
            ask.Parameters.Add(new NpgsqlParameter { Value = end });
            ask.Parameters.Add(new NpgsqlParameter { Value = (page - 1) * PageSize });
            await using var r = await ask.ExecuteReaderAsync(cancellationToken);
            while (await r.ReadAsync(cancellationToken))
            {
                may = r.GetInt64(6);
                facts.Add(new FactBehind(r.GetGuid(0), Maybe(r, 1), null, Maybe(r, 2), Maybe(r, 3), r.GetFieldValue<DateOnly>(4), r.GetBoolean(5)));
            }
        }

        // Of another area nothing is shown; that it was asked is noted without one, as no row of that area may be written.
        await views.SawAsync("figure-facts", "figure.list", [.. facts.Where(f => f.PersonId is not null).Select(f => f.PersonId!.Value)], db.Acting.Actor.Areas.Contains(area) ? area : null, cancellationToken: cancellationToken);
        var names = (await people.OfAsync(facts.Select(f => f.PersonId).OfType<Guid>(), cancellationToken)).ToDictionary(p => p.Id, p => p.Name);
        return ([.. facts.Select(f => f with { Name = f.PersonId is { } person ? names.GetValueOrDefault(person) : null })], may, all);
    }

    private static Guid? Maybe(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}
