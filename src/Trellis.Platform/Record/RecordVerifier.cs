using System.Buffers.Binary;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Record;

/// <param name="Kind">act, words, fact, view or seal.</param>
/// <param name="What">altered, deleted, inserted, or broken (of a seal).</param>
public sealed record Tampering(string Kind, string Id, string What, long Seal);

/// <param name="Rows">Sealed rows looked at.</param>
/// <param name="Unsealed">Rows recorded since the last seal.</param>
/// <param name="Waiting">Those of them that should have been sealed: nothing older is still being written, and they are minutes old.</param>
/// <param name="Disposed">Rows whose words were lawfully erased: id and the act it was done under.</param>
public sealed record Verification(long Seals, long Rows, long Unsealed, long Waiting, IReadOnlyList<(string Kind, Guid Id, Guid Act)> Disposed, IReadOnlyList<Tampering> Tampered)
{
    public bool Holds => Tampered.Count == 0;

    /// <summary>Sealing has stopped: what was recorded since could be altered and nobody would see it.</summary>
    public bool IsStuck => Waiting > 0;
}

/// <summary>
/// Compares every sealed row with its seal, and each seal with the one before. Works as the owner, on one snapshot that several
/// connections share: the database reads while the hashes are worked out here.
/// </summary>
public static class RecordVerifier
{
    private static readonly int[] AllButFacts = [1, 2, 4];
    private const int Facts = 3;

    /// <summary>The site seals every few seconds; five minutes are long enough.</summary>
    private const string Overdue = """
        with last as (select era, to_xid from record.seal order by number desc limit 1), open as (select pg_snapshot_xmin(pg_current_snapshot()) as xid)
        select count(*) from (
          select era, xid, at from record.act union all
          select w.era, w.xid, a.at from record.words w join record.act a on a.id = w.act_id union all
          select era, xid, recorded from record.fact union all
          select era, xid, at from record.view
        ) r
        where r.xid < (select xid from open) and r.at < coalesce($1, now()) - interval '5 minutes'
          and (r.era, r.xid) >= (coalesce((select era from last), 0), coalesce((select to_xid from last), '0'::xid8))
        """;

    /// <param name="now">When it is asked; null is the time of the database's machine.</param>
    public static async Task<Verification> VerifyAsync(Database database, DateTimeOffset? now = null, CancellationToken cancellationToken = default)
    {
        await using var first = await OpenAsync(database, null, cancellationToken);
        var snapshot = await first.ScalarAsync<string>("select pg_export_snapshot()", cancellationToken);
        await using var second = await OpenAsync(database, snapshot, cancellationToken);
        await using var third = await OpenAsync(database, snapshot, cancellationToken);
        var tampered = new List<Tampering>();
        var seals = await Sealed.ReadAsync(first.Connection, first.Transaction, tampered, cancellationToken);
        var next = await first.ScalarAsync<long>("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint", cancellationToken);
        var era = await first.ScalarAsync<int>("select max(number) from record.era", cancellationToken);
        var waiting = await first.ScalarAsync<long>(Overdue, cancellationToken, new NpgsqlParameter { Value = (object?)now ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        var lawful = await DisposalsAsync(first, cancellationToken);
        var known = new Known(seals, lawful, era, next);
        var all = await Task.WhenAll(
            Task.Run(() => FactsAsync(known, first.Connection, second.Connection, cancellationToken), cancellationToken),
            Task.Run(() => OthersAsync(known, third.Connection, cancellationToken), cancellationToken));
        tampered.AddRange(all.SelectMany(a => a.Tampered));
        return new Verification(
            seals.Count, all.Sum(a => a.Rows), all.Sum(a => a.Unsealed), waiting, [.. all.SelectMany(a => a.Disposed)],
            [.. tampered.OrderBy(t => t.Seal).ThenBy(t => t.Kind != "seal").ThenBy(t => t.Id, StringComparer.Ordinal)]);
    }

    private static async Task<RowCheck> FactsAsync(Known known, NpgsqlConnection forFacts, NpgsqlConnection forDetails, CancellationToken cancellationToken)
    {
        var check = new RowCheck(known);
        check.Begin(Facts);
        await using (var facts = await CopiedRows.AskAsync(forFacts, Leaves.Kinds[Facts].Query, Leaves.Kinds[Facts].Columns, cancellationToken))
        await using (var details = await CopiedRows.AskAsync(forDetails, Leaves.Details, Leaves.DetailColumns, cancellationToken))
        {
            var more = await details.NextAsync(cancellationToken);
            while (await facts.NextAsync(cancellationToken))
            {
                var id = facts.Id(Leaves.Id);
                check.Leaves.NoDetails();
                for (; more && details.Id(0) <= id; more = await details.NextAsync(cancellationToken))
                {
                    if (details.Id(0) == id) { check.Leaves.AddDetail(details); }
                    else { check.Stray(details.Id(0)); }
                }

                check.Row(facts);
            }

            for (; more; more = await details.NextAsync(cancellationToken)) { check.Stray(details.Id(0)); }
        }

        check.End();
        return check;
    }

    private static async Task<RowCheck> OthersAsync(Known known, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var check = new RowCheck(known);
        foreach (var kind in AllButFacts)
        {
            check.Begin(kind);
            await using (var rows = await CopiedRows.AskAsync(connection, Leaves.Kinds[kind].Query, Leaves.Kinds[kind].Columns, cancellationToken))
            {
                while (await rows.NextAsync(cancellationToken)) { check.Row(rows); }
            }

            check.End();
        }

        return check;
    }

    /// <summary>Every disposal the record itself tells of: the act, and what was erased under it.</summary>
    private static async Task<HashSet<(Guid Act, Guid Row)>> DisposalsAsync(Session session, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand(
            "select a.id, f.source_id from record.act a join record.fact f on f.act_id = a.id where a.word = 'record.dispose' and f.kind = 'record.disposed' and f.source_id is not null",
            session.Connection, session.Transaction);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<(Guid, Guid)>();
        while (await reader.ReadAsync(cancellationToken)) { found.Add((reader.GetGuid(0), reader.GetGuid(1))); }
        return found;
    }

    private sealed record Session(NpgsqlConnection Connection, NpgsqlTransaction Transaction) : IAsyncDisposable
    {
        public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] values)
        {
            await using var ask = new NpgsqlCommand(sql, Connection, Transaction) { CommandTimeout = 0 };
            ask.Parameters.AddRange(values);
            return (T)(await ask.ExecuteScalarAsync(cancellationToken))!;
        }

        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }

