using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Keys;

/// <summary>A further outer key; all keys in the database are locked with it anew. Nothing they lock changes.</summary>
public static class KeyRotation
{
    private static readonly (string Table, string Name, string Key)[] Kept = [("keys.protection", "'protection key ' || name", "name"), ("keys.area_key", "'area key ' || area || '/' || version", "(area, version)::text"), .. Others];

    /// <summary>Keys that modules lock with the outer key: table, what it is locked for, its primary key.</summary>
    private static (string, string, string)[] Others => [("extracts.holding", "'extract key of ' || staff_id", "id::text")];

    /// <summary>Returns how many keys were locked anew. One that does not open stops it, and nothing has changed but a further key in the file.</summary>
    /// <exception cref="CannotRunException">A key in the database opens with none in the file.</exception>
    public static async Task<int> RunAsync(Database database, OuterKeys outer, CancellationToken stop = default)
    {
        await CheckAsync(database, outer, stop);
        outer.Add();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var count = 0;
        foreach (var (table, name, key) in Kept)
        {
            foreach (var (purpose, which, id, body) in await RowsAsync(connection, table, name, key, stop))
            {
                await using var change = new NpgsqlCommand($"update {table} set outer_id = $1, body = $2 where {key} = $3", connection)
                {
                    Parameters = { new() { Value = outer.Newest }, new() { Value = outer.Lock(purpose, outer.Open(purpose, id, body)) }, new() { Value = which } },
                };
                count += await change.ExecuteNonQueryAsync(stop);
            }
        }

        await transaction.CommitAsync(stop);
        return count;
    }

    /// <summary>Every key in the database opens with one in the file. Asked at the start, so that nobody works for a day with the wrong file.</summary>
    public static async Task CheckAsync(Database database, OuterKeys outer, CancellationToken stop = default)
    {
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(stop);
        foreach (var (table, name, key) in Kept)
        {
            foreach (var (purpose, _, id, body) in await RowsAsync(connection, table, name, key, stop))
            {
                try
                {
                    outer.Open(purpose, id, body);
                }
                catch (LostKeyException e)
                {
                    throw new CannotRunException($"The {purpose} does not open: {e.Message}. {OuterKeys.Setting} must name the key file this database was used with", e);
                }
            }
        }
    }

    private static async Task<List<(string Purpose, string Key, string Id, byte[] Body)>> RowsAsync(NpgsqlConnection connection, string table, string name, string key, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand($"select {name}, {key}, outer_id, body from {table}", connection);
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<(string, string, string, byte[])>();
        while (await row.ReadAsync(stop)) { found.Add((row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<byte[]>(3))); }
        return found;
    }
}
