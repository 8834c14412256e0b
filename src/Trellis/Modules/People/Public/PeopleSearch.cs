using Npgsql;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.Public;

/// <summary>How far somebody who was found is open to the asker. Who is hidden from them is not found at all.</summary>
public enum Found { Open, Known, Restricted }

/// <param name="Person">Null unless they are open to the asker.</param>
public sealed record Hit(Guid Id, string Area, Found Access, PersonSummary? Person, float Likeness);

/// <summary>Is this person known? By name as it sounds and looks, and by birth date. Every search is a recorded view of what it found.</summary>
public sealed class PeopleSearch(TrellisDb db, PeopleRegister register, Views views)
{
    public const int Most = 25;

    /// <summary>Best first. At least a name or a birth date must be given, else nothing is found.</summary>
    public async Task<IReadOnlyList<Hit>> FindAsync(string? name, DateOnly? born, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(name) && born is null) { return []; }
        var found = new List<(Guid Id, string Area, Found Access, float Likeness)>();
        await using (var own = await db.OpenAsync(cancellationToken))
        {
            await using var ask = new NpgsqlCommand("select id, area, access, likeness from people.search($1, $2, $3)", own.Connection)
            {
                Parameters =
                {
                    new() { Value = name?.Trim() ?? "" },
                    new() { Value = (object?)born ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date },
                    new() { Value = Most },
                },
            };
            await using var row = await ask.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) { found.Add((row.GetGuid(0), row.GetString(1), Enum.Parse<Found>(row.GetString(2), ignoreCase: true), row.GetFloat(3))); }
        }

        await views.SawAsync("person-search", "person.search", [.. found.Select(f => f.Id)], cancellationToken: cancellationToken);
        var open = (await register.OfAsync(found.Where(f => f.Access is Found.Open).Select(f => f.Id), cancellationToken)).ToDictionary(p => p.Id);
        return [.. found.Where(f => f.Access is not Found.Open || open.ContainsKey(f.Id)).Select(f => new Hit(f.Id, f.Area, f.Access, open.GetValueOrDefault(f.Id), f.Likeness))];
    }
}
