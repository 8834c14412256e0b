using System.Collections.Immutable;
using Npgsql;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Access;

/// <summary>
/// What a member of staff sees of a matter and why, for whoever has to answer for it. Reads as the owner what was recorded, and asks
/// the database as the application under that member's settings what it would show: the counts are its answer, not a second reckoning.
/// </summary>
public sealed class Explaining(Database database, SignedIn roles, LondonClock clock)
{
    /// <summary>Rows of a matter by table: $1 is the matter.</summary>
    private static readonly ImmutableArray<(string Table, string Of)> Tables =
    [
        ("casework.matter", "id = $1"),
        ("people.person", "id in (select person_id from casework.participant where matter_id = $1)"),
        ("casework.participant", "matter_id = $1"),
        ("casework.involvement", "matter_id = $1"),
        ("casework.step", "matter_id = $1"),
        ("casework.version", "matter_id = $1"),
        ("casework.draft", "matter_id = $1"),
        ("record.fact", "matter_id = $1"),
        ("record.act", "matter_id = $1"),
        ("record.deadline", "matter_id = $1"),
        ("record.status_period", "matter_id = $1"),
    ];

    /// <param name="user">E-mail address or id.</param>
    /// <param name="matter">Reference or id.</param>
    /// <exception cref="WrongInputException">There is no such member of staff, or no such matter.</exception>
    public async Task<Explained> ExplainAsync(string user, string matter, CancellationToken cancellationToken = default)
    {
        var owner = database.As(DatabaseRoles.Owner);
        var staff = await RowAsync(owner, "select id, name, email, active from agencies.staff where email = lower($1) or id::text = lower($1)", [user], r => (Id: r.GetGuid(0), Name: r.GetString(1), Email: r.GetString(2), Active: r.GetBoolean(3)), cancellationToken);
        if (staff.Id == Guid.Empty) { throw new WrongInputException($"Nobody signs in as “{user}”"); }
        var found = await RowAsync(owner, "select id, reference, area from casework.matter where reference = $1 or id::text = lower($1)", [matter], r => (Id: r.GetGuid(0), Reference: r.GetString(1), Area: r.GetString(2)), cancellationToken);
        if (found.Id == Guid.Empty) { throw new WrongInputException($"There is no matter “{matter}”"); }

        var posts = await RowsAsync(
            owner, "select p.id, p.agency, p.areas, p.role, p.title, p.qualification from agencies.post p where p.staff_id = $1 and p.starts_on <= $2 and (p.ends_on is null or p.ends_on >= $2) order by p.starts_on, p.id", [staff.Id, clock.Today],
            r => (Actor: roles.Holding(staff.Id, staff.Name, r.GetGuid(0), r.GetString(1), r.GetFieldValue<string[]>(2), r.GetString(3), r.IsDBNull(5) ? null : r.GetString(5)), Title: r.GetString(4)), cancellationToken);
        var explained = new List<ExplainedPost>();
        foreach (var (actor, title) in staff.Active ? posts : [])
        {
            var tables = await CountAsync(actor, found.Id, cancellationToken);
            var why = await WhyAsync(actor, found.Id, found.Area, cancellationToken);
            explained.Add(new ExplainedPost($"{title}, {actor.Agency}", actor.Roles[0], Conclusion(tables), why, tables));
        }

        return new Explained(staff.Email, found.Reference, found.Area, [.. explained]);
    }

    private static string Conclusion(ImmutableArray<ExplainedTable> tables)
    {
        if (tables[0].Sees == 0) { return "sees nothing of it"; }
        if (tables.All(t => t.Sees == t.Of)) { return "sees all of it"; }
        return tables.First(t => t.Table == "casework.step").Sees == 0 ? "sees that there is a matter and whom it is about" : "sees part of it";
    }

