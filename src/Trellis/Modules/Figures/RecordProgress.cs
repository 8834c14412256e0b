using System.Collections.Frozen;
using System.Collections.Immutable;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Modules.Figures;

/// <summary>How far the record had come at a look.</summary>
/// <param name="First">The look before which nothing is known: the first of the program, or of a record that was restored.</param>
/// <param name="Said">The last look at which each kind of fact was new.</param>
public sealed record RecordPosition(long Look, long First, ImmutableDictionary<string, long> Said)
{
    /// <summary>The last look at which anything of these kinds was new.</summary>
    /// <param name="kinds">Null for every kind.</param>
    public long Of(FrozenSet<string>? kinds) => Said.Where(s => kinds?.Contains(s.Key) is not false).Select(s => s.Value).Append(First).Max();
}

/// <summary>
/// Watches what is said in the record, so that what was counted is counted again only where something was said of the kinds it counts.
/// A look reads what transactions said that were not known to be over at the look before: a transaction that began early and ended late is not missed.
/// </summary>
public sealed class RecordProgress(Database database) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private (int Era, string Horizon)? seen;
    private RecordPosition position = new(0, 0, ImmutableDictionary<string, long>.Empty);

    /// <returns>A position from before anything that is counted after this call.</returns>
    public async Task<RecordPosition> LookAsync(CancellationToken cancellationToken = default)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("""
                select record.this_era(), pg_snapshot_xmin(pg_current_snapshot())::text,
                  case when $1 = record.this_era() then array(select distinct f.kind from record.fact f where f.era = $1 and f.xid >= $2::xid8) end
                """);
            ask.Parameters.Add(new NpgsqlParameter { Value = seen?.Era ?? 0 });
            ask.Parameters.Add(new NpgsqlParameter { Value = seen?.Horizon ?? "0" });
            await using var row = await ask.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            var look = position.Look + 1;
            seen = (row.GetInt32(0), row.GetString(1));
            position = row.IsDBNull(2)
                ? new RecordPosition(look, look, ImmutableDictionary<string, long>.Empty)
                : position with { Look = look, Said = position.Said.SetItems(row.GetFieldValue<string[]>(2).Select(k => KeyValuePair.Create(k, look))) };
            return position;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
