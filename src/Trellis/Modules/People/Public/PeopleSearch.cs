using Npgsql;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.Public;

/// <param name="Person">Null when they are known in an area whose records the asker may not open.</param>
public sealed record Hit(Guid Id, string Area, PersonSummary? Person, float Likeness);

/// <summary>Is this person known? By name as it sounds and looks, and by birth date. Every search is a recorded view of what it found.</summary>
public sealed class PeopleSearch(TrellisDb db, PeopleRegister register, Views views)
{
    public const int Most = 25;

    /// <summary>Best first. At least a name or a birth date must be given, else nothing is found.</summary>
    public async Task<IReadOnlyList<Hit>> FindAsync(string? name, DateOnly? born, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(name) && born is null) { return []; }
        var found = new List<(Guid Id, string Area, bool Mine, float Likeness)>();
        await using (var own = await db.OpenAsync(cancellationToken))
        {
            await using var ask = new NpgsqlCommand("select id, area, mine, likeness from people.search($1, $2, $3)", own.Connection)
            {
                Parameters =
                {
                    new() { Value = name?.Trim() ?? "" },
                    new() { Value = (object?)born ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date },
                    new() { Value = Most },
                },
            };
            await using var row = await ask.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) { found.Add((row.GetGuid(0), row.GetString(1), row.GetBoolean(2), row.GetFloat(3))); }
        }

        await views.SawAsync("person-search", "person.search", [.. found.Select(f => f.Id)], cancellationToken: cancellationToken);
        var mine = (await register.OfAsync(found.Where(f => f.Mine).Select(f => f.Id), cancellationToken)).ToDictionary(p => p.Id);
        return [.. found.Where(f => !f.Mine || mine.ContainsKey(f.Id)).Select(f => new Hit(f.Id, f.Area, mine.GetValueOrDefault(f.Id), f.Likeness))];
    }
}
