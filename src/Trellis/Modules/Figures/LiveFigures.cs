using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>One value of a figure, counted from facts.</summary>
/// <param name="Year">Financial year, for example <c>2025-26</c>.</param>
/// <param name="Part">The code it is split by; null for the whole.</param>
/// <param name="Counted">How many things were counted: of a share or timeliness, the whole.</param>
/// <param name="Good">Of a share or timeliness, how many of them are in it.</param>
public sealed record Count(string Area, string Year, string? Part, decimal Value, long Counted, long Good, bool YearIsOver)
{
    /// <summary>So that areas can be put together: of a middle value how long each took, of an agreement what both said (<see cref="LiveFigures.BothSaid"/>).</summary>
    public IReadOnlyList<int>? Lengths { get; init; }
}

/// <summary>How far the record has come; settled when nothing that began before it is still open.</summary>
public sealed record RecordPosition(string Position, bool Settled);

/// <summary>
/// Counts figures from facts, as the counter role: it sees every fact, whoever asks, and gives back numbers only. What a reader may
/// open is another question (<see cref="FactsBehind"/>).
/// </summary>
public sealed class LiveFigures(Database database, PracticeModel practice, WorkingCalendar calendar, LondonClock clock)
{
    public const string NotKnown = "not-known";

    private const string Person = "person.";

    private readonly ConcurrentDictionary<(string Figure, string? By, DateTimeOffset? KnownOn), (string Position, DateOnly Day, IReadOnlyList<Count> Counts)> remembered = new();

    /// <param name="by">Dimension to split by; null for the whole. A thing with several codes is counted under each, so parts may exceed the whole.</param>
    /// <param name="knownOn">Only what had been recorded by then.</param>
    /// <param name="at">How far the record has come, where several figures are counted and one look serves all.</param>
    public async Task<IReadOnlyList<Count>> CountAsync(Figure figure, string? by = null, DateTimeOffset? knownOn = null, RecordPosition? at = null, CancellationToken cancellationToken = default)
    {
        var (position, settled) = at ?? await PositionAsync(cancellationToken);
        var key = (figure.Id, by, knownOn);
        if (remembered.TryGetValue(key, out var before) && before.Position == position && before.Day == clock.Today) { return before.Counts; }
        var counts = await CountAnewAsync(figure, by, knownOn, cancellationToken);
        if (knownOn is null) { counts = await new DisposedCounts(database).WithAsync(figure, by, counts, clock.Today, cancellationToken); }
        if (settled && knownOn is null) { remembered[key] = (position, clock.Today, counts); }
        return counts;
    }

    /// <summary>
    /// How far the record has come: the last transaction that said a fact. Settled: none that began before it is still open, so
    /// that the same position means the same facts.
    /// </summary>
    public async Task<RecordPosition> PositionAsync(CancellationToken cancellationToken = default)
    {
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand(
            "select f.era || '.' || f.xid, pg_snapshot_xmin(pg_current_snapshot()) > f.xid from record.fact f order by f.era desc, f.xid desc limit 1");
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new(row.GetString(0), row.GetBoolean(1)) : new("", false);
    }

