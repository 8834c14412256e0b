using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Keys;

/// <summary>
/// The keys outside the database that lock the keys in it. A file of lines, 32 bytes in base64 each; the last locks, all open.
/// Whoever has the database and not this file can read neither the site's keys nor what they lock.
/// </summary>
public sealed class OuterKeys
{
    public const string Setting = "TRELLIS_KEY_FILE";

    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly string? path;
    private ImmutableArray<(string Id, byte[] Key)> keys;

    private OuterKeys(string? path, ImmutableArray<(string, byte[])> keys) => (this.path, this.keys) = (path, keys);

    /// <summary>Short name of the key that locks now: eight hex digits of its hash.</summary>
    public string Newest => keys[^1].Id;

    public IEnumerable<string> Ids => keys.Select(k => k.Id);

    /// <summary>Kept in no file: for tests.</summary>
    public static OuterKeys Unkept() => new(null, [New()]);

    /// <summary>Where <see cref="Setting"/> says; in the data folder otherwise, made when there is none.</summary>
    /// <exception cref="CannotRunException">A server is named, or a file, and there is no key file: a new key would open nothing that is there.</exception>
    public static OuterKeys Named() => At(Environment.GetEnvironmentVariable(Setting), Environment.GetEnvironmentVariable("TRELLIS_DB"), DataFolder.Path);

    /// <param name="named">The file the operator names.</param>
    /// <param name="server">The database server the operator names.</param>
    public static OuterKeys At(string? named, string? server, string dataFolder)
    {
        var mayMake = string.IsNullOrEmpty(named) && string.IsNullOrEmpty(server);
        if (string.IsNullOrEmpty(named) && !mayMake) { throw new CannotRunException($"TRELLIS_DB names a server, so {Setting} must name the key file. ./trellis keys make FILE makes one for a new database; for one that is in use, its own key file is needed"); }
        var file = mayMake ? Path.Combine(dataFolder, "outer.keys") : named!;
        if (!File.Exists(file) && !mayMake) { throw new CannotRunException($"{Setting} names {file}, and there is no such file. ./trellis keys make {file} makes one for a new database; for one that is in use, its own key file is needed"); }
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(dataFolder);
            try
            {
                using var made = new StreamWriter(file, Backup.BackupKey.OwnersAlone());
                made.WriteLine(Convert.ToBase64String(New().Item2));
            }
            catch (IOException) when (File.Exists(file))
            {
                // Two verbs came at the same moment; the other was first.
            }
        }

        return new(file, Read(file));
    }

    /// <summary>The id of the key, a nonce, and what was locked.</summary>
    /// <param name="purpose">What it is for. Locked for one purpose, it opens for no other.</param>
    public byte[] Lock(string purpose, ReadOnlySpan<byte> plain)
    {
        var locked = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(locked.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(keys[^1].Key, TagLength);
        cipher.Encrypt(locked.AsSpan(0, NonceLength), plain, locked.AsSpan(NonceLength, plain.Length), locked.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(purpose));
        return locked;
    }

    /// <exception cref="LostKeyException">The key that locks it is not in the file, or what was locked was altered.</exception>
    public byte[] Open(string purpose, string id, ReadOnlySpan<byte> locked)
    {
        if (Find(id) is not { } key) { throw new LostKeyException($"the outer key {id} is not in {path ?? "memory"}"); }
        if (locked.Length < NonceLength + TagLength) { throw new LostKeyException($"what {purpose} holds was altered"); }
        var plain = new byte[locked.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(locked[..NonceLength], locked[NonceLength..^TagLength], locked[^TagLength..], plain, Encoding.UTF8.GetBytes(purpose));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new LostKeyException($"what {purpose} holds was altered", e);
        }

        return plain;
    }

    /// <summary>A further key, which locks from now on. The file is replaced whole; those before stay in it, for what they locked and for backups.</summary>
    public void Add()
    {
        if (path is null)
        {
            keys = keys.Add(New());
            return;
        }

        var next = $"{path}.next";
        File.Delete(next);
        using (var file = new FileStream(next, Backup.BackupKey.OwnersAlone()))
        {
            file.Write(Encoding.ASCII.GetBytes(string.Concat(Read(path).Add(New()).Select(k => $"{Convert.ToBase64String(k.Item2)}\n"))));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        keys = Read(path);
    }

    private byte[]? Find(string id)
    {
        var found = keys.FirstOrDefault(k => k.Id == id).Key;
        if (found is not null || path is null || !File.Exists(path)) { return found; }
        keys = Read(path); // another process may have added one since
        return keys.FirstOrDefault(k => k.Id == id).Key;
    }

    private static (string, byte[]) New()
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        return (IdOf(key), key);
    }

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData([.. "trellis outer key"u8, .. key]))[..8];

    private static ImmutableArray<(string, byte[])> Read(string file)
    {
        var read = new List<(string, byte[])>();
        foreach (var line in File.ReadAllLines(file).Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            var key = new byte[KeyLength + 1];
            if (!Convert.TryFromBase64String(line, key, out var length) || length != KeyLength) { throw new CannotRunException($"{file} is no key file: each of its lines must hold 32 bytes in base64"); }
            read.Add((IdOf(key[..KeyLength]), key[..KeyLength]));
        }

        return read.Count > 0 ? [.. read] : throw new CannotRunException($"{file} holds no key");
    }
}

/// <summary>A key that is needed is not there. The message names it.</summary>
public sealed class LostKeyException(string message, Exception? because = null) : Exception(message, because);
