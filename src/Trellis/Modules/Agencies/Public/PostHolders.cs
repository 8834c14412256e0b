using Npgsql;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.Public;

/// <summary>Somebody who holds a post now.</summary>
public sealed record Holder(Guid User, string Role, string Agency);

/// <summary>A post as it stands, with its holder.</summary>
public sealed record PostStanding(Guid Post, Guid User, string Name, string Agency, string[] Areas, string Role, string? Qualification);

/// <summary>Who holds which posts, for modules that have something for them.</summary>
public sealed class PostHolders(LondonClock clock)
{
    private readonly Dictionary<(string Area, string? Role, string? Agency), IReadOnlyList<Holder>> asked = [];

    /// <summary>Everybody active in a role, or of an agency, in an area today. Asked once in a unit of work.</summary>
    public async Task<IReadOnlyList<Holder>> InAsync(NpgsqlConnection connection, string area, string? role, string? agency, CancellationToken cancellationToken = default)
    {
        if (asked.TryGetValue((area, role, agency), out var known)) { return known; }
        await using var ask = new NpgsqlCommand("""
            select s.id, p.role, p.agency from agencies.post p join agencies.staff s on s.id = p.staff_id
            where s.active and $1 = any(p.areas) and (p.role = $2 or p.agency = $3) and p.starts_on <= $4 and (p.ends_on is null or p.ends_on >= $4)
            order by s.id, p.id
            """, connection)
        {
            Parameters = { new() { Value = area }, Text(role), Text(agency), new() { Value = clock.Today } },
        };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<Holder>();
        while (await row.ReadAsync(cancellationToken)) { found.Add(new Holder(row.GetGuid(0), row.GetString(1), row.GetString(2))); }
        return asked[(area, role, agency)] = found;
    }

    /// <summary>Everybody active in a role today: in an area, or of some agencies.</summary>
    public async Task<IReadOnlyList<Guid>> InRoleAsync(NpgsqlConnection connection, string role, string? area, IReadOnlyCollection<string>? agencies, CancellationToken cancellationToken = default)
    {
        await using var ask = new NpgsqlCommand("""
            select distinct s.id from agencies.post p join agencies.staff s on s.id = p.staff_id
            where s.active and p.role = $1 and ($2::text is null or $2 = any(p.areas)) and ($3::text[] is null or p.agency = any($3)) and p.starts_on <= $4 and (p.ends_on is null or p.ends_on >= $4)
            order by s.id
            """, connection)
        {
            Parameters =
            {
                new() { Value = role },
                Text(area),
                new() { Value = (object?)agencies?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = clock.Today },
            },
        };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<Guid>();
        while (await row.ReadAsync(cancellationToken)) { found.Add(row.GetGuid(0)); }
        return found;
    }

    /// <summary>Everybody active today in any of these roles, of agencies of any of these kinds, in any of these areas: each once, with the first of those areas that is theirs. What is empty is any.</summary>
    public async Task<IReadOnlyList<(Guid User, string Agency, string Area)>> AmongAsync(NpgsqlConnection connection, IReadOnlyCollection<string> roles, IReadOnlyCollection<string> kinds, IReadOnlyCollection<string> areas, CancellationToken cancellationToken = default)
    {
        await using var ask = new NpgsqlCommand("""
            select distinct on (s.id) s.id, p.agency, (select t from unnest(p.areas) t where cardinality($3::text[]) = 0 or t = any($3) order by t limit 1)
            from agencies.post p join agencies.staff s on s.id = p.staff_id join agencies.agency a on a.code = p.agency
            where s.active and (cardinality($1::text[]) = 0 or p.role = any($1)) and (cardinality($2::text[]) = 0 or a.kind = any($2)) and (cardinality($3::text[]) = 0 or p.areas && $3) and p.starts_on <= $4 and (p.ends_on is null or p.ends_on >= $4)
            order by s.id, p.id
            """, connection) { Parameters = { new() { Value = roles.ToArray() }, new() { Value = kinds.ToArray() }, new() { Value = areas.ToArray() }, new() { Value = clock.Today } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<(Guid, string, string)>();
        while (await row.ReadAsync(cancellationToken)) { found.Add((row.GetGuid(0), row.GetString(1), row.GetString(2))); }
        return found;
    }

    /// <summary>Everybody active who holds a post of an agency that is so described today; what is null is any.</summary>
    public async Task<IReadOnlyList<Guid>> OfPostAsync(NpgsqlConnection connection, string agency, string? role, string? team, string? title, string? area, CancellationToken cancellationToken = default)
    {
        await using var ask = new NpgsqlCommand("""
            select distinct s.id from agencies.post p join agencies.staff s on s.id = p.staff_id
            where s.active and p.agency = $1 and p.role = coalesce($2, p.role) and ($3::text is null or p.team = $3) and p.title = coalesce($4, p.title) and ($5::text is null or $5 = any(p.areas))
              and p.starts_on <= $6 and (p.ends_on is null or p.ends_on >= $6)
            order by s.id
            """, connection) { Parameters = { new() { Value = agency }, Text(role), Text(team), Text(title), Text(area), new() { Value = clock.Today } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<Guid>();
        while (await row.ReadAsync(cancellationToken)) { found.Add(row.GetGuid(0)); }
        return found;
    }

    /// <summary>Who stands in these posts on a day; those that have ended, or whose holder's account has, are left out.</summary>
    public static async Task<Dictionary<Guid, PostStanding>> InPostsAsync(NpgsqlConnection connection, IEnumerable<Guid> posts, DateOnly on, CancellationToken cancellationToken = default)
    {
        await using var ask = new NpgsqlCommand("""
            select p.id, s.id, s.name, p.agency, p.areas, p.role, p.qualification from agencies.post p join agencies.staff s on s.id = p.staff_id
            where p.id = any($1) and s.active and p.starts_on <= $2 and (p.ends_on is null or p.ends_on >= $2)
            """, connection) { Parameters = { new() { Value = posts.ToArray() }, new() { Value = on } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<Guid, PostStanding>();
        while (await row.ReadAsync(cancellationToken)) { found[row.GetGuid(0)] = new PostStanding(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetFieldValue<string[]>(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6)); }
        return found;
    }

    /// <summary>Name and e-mail address of users whose account is open.</summary>
    public static async Task<Dictionary<Guid, (string Name, string Address)>> AddressesAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> users, CancellationToken cancellationToken = default)
    {
        await using var ask = new NpgsqlCommand("select id, name, email from agencies.staff where active and id = any($1)", connection) { Parameters = { new() { Value = users.ToArray() } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<Guid, (string, string)>();
        while (await row.ReadAsync(cancellationToken)) { found[row.GetGuid(0)] = (row.GetString(1), row.GetString(2)); }
        return found;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
}
