using System.Security.Cryptography;
using System.Text;

namespace Trellis.Platform.Backup;

/// <summary>What a backup is locked with: 32 bytes from a key file, or a passphrase. The operator keeps it apart from the backups.</summary>
public sealed class BackupKey
{
    public const int ShortestPassphrase = 16;

    internal const byte FromFile = (byte)'K';
    internal const byte FromPassphrase = (byte)'P';
    private const int KeyLength = 32;

    /// <summary>OWASP asks for 210,000 rounds of SHA-512; somebody who has the file can try for ever.</summary>
    private const int Rounds = 600_000;

    private readonly byte[] secret;

    private BackupKey(byte mode, byte[] secret) => (Mode, this.secret) = (mode, secret);

    internal byte Mode { get; }

    /// <exception cref="WrongInputException">There is no such file, or it is no key.</exception>
    public static async Task<BackupKey> ReadAsync(string path, CancellationToken stop = default)
    {
        if (!File.Exists(path)) { throw new WrongInputException($"There is no key file {path}. ./trellis keys make {path} makes one"); }
        var text = (await File.ReadAllTextAsync(path, stop)).Trim();
        var key = new byte[KeyLength + 1];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyLength
            ? new(FromFile, key[..KeyLength])
            : throw new WrongInputException($"{path} is no key file: it must hold 32 bytes in base64, as ./trellis keys make writes them");
    }

    /// <exception cref="WrongInputException">It is too short.</exception>
    public static BackupKey Of(string passphrase) => passphrase.Length >= ShortestPassphrase
        ? new(FromPassphrase, Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)))
        : throw new WrongInputException($"The passphrase must have {ShortestPassphrase} characters or more");

    /// <summary>A new key file that only its owner can read. Returns false when there is a file already: a key is never written over.</summary>
    public static async Task<bool> MakeAsync(string path, CancellationToken stop = default)
    {
        if (File.Exists(path)) { return false; }
        await using var file = new StreamWriter(path, OwnersAlone());
        await file.WriteLineAsync(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength)).AsMemory(), stop);
        return true;
    }

    /// <summary>For a file that nobody but its owner may read.</summary>
    internal static FileStreamOptions OwnersAlone()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        return options;
    }

    /// <summary>The key of one file, which no other file has.</summary>
    internal byte[] ForFile(byte[] salt)
    {
        var master = Mode == FromFile ? secret : Rfc2898DeriveBytes.Pbkdf2(secret, salt, Rounds, HashAlgorithmName.SHA512, KeyLength);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyLength, salt, "trellis backup 1"u8.ToArray());
    }
}