    /// <summary>How many rows of a figure fall in an area and a time, without those about the people and matters named: as many as somebody may know of.</summary>
    internal async Task<long> CountWithoutAsync(FigureSql sql, string area, DateOnly start, DateOnly end, Guid[] people, Guid[] matters, CancellationToken cancellationToken)
    {
        var n = sql.Parameters.Count;
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand($"""
            select count(*) from ({sql.Rows}) r join record.fact f on f.id = r.fact_id
            where r.area = ${n + 1} and r.happened between ${n + 2} and ${n + 3} and coalesce(r.person_id, r.fact_id) <> all(${n + 4}) and coalesce(f.matter_id, f.id) <> all(${n + 5})
            """);
        foreach (var parameter in sql.Parameters) { ask.Parameters.Add(parameter); }
        foreach (var value in new object[] { area, start, end, people, matters }) { ask.Parameters.Add(new NpgsqlParameter { Value = value }); }
        return (long)(await ask.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<IReadOnlyList<Count>> CountAnewAsync(Figure figure, string? by, DateTimeOffset? knownOn, CancellationToken cancellationToken, Guid[]? people = null)
    {
        var values = new List<Count>();
        if (figure.Kind is FigureKind.Standing)
        {
            if (await FirstFactAsync(((FactPattern)figure.Counts!).Kind, cancellationToken) is not { } earliest) { return values; }
            for (var year = Period.FinancialYear(Period.Financial(earliest))!.Value.Start; year <= clock.Today; year = year.AddYears(1))
            {
                await ReadAsync(figure, FigureSql.Of(figure, on: StandsOn(year)), by, values, cancellationToken, people);
            }

            return values;
        }

        if (figure.Kind is not FigureKind.StatusOpen)
        {
            await ReadAsync(figure, FigureSql.Of(figure, knownOn), by, values, cancellationToken, people);
            return values;
        }

        var (month, dayOfMonth) = figure.On ?? (3, 31);
        var first = await FirstDayAsync(figure, cancellationToken);
        for (var year = first?.Year ?? int.MaxValue; year <= clock.Today.Year; year++)
        {
            var day = new DateOnly(year, month, dayOfMonth);
            if (day < first || day > clock.Today) { continue; }
            await ReadAsync(figure, FigureSql.Of(figure, on: day), by, values, cancellationToken, people);
        }

        return values;
    }

    /// <summary>The day of a year on which what stands is counted: its last, or today.</summary>
    internal DateOnly StandsOn(DateOnly yearStart) => yearStart.AddYears(1).AddDays(-1) is var last && last <= clock.Today ? last : clock.Today;

    /// <summary>What these people are in a figure, year by year: kept before what is known of them is disposed of.</summary>
    internal async Task<IReadOnlyList<Count>> CountOfAsync(Figure figure, string? by, Guid[] people, CancellationToken cancellationToken) => await CountAnewAsync(figure, by, null, cancellationToken, people);

    private async Task ReadAsync(Figure figure, FigureSql sql, string? by, List<Count> values, CancellationToken cancellationToken, Guid[]? people = null)
    {
        var (joins, part) = Split(figure, by, sql.Parameters);
        var (of, said) = ("", "null::text[]");
        if (figure.Between is { } between)
        {
            sql.Parameters.Add(new NpgsqlParameter { Value = between.First });
            sql.Parameters.Add(new NpgsqlParameter { Value = between.Second });
            var n = sql.Parameters.Count;
            said = $"array_agg((select a.code || ' ' || b.code from record.fact_detail a, record.fact_detail b where a.fact_id = r.fact_id and b.fact_id = r.fact_id and a.field = ${n - 1} and b.field = ${n}))";
        }

        if (people is not null)
        {
            sql.Parameters.Add(new NpgsqlParameter { Value = people });
            of = $"where r.person_id = any(${sql.Parameters.Count})";
        }

        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand($"""
            select r.area, extract(year from r.happened - interval '3 months')::int as year, {part} as part, count(*), count(*) filter (where r.good),
              {(figure.Kind is FigureKind.Median ? "array_agg(r.began), array_agg(r.happened)" : "null::date[], null::date[]")}, {said}
            from ({sql.Rows}) r {joins} {of}
            group by 1, 2, 3 order by 2, 1, 3
            """);
        foreach (var parameter in sql.Parameters) { ask.Parameters.Add(parameter); }
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var (counted, good) = (row.GetInt64(3), row.GetInt64(4));
            var start = new DateOnly(row.GetInt32(1), 4, 1);
            var lengths = figure.Kind is FigureKind.Median ? Lengths(figure, row.GetFieldValue<DateOnly[]>(5), row.GetFieldValue<DateOnly[]>(6)) : figure.Between is null ? null : BothSaid(figure, row.GetFieldValue<string?[]>(7));
            var value = figure.Kind switch
            {
                FigureKind.Share or FigureKind.Timely => Percent(good, counted),
                FigureKind.Median => Middle(lengths!),
                FigureKind.Agreement => Agreement(lengths!),
                _ => counted,
            };
            values.Add(new Count(row.GetString(0), Period.Financial(start), row.IsDBNull(2) ? null : row.GetString(2), value, counted, good, clock.Today > start.AddYears(1).AddDays(-1)) { Lengths = lengths });
        }
    }

    /// <summary>How long each took, in the figure's unit: working days where it says so, else days.</summary>
    private int[] Lengths(Figure figure, DateOnly[] began, DateOnly[] ended) =>
        [.. began.Zip(ended, (from, to) => figure.Unit is "working days" ? calendar.WorkingDaysBetween(from, to) : to.DayNumber - from.DayNumber)];

    /// <summary>What the first and the second said of each thing, as the places of the codes in their list: a hundred times the one, and the other.</summary>
    private int[] BothSaid(Figure figure, IEnumerable<string?> said)
    {
        var codes = practice.Codes[figure.Between!.Value.Codes].Codes.Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i);
        return [.. said.OfType<string>().Select(s => s.Split(' ')).Where(s => codes.ContainsKey(s[0]) && codes.ContainsKey(s[1])).Select(s => (100 * codes[s[0]]) + codes[s[1]])];
    }

    /// <summary>Kappa, to two decimal places; 0 where it says nothing, and is not given (<see cref="IsGiven"/>).</summary>
    public static decimal Agreement(IReadOnlyCollection<int> said) => Kappa.Of(Times(said)) is { } kappa ? Math.Round((decimal)kappa, 2, MidpointRounding.AwayFromZero) : 0;

    /// <summary>Whether there is a number at all: of an agreement, too few things or one answer to all of them give none.</summary>
    public static bool IsGiven(Figure figure, Count count) => figure.Kind is not FigureKind.Agreement || (count.Counted >= figure.Fewest && Kappa.Of(Times(count.Lengths ?? [])) is not null);

