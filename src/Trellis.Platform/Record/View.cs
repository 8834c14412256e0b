using Npgsql;
using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>
/// Who looked at whose record, when, for what purpose. Written before it is shown: when it can't be written,
/// <see cref="SawAsync"/> throws and nothing is shown.
/// </summary>
public sealed class Views(RecordDb db, LondonClock clock)
{
    private const string Insert = """
        insert into record.view (id, at, user_id, post_id, agency, area, what, purpose, people, matter_id, salt, address)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    /// <param name="what">The page, list, search, print or export, for example <c>person</c> or <c>work-list</c>.</param>
    /// <param name="purpose">Why it was looked at: the act word it was for.</param>
    public async Task SawAsync(string what, string purpose, IReadOnlyCollection<Guid> people, string? area = null, Guid? matter = null, CancellationToken cancellationToken = default)
    {
        var actor = db.Acting.Actor;
        await using var own = await db.OpenAsync(cancellationToken);
        await using var write = new NpgsqlCommand(Insert, own.Connection)
        {
            Parameters =
            {
                new() { Value = Ids.New() },
                new() { Value = clock.Now },
                new() { Value = actor.UserId },
                new() { Value = (object?)actor.PostId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new() { Value = (object?)actor.Agency ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = (object?)area ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = what },
                new() { Value = purpose },
                new() { Value = people.Distinct().ToArray() },
                new() { Value = (object?)matter ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new() { Value = Salts.New() },
                new() { Value = (object?)actor.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            },
        };
        await write.ExecuteNonQueryAsync(cancellationToken);
    }
}
