using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>
/// Somebody between two pages of signing in: who they said they are, and what they have shown. It opens nothing; its cookie is
/// another than the session's and is good for ten minutes.
/// </summary>
/// <param name="Shown">password or agency: a second factor is still to come. Anything else: all is shown, and a post is to be chosen.</param>
/// <param name="To">Where they wanted to be.</param>
public sealed record HalfWay(Guid StaffId, Guid Stamp, string Shown, string? To)
{
    public const string Scheme = "half-way";

    public static readonly TimeSpan Time = TimeSpan.FromMinutes(10);

    public bool NeedsSecondFactor => Shown is "password" or "agency";

    public Task KeepAsync(HttpContext http) => http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new("staff", StaffId.ToString()), new("stamp", Stamp.ToString()), new("shown", Shown), new("to", To ?? "")], Scheme)));

    public static async Task<HalfWay?> ReadAsync(HttpContext http)
    {
        if ((await http.AuthenticateAsync(Scheme)).Principal is not { } kept) { return null; }
        return new HalfWay(Guid.Parse(Value("staff")), Guid.Parse(Value("stamp")), Value("shown"), Value("to") is { Length: > 0 } to ? to : null);

        string Value(string claim) => kept.FindFirstValue(claim)!;
    }
}
