using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Trellis.Modules.Agencies.Accounts;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>The cookie by which a browser is known again: random, long-lived, and only its hash is kept.</summary>
public sealed class DeviceCookie(TrellisDb db)
{
    public const string Name = "__Host-trellis-device";

    private const int Bytes = 32;

    /// <summary>As long as browsers keep any cookie.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(400);

    /// <summary>The browser as a device of this person. A cookie we did not give, or that nobody is known by, is replaced.</summary>
    public async Task<Device> KnowAsync(HttpContext http, Staff staff, OnSpot on, CancellationToken cancellationToken)
    {
        var key = new byte[Bytes];
        var given = http.Request.Cookies[Name] is { Length: 44 } brought && Convert.TryFromBase64String(brought, key, out var length) && length == Bytes;
        var hash = SHA256.HashData(key);
        if (!given || !await db.Set<Device>().AnyAsync(d => d.KeyHash == hash, cancellationToken))
        {
            key = RandomNumberGenerator.GetBytes(Bytes);
            hash = SHA256.HashData(key);
        }

        http.Response.Cookies.Append(Name, Convert.ToBase64String(key), new CookieOptions { Secure = true, HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, Path = "/", MaxAge = Life, IsEssential = true });
        var (browser, system) = Device.Kind(http.Request.Headers[HeaderNames.UserAgent].ToString());
        return staff.On(hash, browser, system, on);
    }
}
