using Npgsql;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>
/// A figure as rows: each is one thing counted, with the fact that says it. Counting them, splitting them and listing them
/// all use this one text, so that a number and its list cannot differ.
/// </summary>
public sealed class FigureSql
{
    private FigureSql(string rows, string facts, List<NpgsqlParameter> parameters) => (Rows, Facts, Parameters) = (rows, facts, parameters);

    /// <summary>Gives fact_id, start_id (the fact a clock or status began with), person_id, area, happened (date), good (of a share: in the share), began (date: of a clock or status), category (of a status; of a standing, its stage).</summary>
    public string Rows { get; }

    /// <summary>The facts that hold, or held then: what splits read as well.</summary>
    public string Facts { get; }

    public List<NpgsqlParameter> Parameters { get; }

    /// <param name="then">What was known at a moment; null for all that is known.</param>
    /// <param name="days">The days on which open statuses, and what stands, are counted.</param>
    /// <exception cref="NotSupportedException">The figure asks something that cannot be counted.</exception>
    public static FigureSql Of(Figure figure, PracticeModel practice, KnownThen? then = null, params IReadOnlyCollection<DateOnly> days)
    {
        // The moment comes first among the parameters, so that the source's text is the same wherever it is used.
        var source = then is null
            ? "(select f.* from record.effective f where f.disposed_by is null or not exists (select from figures.disposed_act a where a.act = f.disposed_by))"
            : "(select f.* from record.fact f where f.recorded <= $1 and not f.void and not exists (select from record.fact c where c.corrects_id = f.id and c.recorded <= $1))";
        var sql = new ConditionSql(source);
        if (then is not null) { sql.Add(then.At); }
        var (periods, clocks) = then is null || (figure.Status is null && figure.Timescale is null) ? ("record.status_period", "record.deadline") : then.Sources(sql);

        var rows = figure.Kind switch
        {
            FigureKind.Count or FigureKind.People => Facts((FactPattern)figure.Counts!, "true"),
            FigureKind.Share when figure.Counts is StatusPattern => Begun(Previous(figure.Counts.Where)),
            FigureKind.Share => Share((FactPattern)figure.Counts!, (FactPattern)figure.Of!),
            FigureKind.StatusStarts => Begun(Previous(figure.Counts?.Where)),
            FigureKind.StatusEnds => Over("true"),
            FigureKind.StatusOpen => Open("true"),
            FigureKind.Lasting when figure.Counts is null => Open($"t.day >= s.starts_on + {Months()}"),
            FigureKind.Lasting => Over($"s.ends_on >= s.starts_on + {Months()}"),
            // The one before is the nearest: if that is too long ago, all are. Of somebody not named none is before.
            FigureKind.Again when figure.Counts is FactPattern again => Facts(again, $"f.person_id is not null and coalesce(lag(f.occurred_on) over (partition by f.person_id order by f.occurred_at, f.id) >= f.occurred_on - {Months()}, false)"),
            FigureKind.Again => Begun($"exists (select from {periods} p where p.kind = s.kind and p.person_id = s.person_id and p.ends_on <= s.starts_on and p.ends_on >= s.starts_on - {Months()})"),
            FigureKind.Standing => Standing((FactPattern)figure.Counts!, figure.Standing!),
            FigureKind.Timely => Met(),
            FigureKind.Length => figure.Timescale is null ? Over("true") : Met(),
            FigureKind.Agreement => Facts((FactPattern)figure.Counts!, Alike()),
            _ => throw new NotSupportedException($"{figure.Kind} cannot be counted"),
        };
        return new FigureSql(rows, source, sql.Parameters);

        string Facts(FactPattern counts, string good) =>
            $"select f.id as fact_id, f.id as start_id, f.person_id, f.area, f.occurred_on as happened, {good} as good, null::date as began, null::text as category from {source} f where f.kind = {sql.Add(counts.Kind)} and {sql.Of(counts.Where, "f")}";

        string Alike() =>
            $"exists (select from record.fact_detail a join record.fact_detail b on b.fact_id = a.fact_id and b.code = a.code and b.field = {sql.Add(figure.Between!.Value.Second)} where a.fact_id = f.id and a.field = {sql.Add(figure.Between.Value.First)})";

        // Of somebody in a matter, or of what has no person: a reader, a round, a workshop.
        string Share(FactPattern part, FactPattern whole) => part.Kind == whole.Kind
            ? Facts(whole, sql.Of(part.Where, "f"))
            : Facts(whole, $"exists (select from {source} g where g.kind = {sql.Add(part.Kind)} and coalesce(g.person_id, g.source_id) = coalesce(f.person_id, f.source_id) and coalesce(g.origin_id, g.source_id) = coalesce(f.origin_id, f.source_id) and {sql.Of(part.Where, "g")})");

        string Begun(string good) => Statuses("s.started_by", "s.starts_on", good, "", "true", "s.category");

        string Over(string good) => Statuses("s.ended_by", "s.ends_on", good, "", "s.ends_on is not null", "s.latest_category");

        string Open(string good) => Statuses("s.started_by", "t.day", good, $"cross join {Days()}", "s.starts_on <= t.day and (s.ends_on is null or s.ends_on > t.day)", Category());

        // What was last said of it by that day; what was said later is not yet so. Read only where the figure is split by it.
        string Category()
        {
            if (practice.Statuses.FirstOrDefault(r => r.Id == figure.Status) is not { CategoryField: { } field } rule) { return "s.latest_category"; }
            var said = rule.Starts.Concat(rule.CategoryFrom).OfType<FactPattern>().Select(p => $"(c.kind = {sql.Add(p.Kind)} and {sql.Of(p.Where, "c")})");
            return $"(select string_agg(d.code, '+' order by d.code) from record.fact_detail d where d.field = {sql.Add(field)} and d.fact_id = (select c.id from {source} c where c.person_id = s.person_id and c.area = s.area and c.occurred_on between s.starts_on and t.day and ({string.Join(" or ", said)}) and exists (select from record.fact_detail e where e.fact_id = c.id and e.field = {sql.Add(field)}) order by c.occurred_at desc, c.recorded desc, c.id desc limit 1))";
        }

        string Statuses(string fact, string happened, string good, string days, string holds, string category) =>
            $"select {fact} as fact_id, s.started_by as start_id, s.person_id, s.area, {happened} as happened, {good} as good, s.starts_on as began, {category} as category from {periods} s {days} where s.kind = {sql.Add(figure.Status!)} and {holds}";

        string Months() => $"make_interval(months => {sql.Add(figure.Months)})";

        string Previous(Platform.Conditions.Condition? where) => where is Platform.Conditions.Compare { Name: "previous" } c
            ? $"s.previous >= {sql.Add(int.Parse(c.Values[0], System.Globalization.CultureInfo.InvariantCulture))}"
            : "true";

        string Met() =>
            $"select d.ended_by as fact_id, d.started_by as start_id, d.person_id, d.area, d.ended_on as happened, coalesce(d.in_time, false) as good, d.started_on as began, null::text as category from {clocks} d where d.timescale = {sql.Add(figure.Timescale!)} and d.ending = 'met'";

        string Standing(FactPattern from, Standing standing)
        {
            var (day, same) = ("t.day", standing.OfMatter ? "g.person_id = f.person_id and g.origin_id = f.origin_id" : "g.source_id = f.source_id");
            // Of one that began twice (a step held again) the first is counted.
            return $"select f.id as fact_id, f.id as start_id, f.person_id, f.area, t.day as happened, true as good, f.occurred_on as began, {Stage(standing, day, same)} as category from {source} f cross join {Days()} where f.kind = {sql.Add(from.Kind)} and {sql.Of(from.Where, "f")} and f.occurred_on <= {day}"
                + $" and not exists (select from {source} g where {same} and g.kind = f.kind and (g.occurred_at, g.id) < (f.occurred_at, f.id) and {sql.Of(from.Where, "g")})"
                + string.Concat(standing.Until.Select(u => $" and not exists (select from {source} g where {same} and g.kind = {sql.Add(u.Kind)} and g.occurred_on <= {day} and {sql.Of(u.Where, "g")})"));
        }

        string Stage(Standing standing, string day, string same)
        {
            if (standing.Stages is null) { return "null::text"; }
            // What is said last in the list is the narrower: answered, and answered with yes.
            var when = standing.Reached.Reverse().Select(r => (r.Code, Sql: $"(g.kind = {sql.Add(r.When.Kind)} and {sql.Of(r.When.Where, "g")})")).ToArray();
            return when.Length == 0 ? "null::text"
                : $"(select case {string.Concat(when.Select(w => $"when {w.Sql} then {sql.Add(w.Code)} "))}end from {source} g where {same} and g.occurred_on <= {day} and ({string.Join(" or ", when.Select(w => w.Sql))}) order by g.occurred_on desc, g.recorded desc, g.id desc limit 1)";
        }

        string Days() => $"unnest({sql.Add(days.Count > 0 ? days.ToArray() : throw new ArgumentException("What is open is counted on days", nameof(days)))}) as t(day)";
    }
}
