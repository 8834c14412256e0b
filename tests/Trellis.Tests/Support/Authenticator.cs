using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Trellis.Tests.Support;

/// <summary>Somebody's authenticator app, written apart from the product's own reading of RFC 6238.</summary>
public sealed class Authenticator(string secret, TestClock clock)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="later">How many half-minutes from now.</param>
    public string Code(int later = 0)
    {
        var number = secret.Where(c => c != ' ').Aggregate(BigInteger.One, (sum, c) => (sum << 5) + Base32.IndexOf(c, StringComparison.Ordinal));
        var key = number.ToByteArray(isUnsigned: true, isBigEndian: true)[1..];
        var counter = BitConverter.GetBytes(BigEndian((clock.Now.ToUnixTimeSeconds() / 30) + later));
#pragma warning disable CA5350 // the standard's own
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var at = hash[19] & 0xf;
        var code = (((hash[at] & 0x7f) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3]) % 1_000_000;
        return code.ToString("D6", CultureInfo.InvariantCulture);
    }

    private static long BigEndian(long value) => System.Net.IPAddress.HostToNetworkOrder(value);
}
