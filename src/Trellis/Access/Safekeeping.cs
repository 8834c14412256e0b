using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Trellis.Platform.Time;

namespace Trellis.Access;

/// <summary>
/// Locks texts away under the product's keys: seeds and forms at rest, and what a browser carries for us for a few minutes.
/// What was locked for one purpose opens for no other.
/// </summary>
public sealed class Safekeeping(IDataProtectionProvider protection, LondonClock clock)
{
    public byte[] Lock(string purpose, byte[] plain) => protection.CreateProtector("Trellis", purpose).Protect(plain);

    /// <summary>Throws when it was not locked under our keys: what we kept ourselves must open.</summary>
    public byte[] Unlock(string purpose, byte[] locked) => protection.CreateProtector("Trellis", purpose).Unprotect(locked);

    /// <summary>For a browser to bring back before long.</summary>
    public string Lend(string purpose, string plain, TimeSpan time) =>
        Convert.ToBase64String(Lock(purpose, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(clock.Now + time).ToUnixTimeSeconds()} {plain}"))));

    /// <summary>Null when it is not what was lent, or too late.</summary>
    public string? TakeBack(string purpose, string? lent)
    {
        var buffer = new byte[lent?.Length ?? 0];
        if (lent is null || !Convert.TryFromBase64String(lent, buffer, out var length)) { return null; }
        string text;
        try
        {
            text = Encoding.UTF8.GetString(Unlock(purpose, buffer[..length]));
        }
        catch (CryptographicException)
        {
            return null;
        }

        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return clock.Now.ToUnixTimeSeconds() < long.Parse(text.AsSpan(0, space), CultureInfo.InvariantCulture) ? text[(space + 1)..] : null;
    }
}
