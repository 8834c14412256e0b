using System.Collections.Concurrent;
using System.Collections.Frozen;
using Npgsql;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>One value of a figure, counted from facts.</summary>
/// <param name="Period">As <see cref="Public.Period"/> labels years, quarters and months.</param>
/// <param name="Part">The code it is split by; null for the whole.</param>
/// <param name="Counted">How many things were counted: of a share or timeliness, the whole.</param>
/// <param name="Good">Of a share or timeliness, how many of them are in it.</param>
public sealed record Count(string Area, string Period, string? Part, decimal Value, long Counted, long Good, bool IsOver)
{
    /// <summary>So that areas can be put together: of a length how long each took, of an agreement what both said.</summary>
    public IReadOnlyList<int>? Lengths { get; init; }
}

/// <summary>
/// Counts figures from facts, as the counter role: it sees every fact, whoever asks, and gives back numbers only. What a reader may
/// open is another question (<see cref="FactsBehind"/>).
/// </summary>
public sealed class LiveFigures(Database database, PracticeModel practice, RecordProgress progress, AsKnown known, WorkingCalendar calendar, LondonClock clock)
{
    public const string NotKnown = "not-known";

    private readonly ConcurrentDictionary<(string Figure, FigureCut Cut), (long Look, DateOnly Day, FrozenSet<string>? Kinds, IReadOnlyList<Count> Counts)> remembered = new();

    /// <param name="at">How far the record has come, where several figures are counted and one look serves all.</param>
    public async Task<IReadOnlyList<Count>> CountAsync(Figure figure, FigureCut cut = default, RecordPosition? at = null, CancellationToken cancellationToken = default)
    {
        at ??= await progress.LookAsync(cancellationToken);
        if (remembered.TryGetValue((figure.Id, cut), out var before) && at.Of(before.Kinds) <= before.Look && before.Day == clock.Today) { return before.Counts; }
        if (figure.Rate is { } rate)
        {
            // What a rate divides is counted once, for it and for the figure itself.
            var whole = practice.Figures.First(f => f.Id == rate.Figure);
            return [.. (await CountAsync(whole, cut, at, cancellationToken)).Select(c => FigureValue.Worked(figure, c, practice))];
        }

        var counts = await CountAnewAsync(figure, cut, cancellationToken);
        if (cut.KnownOn is null || figure.Status is not null || figure.Timescale is not null) { counts = await new DisposedCounts(database, practice).WithAsync(figure, cut, counts, clock.Today, cancellationToken); }
        if (cut.KnownOn is null) { remembered[(figure.Id, cut)] = (at.Look, clock.Today, FigureKinds.Of(figure, cut.By, practice), counts); }
        return counts;
    }

