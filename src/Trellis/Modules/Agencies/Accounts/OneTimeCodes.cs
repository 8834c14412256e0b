using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>Time-based one-time codes (RFC 6238): six digits for each half-minute, as authenticator apps make them.</summary>
public static class OneTimeCodes
{
    public const int Digits = 6;

    private const int SeedBytes = 20;
    private const int Seconds = 30;

    /// <summary>A clock may be half a minute off, either way.</summary>
    private const int Slack = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A seed is locked for its holder, and opens for nobody else.</summary>
    public static string PurposeFor(Guid staff) => $"one-time codes of {staff}";

    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(SeedBytes);

    /// <summary>The half-minute whose code this is; null when it is of none near now.</summary>
    public static long? StepOf(string typed, byte[] seed, DateTimeOffset now)
    {
        var code = Encoding.ASCII.GetBytes(new string([.. typed.Where(c => !char.IsWhiteSpace(c))]));
        var current = now.ToUnixTimeSeconds() / Seconds;
        long? found = null;
        for (var step = current - Slack; step <= current + Slack; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(code, Encoding.ASCII.GetBytes(At(seed, step)))) { found = step; }
        }

        return found;
    }

    /// <summary>What apps read from the QR code. The label names the account in the app.</summary>
    public static string Address(byte[] seed, string email) =>
        $"otpauth://totp/Trellis:{Uri.EscapeDataString(email)}?secret={Text(seed)}&issuer=Trellis&algorithm=SHA1&digits={Digits}&period={Seconds}";

    /// <summary>The seed for typing into an app: base 32.</summary>
    public static string Text(byte[] seed)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var one in seed)
        {
            (buffer, bits) = ((buffer << 8) | one, bits + 8);
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Base32[(buffer >> bits) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return text.ToString();
    }

    private static string At(byte[] seed, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // The standard's own hash, and the only one every app knows; HMAC does not need it to resist collisions.
        HMACSHA1.HashData(seed, counter, hash);
#pragma warning restore CA5350
        var value = (BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue) % 1_000_000;
        return value.ToString("D6", CultureInfo.InvariantCulture);
    }
}
