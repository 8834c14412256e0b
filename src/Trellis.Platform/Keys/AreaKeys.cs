using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Platform.Keys;

/// <summary>
/// Locks single answers with a key of their area. What is locked is a text again: a mark no keyboard makes, the key's area, version and
/// fingerprint, and the rest in base64. The fingerprint binds it to one key: whoever knows the hash of the text knows there is one answer in it.
/// </summary>
public sealed class AreaKeys(Database database, OuterKeys outer, LondonClock clock)
{
    private const char Mark = '\u0001';
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int FingerprintLength = 16;

    /// <summary>After a rotation in another process what is written is locked with the key before for so long at most.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Area, int Version), byte[]> known = new();
    private readonly ConcurrentDictionary<string, (int Version, long At)> newest = new(StringComparer.Ordinal);

    public static bool IsLocked(string text) => text.Length > 0 && text[0] == Mark;

    /// <param name="about">The step it stands in: moved to another, it does not open.</param>
    public async Task<string> LockAsync(string area, Guid about, string text, CancellationToken stop = default)
    {
        var version = await NewestAsync(area, stop);
        var key = await KeyAsync(area, version, stop);
        var plain = Encoding.UTF8.GetBytes(text);
        var body = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(body.AsSpan(0, NonceLength), plain, body.AsSpan(NonceLength, plain.Length), body.AsSpan(NonceLength + plain.Length), about.ToByteArray());
        return string.Create(CultureInfo.InvariantCulture, $"{Mark}{area}/{version}/{Convert.ToBase64String(Fingerprint(key))}/{Convert.ToBase64String(body)}");
    }

    /// <exception cref="LostKeyException">Its key is lost, or it was altered; the message names the key.</exception>
    public async Task<string> OpenAsync(Guid about, string locked, CancellationToken stop = default)
    {
        var parts = locked[1..].Split('/', 3);
        if (parts.Length != 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)) { throw new LostKeyException("it was altered"); }
        var key = await KeyAsync(parts[0], version, stop);
        try
        {
            // Base 64 has slashes of its own: the fingerprint has a known length.
            var (print, body) = (Convert.FromBase64String(parts[2][..24]), Convert.FromBase64String(parts[2][25..]));
            if (!CryptographicOperations.FixedTimeEquals(print, Fingerprint(key))) { throw new LostKeyException($"the key {parts[0]}/{version} is another than it was locked with"); }
            var plain = new byte[body.Length - NonceLength - TagLength];
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(body.AsSpan(0, NonceLength), body.AsSpan(NonceLength, plain.Length), body.AsSpan(NonceLength + plain.Length), plain, about.ToByteArray());
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is AuthenticationTagMismatchException or FormatException or ArgumentException or OverflowException)
        {
            throw new LostKeyException($"what was locked with the key {parts[0]}/{version} was altered", e);
        }
    }

    /// <summary>A further version for an area, which locks from now on.</summary>
    public async Task<int> AddAsync(string area, CancellationToken stop = default)
    {
        var version = await ScalarAsync<int>("select coalesce(max(version), 0) + 1 from keys.area_key where area = $1", stop, area);
        await ScalarAsync<object>("insert into keys.area_key (area, version, outer_id, body, made_at) values ($1, $2, $3, $4, $5) on conflict do nothing", stop,
            area, version, outer.Newest, outer.Lock(Purpose(area, version), RandomNumberGenerator.GetBytes(KeyLength)), clock.Now);
        newest.TryRemove(area, out _);
        return version;
    }

    internal static string Purpose(string area, int version) => string.Create(CultureInfo.InvariantCulture, $"area key {area}/{version}");

    private async Task<int> NewestAsync(string area, CancellationToken stop)
    {
        if (newest.TryGetValue(area, out var found) && Environment.TickCount64 - found.At < Fresh.TotalMilliseconds) { return found.Version; }
        var version = await ScalarAsync<int>("select coalesce(max(version), 0) from keys.area_key where area = $1", stop, area);
        if (version == 0) { version = await AddAsync(area, stop); }
        newest[area] = (version, Environment.TickCount64);
        return version;
    }

    private async Task<byte[]> KeyAsync(string area, int version, CancellationToken stop)
    {
        if (known.TryGetValue((area, version), out var key)) { return key; }
        await using var ask = database.As(DatabaseRoles.App).CreateCommand("select outer_id, body from keys.area_key where area = $1 and version = $2");
        ask.Parameters.AddWithValue(area);
        ask.Parameters.AddWithValue(version);
        await using var row = await ask.ExecuteReaderAsync(stop);
        if (!await row.ReadAsync(stop)) { throw new LostKeyException($"the key {area}/{version} is not in the database"); }
        try
        {
            return known[(area, version)] = outer.Open(Purpose(area, version), row.GetString(0), row.GetFieldValue<byte[]>(1));
        }
        catch (LostKeyException e)
        {
            throw new LostKeyException($"the key {area}/{version} does not open: {e.Message}", e);
        }
    }

    private async Task<T?> ScalarAsync<T>(string sql, CancellationToken stop, params object[] values)
    {
        await using var ask = database.As(DatabaseRoles.App).CreateCommand(sql);
        foreach (var value in values) { ask.Parameters.Add(new NpgsqlParameter { Value = value }); }
        return await ask.ExecuteScalarAsync(stop) is T found ? found : default;
    }

    private static byte[] Fingerprint(byte[] key) => SHA256.HashData([.. "trellis area key"u8, .. key])[..FingerprintLength];
}