    /// <summary>How many rows of a figure fall in an area and a time, without those about the people and matters named: as many as somebody may know of.</summary>
    /// <param name="of">The part of a split they fall in; null for all.</param>
    internal async Task<long> CountWithoutAsync(Figure figure, FigureCut cut, KnownThen? then, string area, DateOnly start, DateOnly end, string? of, Guid[] people, Guid[] matters, CancellationToken cancellationToken)
    {
        var (rows, parameters) = Rows(figure, cut, then, of, figure.IsOnADay ? [DayOf(figure, Period.Of(start, cut.Grain))] : []);
        var n = parameters.Count;
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand($"""
            select count(*) from ({rows}) r join record.fact f on f.id = r.fact_id
            where r.area = ${n + 1} and r.happened between ${n + 2} and ${n + 3} and coalesce(r.person_id, r.fact_id) <> all(${n + 4}) and coalesce(f.matter_id, f.id) <> all(${n + 5})
            """);
        foreach (var parameter in parameters) { ask.Parameters.Add(parameter); }
        foreach (var value in new object[] { area, start, end, people, matters }) { ask.Parameters.Add(new NpgsqlParameter { Value = value }); }
        return (long)(await ask.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The rows of a figure, or of one part of it where it is split: what a number was counted from.</summary>
    internal (string Sql, List<NpgsqlParameter> Parameters) Rows(Figure figure, FigureCut cut, KnownThen? then, string? of, DateOnly[] days)
    {
        var sql = FigureSql.Of(figure, practice, then, days);
        if (of is null) { return (sql.Rows, sql.Parameters); }
        var (joins, part) = FigureSplit.Of(figure, cut.By, sql, practice);
        sql.Parameters.Add(new NpgsqlParameter { Value = of });
        return ($"select r.* from ({sql.Rows}) r {joins} where {part} = ${sql.Parameters.Count}", sql.Parameters);
    }

    private async Task<IReadOnlyList<Count>> CountAnewAsync(Figure figure, FigureCut cut, CancellationToken cancellationToken, Guid[]? people = null)
    {
        var values = new List<Count>();
        var then = cut.KnownOn is { } at ? await known.OfAsync(figure, at, cancellationToken) : null;
        // As known on a day nothing is said of the days after it.
        var today = then is null ? clock.Today : Earlier(clock.Today, London.DateOf(then.At.AddTicks(-1)));
        var days = figure.IsOnADay ? await DaysAsync(figure, cut.Grain, then, today, cancellationToken) : [];
        if (!figure.IsOnADay || days.Count > 0) { await ReadAsync(figure, FigureSql.Of(figure, practice, then, days), cut, today, values, people, cancellationToken); }
        return values;
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    /// <summary>The days on which it is counted: the figure's day of each year, or the last of each quarter or month that is over; what stands also today.</summary>
    private async Task<IReadOnlyCollection<DateOnly>> DaysAsync(Figure figure, Grain grain, KnownThen? then, DateOnly today, CancellationToken cancellationToken)
    {
        if (new[] { await FirstAsync(figure, cancellationToken), then?.First }.Min() is not { } first) { return []; }
        var days = new List<DateOnly>();
        for (var start = Period.Start(first, grain); start <= today; start = Period.Next(start, grain))
        {
            var last = Period.Next(start, grain).AddDays(-1);
            if (grain is Grain.Year && figure.On is { } on) { last = new DateOnly(on.Month >= 4 ? start.Year : start.Year + 1, on.Month, on.Day); }
            if (figure.Kind is FigureKind.Standing) { days.Add(Earlier(last, today)); }
            else if (last >= first && last <= today) { days.Add(last); }
        }

        return days;
    }

    /// <summary>The day a label of an open status, or of what stands, is counted on.</summary>
    internal DateOnly DayOf(Figure figure, string period)
    {
        var (start, end, grain) = Period.Span(period) ?? throw new ArgumentException($"{period} is no year, quarter or month", nameof(period));
        if (grain is Grain.Year && figure.On is { } on) { return new DateOnly(on.Month >= 4 ? start.Year : end.Year, on.Month, on.Day); }
        return figure.Kind is FigureKind.Standing && end > clock.Today ? clock.Today : end;
    }

    /// <summary>What these people are in a figure, period by period: kept before what is known of them is disposed of.</summary>
    internal async Task<IReadOnlyList<Count>> CountOfAsync(Figure figure, FigureCut cut, Guid[] people, CancellationToken cancellationToken) => await CountAnewAsync(figure, cut, cancellationToken, people);

    private async Task ReadAsync(Figure figure, FigureSql sql, FigureCut cut, DateOnly today, List<Count> values, Guid[]? people, CancellationToken cancellationToken)
    {
        var (joins, part) = FigureSplit.Of(figure, cut.By, sql, practice);
        var (of, told) = ("", FigureTold.Of(figure, sql.Parameters, calendar));
        if (people is not null)
        {
            sql.Parameters.Add(new NpgsqlParameter { Value = people });
            of = $"where r.person_id = any(${sql.Parameters.Count})";
        }

        sql.Parameters.Add(new NpgsqlParameter { Value = Period.Starts(cut.Grain) });
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand($"""
            select r.area, width_bucket(r.happened, ${sql.Parameters.Count}) as bucket, {part} as part, {told} as told, {(figure.Kind is FigureKind.People ? "count(distinct r.person_id)" : "count(*)")}, count(*) filter (where r.good)
            from ({sql.Rows}) r {joins} {of}
            group by 1, 2, 3, 4 order by 2, 1, 3, 4
            """);
        foreach (var parameter in sql.Parameters) { ask.Parameters.Add(parameter); }
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(string Area, DateOnly Start, string? Part, int? Told, long Counted, long Good)>();
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add((row.GetString(0), Period.Starts(cut.Grain)[Math.Max(row.GetInt32(1), 1) - 1], row.IsDBNull(2) ? null : row.GetString(2), FigureTold.Read(figure, row, 3, practice), row.GetInt64(4), row.GetInt64(5)));
        }

        foreach (var group in rows.GroupBy(r => (r.Area, r.Start, r.Part)))
        {
            var lengths = FigureValue.NeedsLengths(figure) ? group.Where(r => r.Told is not null).SelectMany(r => Enumerable.Repeat(r.Told!.Value, (int)r.Counted)).ToArray() : null;
            var count = new Count(group.Key.Area, Period.Of(group.Key.Start, cut.Grain), group.Key.Part, 0, group.Sum(r => r.Counted), group.Sum(r => r.Good), today >= Period.Next(group.Key.Start, cut.Grain)) { Lengths = lengths };
            values.Add(FigureValue.Worked(figure, count, practice));
        }
    }

    /// <summary>The day the record begins for something counted on days.</summary>
    private async Task<DateOnly?> FirstAsync(Figure figure, CancellationToken cancellationToken)
    {
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand(figure.Kind is FigureKind.Standing
            ? "select min(occurred_on) from record.fact where kind = $1 and not void"
            : "select min(starts_on) from record.status_period where kind = $1");
        ask.Parameters.Add(new NpgsqlParameter { Value = figure.Kind is FigureKind.Standing ? ((FactPattern)figure.Counts!).Kind : figure.Status! });
        return await ask.ExecuteScalarAsync(cancellationToken) is DateOnly first ? first : null;
    }
}