    private static (string, string, long)[] Times(IReadOnlyCollection<int> said) =>
        [.. said.GroupBy(s => s).Select(g => ((g.Key / 100).ToString(CultureInfo.InvariantCulture), (g.Key % 100).ToString(CultureInfo.InvariantCulture), g.LongCount()))];

    /// <summary>The middle of them in order of length; of an even number, halfway between the two in the middle.</summary>
    public static decimal Middle(IReadOnlyCollection<int> lengths)
    {
        if (lengths.Count == 0) { return 0; }
        var sorted = lengths.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2m;
    }

    /// <summary>To one decimal place, halves away from zero, as people round.</summary>
    public static decimal Percent(long good, long counted) => counted == 0 ? 0 : Math.Round(100m * good / counted, 1, MidpointRounding.AwayFromZero);

    /// <summary>How a row is split: by a code of the fact, or by how the person is described now.</summary>
    private (string Joins, string Part) Split(Figure figure, string? by, List<NpgsqlParameter> parameters)
    {
        if (by is null) { return ("", "null::text"); }
        if (by is Standing.Stage && figure.Kind is FigureKind.Standing) { return ("", $"coalesce(r.category, '{practice.Codes[figure.Standing!.Stages!].Codes[0].Id}')"); }
        if (by is Standing.OpenFor && figure.Kind is FigureKind.Standing) { return ("", Ages()); }
        if (by is "category" && figure.Status is not null) { return ("", $"coalesce(r.category, '{NotKnown}')"); }
        parameters.Add(new NpgsqlParameter { Value = by is "person.age-band" ? "born" : by.StartsWith(Person, StringComparison.Ordinal) ? by[Person.Length..] : by });
        var field = $"${parameters.Count}";
        if (!by.StartsWith(Person, StringComparison.Ordinal))
        {
            return ($"left join lateral (select distinct d.code from record.fact_detail d where d.fact_id in (r.fact_id, r.start_id) and d.field = {field}) d on true", $"coalesce(d.code, '{NotKnown}')");
        }

        var described = $"""
            left join (select distinct on (f.person_id) f.person_id, d.code from record.effective f left join record.fact_detail d on d.fact_id = f.id and d.field = {field}
              where f.kind = 'person.described' order by f.person_id, f.recorded desc) p on p.person_id = r.person_id
            """;
        return (described, by is "person.age-band" ? AgeBand("p.code::date", "r.happened") : $"coalesce(p.code, '{NotKnown}')");
    }

    /// <summary>The bands of <c>practice/codes/open-for.yaml</c>: under-3-months, 3-6-months, over-12-months. A band ends before the month it names.</summary>
    private string Ages()
    {
        var cases = new List<string>();
        foreach (var code in practice.Codes[Standing.OpenFor].Codes.Select(c => c.Id))
        {
            var words = code.Split('-');
            if (words is ["under" or _, .., "months"] && int.TryParse(words[1], CultureInfo.InvariantCulture, out var months)) { cases.Add(words[0] is "over" ? $"when r.began + interval '{months} months' <= r.happened then '{code}'" : $"when r.began + interval '{months} months' > r.happened then '{code}'"); }
        }

        return $"case {string.Join(' ', cases)} else '{NotKnown}' end";
    }

    /// <summary>The bands of <c>practice/codes/age-band.yaml</c>: unborn, under-1, 1-4 … 16-plus, as an SQL expression.</summary>
    internal string AgeBand(string born, string day)
    {
        var years = $"extract(year from age({day}, {born}))";
        var cases = new List<string> { $"when {born} is null then '{NotKnown}'", $"when {born} > {day} then 'unborn'" };
        foreach (var code in practice.Codes["age-band"].Codes.Select(c => c.Id))
        {
            var words = code.Split('-');
            if (words is ["under", var under] && int.TryParse(under, CultureInfo.InvariantCulture, out var u)) { cases.Add($"when {years} < {u} then '{code}'"); }
            else if (words is [var from, "plus"] && int.TryParse(from, CultureInfo.InvariantCulture, out var f)) { cases.Add($"when {years} >= {f} then '{code}'"); }
            else if (words is [var low, var high] && int.TryParse(low, CultureInfo.InvariantCulture, out var l) && int.TryParse(high, CultureInfo.InvariantCulture, out var h)) { cases.Add($"when {years} between {l} and {h} then '{code}'"); }
        }

        return $"case {string.Join(' ', cases)} else '{NotKnown}' end";
    }

    private async Task<DateOnly?> FirstFactAsync(string kind, CancellationToken cancellationToken)
    {
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("select min(occurred_on) from record.fact where kind = $1 and not void");
        ask.Parameters.Add(new NpgsqlParameter { Value = kind });
        return await ask.ExecuteScalarAsync(cancellationToken) is DateOnly first ? first : null;
    }

    private async Task<DateOnly?> FirstDayAsync(Figure figure, CancellationToken cancellationToken)
    {
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("select min(starts_on) from record.status_period where kind = $1");
        ask.Parameters.Add(new NpgsqlParameter { Value = figure.Status! });
        return await ask.ExecuteScalarAsync(cancellationToken) is DateOnly first ? first : null;
    }
}
