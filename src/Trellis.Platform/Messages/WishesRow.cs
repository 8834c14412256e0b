using Npgsql;

namespace Trellis.Platform.Messages;

/// <summary>Wishes as they are kept.</summary>
public static class WishesRow
{
    public static string Word(Sending sending) => sending switch { Sending.AtOnce => "at-once", Sending.Digest => "digest", _ => "none" };

    public static Sending Read(string word) => word switch { "at-once" => Sending.AtOnce, "digest" => Sending.Digest, _ => Sending.None };

    /// <summary>Of those who have chosen.</summary>
    internal static async Task<Dictionary<Guid, Wishes>> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid[] users, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select id, sending, digest_hour, quiet_from, quiet_to from messages.settings_of($1)", connection, transaction) { Parameters = { new() { Value = users } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<Guid, Wishes>();
        while (await row.ReadAsync(cancellationToken))
        {
            found[row.GetGuid(0)] = new Wishes(Read(row.GetString(1)), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.IsDBNull(4) ? null : row.GetInt32(4));
        }

        return found;
    }
}
