using System.Security.Cryptography;
using System.Text;

namespace Trellis.Platform.Record;

/// <summary>Salts make the hash of a short text (a name, a date) useless to someone who guesses.</summary>
public static class Salts
{
    public static byte[] New() => RandomNumberGenerator.GetBytes(16);

    public static byte[] Hash(byte[] salt, string body) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(body)]);
}
