using Npgsql;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>
/// Deadlines and statuses are kept as they follow from facts under one practice model and calendar. When either has changed
/// since, they are worked out again for everybody, once: a limit that was corrected governs the clocks that run.
/// </summary>
/// <param name="practice">The version of model and calendar.</param>
public sealed class Redrawing(Database database, Consequences consequences, LondonClock clock, string practice)
{
    private const long Lock = 7206111;
    private const int AtOnce = 200;

    /// <summary>Raised when this program works out otherwise what follows from the same facts.</summary>
    private const int Edition = 1;

    private const string Everybody = "select area, array_agg(distinct person_id) from record.fact where person_id is not null group by area order by area";

    /// <returns>How many people were gone through and how many rows had to change; null when they were drawn under this practice already.</returns>
    public async Task<(int People, int Rows)?> IfChangedAsync(CancellationToken cancellationToken = default)
    {
        var version = $"{Edition}.{practice}";
        await using var owner = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(cancellationToken);
        await RunAsync(owner, $"select pg_advisory_lock({Lock})", cancellationToken);
        try
        {
            await using (var ask = new NpgsqlCommand("select version from record.drawn_under", owner))
            {
                if (await ask.ExecuteScalarAsync(cancellationToken) is string was && was == version) { return null; }
            }

            var (people, rows) = (0, 0);
            foreach (var (area, theirs) in await EverybodyAsync(owner, cancellationToken))
            {
                people += theirs.Length;
                rows += await DrawAsync(area, theirs, cancellationToken);
            }

            await RunAsync(owner, "insert into record.drawn_under (version) values ($1) on conflict (one) do update set version = excluded.version, at = excluded.at", cancellationToken, version);
            return (people, rows);
        }
        finally
        {
            await RunAsync(owner, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private async Task<int> DrawAsync(string area, Guid[] people, CancellationToken cancellationToken)
    {
        await using var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(cancellationToken);
        await WhoIsAsking.TellAsync(connection, Actor.TheSystem(area), clock.Now, cancellationToken);
        var rows = 0;
        foreach (var some in people.Order().Chunk(AtOnce))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            rows += await consequences.FollowAsync(connection, transaction, area, some, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return rows;
    }

    private static async Task<List<(string Area, Guid[] People)>> EverybodyAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand(Everybody, owner) { CommandTimeout = 0 };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<(string, Guid[])>();
        while (await row.ReadAsync(cancellationToken)) { found.Add((row.GetString(0), row.GetFieldValue<Guid[]>(1))); }
        return found;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value }); }
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
