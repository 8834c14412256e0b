using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Trellis.Platform.Keys;

namespace Trellis.Modules.Questionnaires;

/// <summary>What came out of the box of a round that closed. Of nobody, at no time, in no order.</summary>
public sealed class AnonymousAnswer
{
    public Guid Id { get; init; }

    public Guid RoundId { get; init; }

    /// <summary>The agency or area it is counted under; empty where too few answered there.</summary>
    public string Part { get; init; } = "";

    /// <summary>JSON object: question to what was chosen.</summary>
    public string Coded { get; init; } = "";
}

/// <summary>Words somebody wrote, apart from everything else they answered.</summary>
public sealed class AnonymousText
{
    public Guid Id { get; init; }

    public Guid RoundId { get; init; }

    public string Field { get; init; } = "";

    public string Body { get; init; } = "";
}

/// <summary>An answer as it lies in the box, locked.</summary>
public sealed record Ballot(string Part, Dictionary<string, string> Coded, Dictionary<string, string> Texts);

/// <summary>
/// The box of an anonymous round: answers are put in locked and all of one length, under a mark that the invitation hashes to, with a key that
/// is in the database only locked. It is opened once, when the round closes: shuffled, taken apart, and the key thrown away.
/// docs/decisions/0181-anonymous-answers.md says against whom this holds.
/// </summary>
public sealed class Ballots(AreaKeys keys)
{
    /// <summary>Bytes of every locked answer, whatever was written in it.</summary>
    private const int Length = 32 * 1024;
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Header = 4;

    /// <summary>The most that fits, in UTF-8.</summary>
    public const int Most = Length - NonceLength - TagLength - Header;

    /// <summary>The key of a new box, locked with that of its area.</summary>
    public Task<string> NewKeyAsync(Round round, CancellationToken stop = default) =>
        keys.LockAsync(round.Areas[0], round.Id, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength)), stop);

    /// <summary>Puts an answer in, apart from everything else that is written: no act, no transaction but its own. False: they have sent one before.</summary>
    /// <exception cref="ArgumentException">More was written than fits.</exception>
    public async Task<bool> CastAsync(TrellisDb db, Round round, Invitee by, Ballot ballot, CancellationToken stop = default)
    {
        var key = await KeyAsync(round, stop);
        await using var own = await db.OpenAsync(stop);
        await using var cast = Call(own.Connection, "select questionnaires.cast_ballot($1, $2, $3)", round.Id, Mark(key, by), Lock(key, round, ballot));
        return await cast.ExecuteScalarAsync(stop) is true;
    }

    public async Task<bool> HasCastAsync(TrellisDb db, Round round, Invitee who, CancellationToken stop = default)
    {
        var key = await KeyAsync(round, stop);
        await using var own = await db.OpenAsync(stop);
        await using var ask = Call(own.Connection, "select questionnaires.has_cast($1, $2)", round.Id, Mark(key, who));
        return await ask.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Opens the box, in the transaction of the act that closes the round.</summary>
    /// <param name="ballotKey">The round's, as it was before it closed.</param>
    /// <returns>How many answers were in it.</returns>
    public async Task<int> OpenAsync(TrellisDb db, Round round, string ballotKey, CancellationToken stop = default)
    {
        var key = Convert.FromHexString(await keys.OpenAsync(round.Id, ballotKey, stop));
        var found = new List<Ballot>();
        await using var own = await db.OpenAsync(stop);
        await using (var take = Call(own.Connection, "select * from questionnaires.take_box($1)", round.Id))
        {
            await using var row = await take.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) { found.Add(Open(key, round, row.GetFieldValue<byte[]>(0))); }
        }

        CryptographicOperations.ZeroMemory(key);
        var answers = found.Count < round.Fewest ? [] : found.ToArray();
        RandomNumberGenerator.Shuffle(answers.AsSpan());
        var named = Named(answers.Select(a => a.Part), round.Fewest);
        var texts = answers.SelectMany(a => a.Texts).ToArray();
        RandomNumberGenerator.Shuffle(texts.AsSpan());
        await using var keep = Call(
            own.Connection, "select questionnaires.keep_answers($1, $2, $3, $4, $5, $6)", round.Id, found.Count, answers.Select(a => named.Contains(a.Part) ? a.Part : "").ToArray(), answers.Select(a => JsonSerializer.Serialize(a.Coded)).ToArray(),
            texts.Select(t => t.Key).ToArray(), texts.Select(t => t.Value).ToArray());
        await keep.ExecuteNonQueryAsync(stop);
        return found.Count;
    }

    /// <summary>
    /// Parts that keep their name: those with enough answers. Where those without a name would be too few together, the smallest that has one
    /// loses it too, until they are enough or nobody has one: otherwise the whole less what is shown would tell of them.
    /// </summary>
    public static HashSet<string> Named(IEnumerable<string> parts, int fewest)
    {
        var counts = parts.CountBy(p => p).OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).ToList();
        var named = counts.Where(c => c.Value >= fewest).ToList();
        var rest = counts.Sum(c => c.Value) - named.Sum(c => c.Value);
        while (rest > 0 && rest < fewest && named.Count > 0)
        {
            rest += named[^1].Value;
            named.RemoveAt(named.Count - 1);
        }

        return [.. named.Select(n => n.Key)];
    }

    private async Task<byte[]> KeyAsync(Round round, CancellationToken stop) =>
        Convert.FromHexString(await keys.OpenAsync(round.Id, round.BallotKey ?? throw new InvalidOperationException($"The box of {round.Reference} is not there"), stop));

    private static byte[] Mark(byte[] key, Invitee who) => HMACSHA256.HashData(HKDF.Expand(HashAlgorithmName.SHA256, key, KeyLength, "mark"u8.ToArray()), who.Id.ToByteArray());

    private static byte[] Lock(byte[] key, Round round, Ballot ballot)
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(ballot);
        if (written.Length > Most) { throw new ArgumentException("More was written than fits", nameof(ballot)); }
        var plain = new byte[Header + Most];
        BinaryPrimitives.WriteInt32BigEndian(plain, written.Length);
        written.CopyTo(plain, Header);
        var locked = new byte[Length];
        RandomNumberGenerator.Fill(locked.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, key, KeyLength, "answer"u8.ToArray()), TagLength);
        cipher.Encrypt(locked.AsSpan(0, NonceLength), plain, locked.AsSpan(NonceLength, plain.Length), locked.AsSpan(NonceLength + plain.Length), round.Id.ToByteArray());
        return locked;
    }

    private static Ballot Open(byte[] key, Round round, byte[] locked)
    {
        var plain = new byte[Header + Most];
        using var cipher = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, key, KeyLength, "answer"u8.ToArray()), TagLength);
        cipher.Decrypt(locked.AsSpan(0, NonceLength), locked.AsSpan(NonceLength, plain.Length), locked.AsSpan(NonceLength + plain.Length), plain, round.Id.ToByteArray());
        return JsonSerializer.Deserialize<Ballot>(plain.AsSpan(Header, BinaryPrimitives.ReadInt32BigEndian(plain))) ?? throw new InvalidOperationException("An answer in the box is empty");
    }

    private static NpgsqlCommand Call(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) { command.Parameters.Add(value is string[] texts ? new NpgsqlParameter { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } : new NpgsqlParameter { Value = value }); }
        return command;
    }
}
