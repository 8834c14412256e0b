using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Trellis.Platform;
using Trellis.Platform.Keys;

namespace Trellis.Modules.Extracts;

/// <summary>
/// One page that holds an extract, locked, and all it needs to open it: any browser made in the last ten years, no network, a passphrase.
/// AES-256-GCM under PBKDF2 with HMAC-SHA-256; the browser's own WebCrypto does both.
/// </summary>
public static partial class ExtractFile
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <exception cref="LostKeyException">The outer key that locks the holder's is not there.</exception>
    public static string Write(Extract extract, Holding holding, OuterKeys outer)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(extract, JsonSerializerOptions.Web);
        var locked = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(locked.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(outer.Open(Holding.Purpose(holding.StaffId), holding.OuterId, holding.Body), TagLength);
        cipher.Encrypt(locked.AsSpan(0, NonceLength), plain, locked.AsSpan(NonceLength, plain.Length), locked.AsSpan(NonceLength + plain.Length));
        var script = Resource("extract.js");
        var hash = Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)));
        return Resource("extract.html")
            .Replace("@made@", extract.MadeAt, StringComparison.Ordinal)
            .Replace("@hash@", hash, StringComparison.Ordinal)
            .Replace("@rounds@", Holding.Rounds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@salt@", Convert.ToBase64String(holding.Salt), StringComparison.Ordinal)
            .Replace("@locked@", Convert.ToBase64String(locked), StringComparison.Ordinal)
            .Replace("@script@", script, StringComparison.Ordinal);
    }

    /// <summary>Opens a file without a browser.</summary>
    /// <exception cref="WrongInputException">It is no extract, was altered, or the passphrase is another.</exception>
    public static Extract Open(string html, string passphrase)
    {
        if (Locked().Match(html) is not { Success: true } found) { throw new WrongInputException("This is no extract that Trellis made"); }
        var (salt, locked) = (Convert.FromBase64String(found.Groups["salt"].Value), Convert.FromBase64String(found.Groups["locked"].Value));
        if (locked.Length < NonceLength + TagLength) { throw new WrongInputException("This extract was altered"); }
        var plain = new byte[locked.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(Holding.KeyOf(passphrase, salt), TagLength);
        try
        {
            cipher.Decrypt(locked.AsSpan(0, NonceLength), locked.AsSpan(NonceLength, plain.Length), locked.AsSpan(NonceLength + plain.Length), plain);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new WrongInputException("The passphrase does not open this extract, or it was altered", e);
        }

        return JsonSerializer.Deserialize<Extract>(plain, JsonSerializerOptions.Web)!;
    }

    [GeneratedRegex("data-salt=\"(?<salt>[A-Za-z0-9+/=]+)\" data-locked=\"(?<locked>[A-Za-z0-9+/=]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Locked();

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ExtractFile).Assembly.GetManifestResourceStream($"Trellis.Extracts.{name}") ?? throw new InvalidOperationException($"{name} is not in the program"));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