    private static async Task<Session> OpenAsync(Database database, string? snapshot, CancellationToken cancellationToken)
    {
        var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(cancellationToken);
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var set = snapshot is null ? "" : $"set transaction snapshot '{snapshot}';";
        await using var begin = new NpgsqlCommand($"{set} set local jit = off; set local work_mem = '128MB'", connection, transaction);
        await begin.ExecuteNonQueryAsync(cancellationToken);
        return new Session(connection, transaction);
    }

    /// <param name="Era">The newest.</param>
    /// <param name="NextXid">No row seen can be of this transaction or a later one.</param>
    private sealed record Known(Sealed Seals, HashSet<(Guid Act, Guid Row)> Lawful, int Era, long NextXid);

    /// <summary>Rows of one kind after another, each in order of id, laid beside what was sealed of them.</summary>
    private sealed class RowCheck(Known known)
    {
        private readonly byte[] leaf = new byte[32];
        private int kind;
        private int at;

        public Leaves Leaves { get; } = new();

        public List<Tampering> Tampered { get; } = [];

        public List<(string Kind, Guid Id, Guid Act)> Disposed { get; } = [];

        public long Rows { get; private set; }

        public long Unsealed { get; private set; }

        public void Begin(int ofKind)
        {
            (kind, at) = (ofKind, 0);
            Leaves.NoDetails();
        }

        public void Row(CopiedRows row)
        {
            var id = row.Id(Leaves.Id);
            var leaves = known.Seals.Of(kind);
            while (at < leaves.Count && leaves[at].Id < id) { Say(leaves[at].Id, "deleted", known.Seals.Number(leaves[at++])); }
            if (at == leaves.Count || leaves[at].Id != id)
            {
                NotSealed(row, id);
                return;
            }

            Rows++;
            Leaves.Of(kind, row, leaf);
            var seal = known.Seals.Number(leaves[at]);
            var same = true;
            for (; at < leaves.Count && leaves[at].Id == id; at++) { same &= known.Seals.Hash(leaves[at]).SequenceEqual(leaf); }
            if (!same || !IsLawful(row, id)) { Say(id, "altered", seal); }
            else if (!row.IsNull(Leaves.DisposedBy)) { Disposed.Add((Leaves.Kinds[kind].Name, Name(id), Name(row.Id(Leaves.DisposedBy)))); }
        }

        /// <summary>A detail of no fact.</summary>
        public void Stray(UInt128 fact) => Say(fact, "inserted", 0);

        public void End()
        {
            for (var leaves = known.Seals.Of(kind); at < leaves.Count; at++) { Say(leaves[at].Id, "deleted", known.Seals.Number(leaves[at])); }
        }

        private void NotSealed(CopiedRows row, UInt128 id)
        {
            var (era, xid) = (row.Int32(Leaves.Era), row.Int64(Leaves.Xid));
            if (known.Seals.Covers(era, xid) is { } seal) { Say(id, "inserted", seal); }
            else if (era > known.Era || (era == known.Era && xid >= known.NextXid)) { Say(id, "inserted", 0); }
            else { Unsealed++; }
        }

        /// <summary>Whole, or erased by a disposal that says so and left nothing.</summary>
        private bool IsLawful(CopiedRows row, UInt128 id) =>
            row.IsNull(Leaves.DisposedBy) && row.IsNull(Leaves.Digest)
            || (!row.IsNull(Leaves.DisposedBy) && !row.IsNull(Leaves.Digest) && Leaves.IsEmpty(kind, row) && known.Lawful.Contains((Name(row.Id(Leaves.DisposedBy)), Name(id))));

        private void Say(UInt128 id, string what, long seal) => Tampered.Add(new Tampering(Leaves.Kinds[kind].Name, Name(id).ToString(), what, seal));

        private static Guid Name(UInt128 id)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
            return new Guid(bytes, bigEndian: true);
        }
    }
}
