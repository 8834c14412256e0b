using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Record;

/// <param name="Kind">act, words, fact, view or seal.</param>
/// <param name="What">altered, deleted, inserted, or broken (of a seal).</param>
public sealed record Tampering(string Kind, string Id, string What, long Seal);

/// <param name="Rows">Sealed rows looked at.</param>
/// <param name="Unsealed">Rows recorded since the last seal.</param>
/// <param name="Disposed">Rows whose words were lawfully erased: id and the act it was done under.</param>
public sealed record Verification(long Seals, long Rows, long Unsealed, IReadOnlyList<(string Kind, Guid Id, Guid Act)> Disposed, IReadOnlyList<Tampering> Tampered)
{
    public bool Holds => Tampered.Count == 0;
}

/// <summary>Compares every sealed row with its seal, and each seal with the one before. Works as the owner, in one snapshot.</summary>
public static class RecordVerifier
{
    private const int LeafLength = 2 + 16 + 32;
    private static readonly string[] Kinds = ["", "act", "words", "fact", "view"];

    public static async Task<Verification> VerifyAsync(Database database, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var tampered = new List<Tampering>();
        var disposed = new List<(string, Guid, Guid)>();
        var sealed_ = await ReadSealsAsync(connection, snapshot, tampered, cancellationToken);
        var disposals = await DisposalsAsync(connection, snapshot, cancellationToken);
        long rows = 0, unsealed = 0;
        for (var kind = 1; kind < Kinds.Length; kind++)
        {
            await using var ask = new NpgsqlCommand(Leaves.All[kind - 1], connection, snapshot) { CommandTimeout = 0 };
            await using var reader = await ask.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
            var leaf = new byte[32];
            while (await reader.ReadAsync(cancellationToken))
            {
                var id = reader.GetGuid(0);
                reader.GetBytes(1, 0, leaf, 0, 32);
                Guid? under = reader.IsDBNull(2) ? null : reader.GetGuid(2);
                var (era, xid) = (reader.GetInt32(3), reader.GetInt64(4));
                if (!sealed_.Leaves.Remove((kind, id), out var at))
                {
                    if (sealed_.Covers(era, xid) is { } seal) { tampered.Add(new Tampering(Kinds[kind], id.ToString(), "inserted", seal)); }
                    else { unsealed++; }
                    continue;
                }

                rows++;
                var kept = sealed_.Bodies[at.Seal].AsSpan(at.Offset + 18, 32);
                if (!kept.SequenceEqual(leaf) || (under is { } act && !disposals.Contains(act))) { tampered.Add(new Tampering(Kinds[kind], id.ToString(), "altered", at.Seal)); }
                else if (under is { } lawful) { disposed.Add((Kinds[kind], id, lawful)); }
            }
        }

        tampered.AddRange(sealed_.Leaves.Select(l => new Tampering(Kinds[l.Key.Kind], l.Key.Id.ToString(), "deleted", l.Value.Seal)));
        return new Verification(sealed_.Bodies.Count, rows, unsealed, disposed, [.. tampered.OrderBy(t => t.Seal).ThenBy(t => t.Id, StringComparer.Ordinal)]);
    }

    private sealed record Sealed(Dictionary<long, byte[]> Bodies, Dictionary<(int Kind, Guid Id), (long Seal, int Offset)> Leaves, List<(int Era, long From, long To, long Number)> Spans)
    {
        /// <summary>The seal a row of this transaction would have been in.</summary>
        public long? Covers(int era, long xid) => Spans.Where(s => s.Era == era && s.From <= xid && xid < s.To).Select(s => (long?)s.Number).FirstOrDefault();
    }

    private static async Task<Sealed> ReadSealsAsync(NpgsqlConnection connection, NpgsqlTransaction snapshot, List<Tampering> tampered, CancellationToken cancellationToken)
    {
        var found = new Sealed([], [], []);
        await using var ask = new NpgsqlCommand(
            "select number, (extract(epoch from at) * 1000000)::bigint, era, from_xid::text, to_xid::text, rows, leaves, previous, hash from record.seal order by number", connection, snapshot) { CommandTimeout = 0 };
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var previous = new byte[32];
        long expected = 1;
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = reader.GetInt64(0);
            var (at, era, from, to, rows) = (reader.GetInt64(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5));
            var body = reader.GetFieldValue<byte[]>(6);
            var hash = reader.GetFieldValue<byte[]>(8);
            var head = string.Join('\u001f', number, at, era, from, to, rows);
            byte[] whole = [.. previous, .. Encoding.UTF8.GetBytes(head), .. SHA256.HashData(body)];
            if (number != expected) { tampered.Add(new Tampering("seal", expected.ToString(CultureInfo.InvariantCulture), "deleted", expected)); }
            if (!reader.GetFieldValue<byte[]>(7).AsSpan().SequenceEqual(previous) || !SHA256.HashData(whole).AsSpan().SequenceEqual(hash) || body.Length != rows * LeafLength)
            {
                tampered.Add(new Tampering("seal", number.ToString(CultureInfo.InvariantCulture), "broken", number));
            }

            found.Bodies[number] = body;
            found.Spans.Add((era, long.Parse(from, CultureInfo.InvariantCulture), long.Parse(to, CultureInfo.InvariantCulture), number));
            found.Leaves.EnsureCapacity(found.Leaves.Count + (body.Length / LeafLength));
            for (var offset = 0; offset + LeafLength <= body.Length; offset += LeafLength)
            {
                var kind = BinaryPrimitives.ReadInt16BigEndian(body.AsSpan(offset, 2));
                found.Leaves[(Math.Clamp((int)kind, 0, Kinds.Length - 1), new Guid(body.AsSpan(offset + 2, 16), bigEndian: true))] = (number, offset);
            }

            previous = hash;
            expected = number + 1;
        }

        return found;
    }

    private static async Task<HashSet<Guid>> DisposalsAsync(NpgsqlConnection connection, NpgsqlTransaction snapshot, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select id from record.act where word = 'record.dispose'", connection, snapshot);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken)) { found.Add(reader.GetGuid(0)); }
        return found;
    }
}
