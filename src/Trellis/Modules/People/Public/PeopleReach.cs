using Npgsql;

namespace Trellis.Modules.People.Public;

/// <param name="Area">The borough they are known in.</param>
public sealed record Told(Guid Id, string Area, Found Access);

/// <summary>How far people are open to the asker, whoever found them. Who is hidden is not in the answer, and the database decides. The asker notes the view.</summary>
public sealed class PeopleReach(TrellisDb db)
{
    public async Task<IReadOnlyDictionary<Guid, Told>> OfAsync(IEnumerable<Guid> people, CancellationToken cancellationToken = default)
    {
        var found = new Dictionary<Guid, Told>();
        var asked = people.Distinct().ToArray();
        if (asked.Length == 0) { return found; }
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select id, area, access from people.told_of($1)", own.Connection) { Parameters = { new() { Value = asked } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) { found[row.GetGuid(0)] = new Told(row.GetGuid(0), row.GetString(1), Enum.Parse<Found>(row.GetString(2), ignoreCase: true)); }
        return found;
    }
}
