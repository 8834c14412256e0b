using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Trellis.Platform.Record;

/// <summary>What the seals say: which rows there were, with the hash of each, and the transactions each seal covers.</summary>
internal sealed class Sealed
{
    private const int IdAt = 2;
    private const int HashAt = IdAt + 16;
    private const int LeafLength = HashAt + 32;

    private readonly List<byte[]> bodies = [];
    private readonly List<(int Era, long From, long To, long Number)> spans = [];
    private readonly List<Leaf>[] leaves = [.. Leaves.Kinds.Select(_ => new List<Leaf>())];

    /// <summary>One sealed row: its id and where in the seals it stands.</summary>
    public readonly record struct Leaf(UInt128 Id, int Seal, int Offset);

    public int Count => bodies.Count;

    /// <summary>In order of id.</summary>
    public IReadOnlyList<Leaf> Of(int kind) => leaves[kind];

    public ReadOnlySpan<byte> Hash(Leaf leaf) => bodies[leaf.Seal].AsSpan(leaf.Offset + HashAt, LeafLength - HashAt);

    public long Number(Leaf leaf) => spans[leaf.Seal].Number;

    /// <summary>The seal a row of this transaction must be in.</summary>
    public long? Covers(int era, long xid)
    {
        foreach (var span in spans)
        {
            if (span.Era == era && span.From <= xid && xid < span.To) { return span.Number; }
        }

        return null;
    }

    public static async Task<Sealed> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction snapshot, List<Tampering> tampered, CancellationToken cancellationToken)
    {
        var found = new Sealed();
        await using var ask = new NpgsqlCommand("""
            select number, (extract(epoch from at) * 1000000)::bigint, era, from_xid::text, to_xid::text, rows, leaves, previous, hash,
              (select max(last_seal) from record.era) from record.seal
            union all
            select null, null, null, null, null, null, null, null, null, (select max(last_seal) from record.era)
            order by 1
            """, connection, snapshot) { CommandTimeout = 0 };
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var previous = new byte[32];
        long expected = 1, last = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            last = reader.IsDBNull(9) ? 0 : reader.GetInt64(9);
            if (reader.IsDBNull(0)) { continue; }
            var number = reader.GetInt64(0);
            var (at, era, from, to, rows) = (reader.GetInt64(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5));
            var body = reader.GetFieldValue<byte[]>(6);
            var hash = reader.GetFieldValue<byte[]>(8);
            var head = string.Join('\u001f', number, at, era, from, to, rows);
            var before = reader.GetFieldValue<byte[]>(7);
            byte[] whole = [.. before, .. Encoding.UTF8.GetBytes(head), .. SHA256.HashData(body)];
            Missing(expected, number - 1, tampered);

            // After a missing one, what it is chained to cannot be known; the missing one is named instead.
            var follows = number != expected || before.AsSpan().SequenceEqual(previous);
            if (!follows || !SHA256.HashData(whole).AsSpan().SequenceEqual(hash) || body.Length != rows * LeafLength)
            {
                tampered.Add(new Tampering("seal", number.ToString(CultureInfo.InvariantCulture), "broken", number));
            }

            found.Add(number, era, long.Parse(from, CultureInfo.InvariantCulture), long.Parse(to, CultureInfo.InvariantCulture), body);
            previous = hash;
            expected = number + 1;
        }

        Missing(expected, last, tampered);
        foreach (var kind in found.leaves) { kind.Sort((a, b) => a.Id.CompareTo(b.Id)); }
        return found;
    }

    private void Add(long number, int era, long from, long to, byte[] body)
    {
        var seal = bodies.Count;
        bodies.Add(body);
        spans.Add((era, from, to, number));
        for (var offset = 0; offset + LeafLength <= body.Length; offset += LeafLength)
        {
            var kind = BinaryPrimitives.ReadInt16BigEndian(body.AsSpan(offset));
            if (kind > 0 && kind < leaves.Length) { leaves[kind].Add(new Leaf(BinaryPrimitives.ReadUInt128BigEndian(body.AsSpan(offset + IdAt)), seal, offset)); }
        }
    }

    private static void Missing(long from, long to, List<Tampering> tampered)
    {
        for (var number = from; number <= to; number++) { tampered.Add(new Tampering("seal", number.ToString(CultureInfo.InvariantCulture), "deleted", number)); }
    }
}
