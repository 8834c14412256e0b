using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.Public;

/// <summary>How far somebody who was found is open to the asker. Who is hidden from them is not found at all.</summary>
public enum Found { Open, Known, Restricted }

/// <param name="Person">Null unless they are open to the asker.</param>
/// <param name="By">Another name or number of theirs that was found, as it reads: "Wren Oldname". Null when it was the name they are listed under, or not for the asker.</param>
public sealed record Hit(Guid Id, string Area, Found Access, PersonSummary? Person, float Likeness, string? By = null);

/// <summary>Is this person known? By any name they ever had, as it sounds and looks, by any number of theirs, and by birth date. Every search is a recorded view of what it found.</summary>
public sealed class PeopleSearch(TrellisDb db, PeopleRegister register, OnePerson one, Views views)
{
    public const int Most = 25;

    /// <summary>Best first. At least a name or a birth date must be given, else nothing is found.</summary>
    public async Task<IReadOnlyList<Hit>> FindAsync(string? name, DateOnly? born, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(name) && born is null) { return []; }
        var found = new List<(Guid Id, string Area, Found Access, float Likeness, Guid? Matched)>();
        await using (var own = await db.OpenAsync(cancellationToken))
        {
            await using var ask = new NpgsqlCommand("select id, area, access, likeness, matched from people.search($1, $2, $3)", own.Connection)
            {
                Parameters =
                {
                    new() { Value = name?.Trim() ?? "" },
                    new() { Value = (object?)born ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date },
                    new() { Value = Most },
                },
            };
            await using var row = await ask.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) { found.Add((row.GetGuid(0), row.GetString(1), Enum.Parse<Found>(row.GetString(2), ignoreCase: true), row.GetFloat(3), row.IsDBNull(4) ? null : row.GetGuid(4))); }
        }

        await views.SawAsync("person-search", "person.search", [.. found.Select(f => f.Id)], cancellationToken: cancellationToken);
        var kept = await one.KeptAsync(found.Where(f => f.Access is Found.Open).Select(f => f.Id), cancellationToken);
        var open = (await register.OfAsync(found.Where(f => f.Access is Found.Open).Select(f => f.Id).Concat(kept.Values), cancellationToken)).ToDictionary(p => p.Id);
        var by = await MatchedAsync([.. found.Where(f => open.ContainsKey(f.Id)).Select(f => f.Matched).OfType<Guid>()], cancellationToken);
        var hits = new List<Hit>();
        foreach (var f in found)
        {
            if (f.Access is not Found.Open)
            {
                hits.Add(new Hit(f.Id, f.Area, f.Access, null, f.Likeness));
                continue;
            }

            // Of two records of one person the one that is kept is shown, by what was found in either.
            var id = kept.GetValueOrDefault(f.Id, f.Id);
            if (!open.TryGetValue(id, out var person) || hits.Exists(h => h.Id == id)) { continue; }
            var also = f.Matched is { } matched ? by.GetValueOrDefault(matched) : id != f.Id && open.TryGetValue(f.Id, out var folded) && folded.Name != person.Name ? folded.Name : null;
            hits.Add(new Hit(id, person.Area, f.Access, person, f.Likeness, also));
        }

        return hits;
    }

    /// <summary>Which other name or number it was, of those the asker may see.</summary>
    private async Task<Dictionary<Guid, string>> MatchedAsync(Guid[] parts, CancellationToken cancellationToken)
    {
        if (parts.Length == 0) { return []; }
        var names = await db.Set<PersonName>().AsNoTracking().Where(n => parts.Contains(n.Id)).ToListAsync(cancellationToken);
        var numbers = await db.Set<PersonIdentifier>().AsNoTracking().Where(n => parts.Contains(n.Id)).ToListAsync(cancellationToken);
        return names.Select(n => (n.Id, n.Name)).Concat(numbers.Select(n => (n.Id, Name: n.Value))).ToDictionary(n => n.Id, n => n.Name);
    }
}