    private async Task<ImmutableArray<string>> WhyAsync(Actor actor, Guid matter, string area, CancellationToken cancellationToken)
    {
        var owner = database.As(DatabaseRoles.Owner);
        var lines = new List<string>
        {
            $"post: acts in {Listed(actor.Areas)}",
            $"role {actor.Roles[0]}: {(actor.Sees.Length > 0 ? "sees its areas whole" : "sees only what it is involved in")}",
            $"area: the matter is of {area}, which this post {(actor.SeesAll(area) ? "sees whole" : actor.Areas.Contains(area) ? "acts in and does not see whole" : "does not act in")}",
        };
        var opened = await RowsAsync(
            owner, """
            select o.holder, o.level, o.until, o.anywhere or o.area = any($3), i.id is not null, s.name
            from access.open_to o left join casework.involvement i on i.id = o.source left join casework.step s on s.id = o.source
            where o.matter_id = $1 and o.holder = any($2) order by o.holder, o.level, o.source
            """, [matter, actor.Holders.ToArray(), actor.Areas.ToArray()],
            r => (Holder: r.GetString(0), Level: r.GetString(1), Until: r.IsDBNull(2) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(2), Reaches: r.GetBoolean(3), Involved: r.GetBoolean(4), Step: r.IsDBNull(5) ? null : r.GetString(5)), cancellationToken);
        lines.AddRange(opened.Select(o =>
            $"involvement: {o.Holder} is let in, {o.Level}, {(o.Involved ? "by an involvement" : $"by its step {o.Step}")}{(o.Until is { } until ? $", until {English.DateTime(until)}{(until <= clock.Now ? " (over)" : "")}" : "")}{(o.Reaches ? "" : " (where this post does not act)")}"));
        if (opened.Count == 0) { lines.Add($"involvement: none, as {Listed(actor.Holders)}"); }

        var closures = await RowsAsync(
            owner, """
            select c.kind, case when c.matter_id is null then 'a person in it' else 'the matter' end, $2 = any(c.named), (select max(g.until_at) from access.glass g where g.closure_id = c.id and g.staff_id = $2)
            from access.closure c where c.from_at <= $3 and (c.until_at is null or c.until_at > $3)
              and (c.matter_id = $1 or c.person_id in (select p.person_id from casework.participant p where p.matter_id = $1)) order by c.from_at, c.id
            """, [matter, actor.UserId, clock.Now.ToUniversalTime()],
            r => (Kind: r.GetString(0), What: r.GetString(1), Named: r.GetBoolean(2), Glass: r.IsDBNull(3) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(3)), cancellationToken);
        lines.AddRange(closures.Select(c => $"closure: {c.What} is {c.Kind}; {(c.Named ? "named, may open it" : c.Glass is { } until && until > clock.Now ? $"not named, broke the glass until {English.DateTime(until)}" : "not named: closed to them")}"));
        var conflicts = await RowsAsync(
            owner, "select count(*) from access.conflict f where f.staff_id = $2 and (f.until_at is null or f.until_at > $3) and f.person_id in (select p.person_id from casework.participant p where p.matter_id = $1)",
            [matter, actor.UserId, clock.Now.ToUniversalTime()], r => r.GetInt64(0), cancellationToken);
        if (conflicts[0] > 0) { lines.Add("conflict of interest: with somebody in it, hidden from them"); }
        if (closures.Count == 0 && conflicts[0] == 0) { lines.Add("closure: none"); }
        lines.Add($"circles: {Listed(actor.Audiences)}");
        return [.. lines];
    }

    private async Task<ImmutableArray<ExplainedTable>> CountAsync(Actor actor, Guid matter, CancellationToken cancellationToken)
    {
        await using var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(cancellationToken);
        await WhoIsAsking.TellAsync(connection, actor, clock.Now, cancellationToken);
        var tables = new List<ExplainedTable>();
        foreach (var (table, of) in Tables)
        {
            var all = await RowsAsync(database.As(DatabaseRoles.Owner), $"select array_agg({Key(table)}) from {table} where {of}", [matter], r => r.IsDBNull(0) ? [] : r.GetFieldValue<Guid[]>(0), cancellationToken);
            await using var ask = new NpgsqlCommand($"select count(*) from {table} where {Key(table)} = any($1){(table is "casework.participant" ? $" and matter_id = '{matter}'" : "")}", connection) { Parameters = { new() { Value = all[0] } } };
            tables.Add(new ExplainedTable(table, (long)(await ask.ExecuteScalarAsync(cancellationToken))!, all[0].Length));
        }

        return [.. tables];
    }

    private static string Key(string table) => table switch { "casework.participant" => "person_id", "casework.draft" => "step_id", _ => "id" };

    private static string Listed(IEnumerable<string> words) => words.ToArray() is { Length: > 0 } all ? string.Join(", ", all) : "none";

    private static async Task<T> RowAsync<T>(NpgsqlDataSource source, string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : struct => (await RowsAsync(source, sql, values, read, cancellationToken)).FirstOrDefault();

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataSource source, string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var ask = source.CreateCommand(sql);
        foreach (var value in values) { ask.Parameters.Add(new NpgsqlParameter { Value = value }); }
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<T>();
        while (await row.ReadAsync(cancellationToken)) { found.Add(read(row)); }
        return found;
    }
}
