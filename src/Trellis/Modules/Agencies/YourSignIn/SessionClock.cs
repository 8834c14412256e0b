using Microsoft.AspNetCore.Authentication;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.YourSignIn;

/// <summary>What the script of a page asks, to warn its reader in time: how long the session lasts, and that it go on.</summary>
public static class SessionClock
{
    public const string Left = "/your-sign-in/left";
    public const string Stay = "/your-sign-in/stay";

    public static void Map(WebApplication site)
    {
        site.MapGet(Left, async (HttpContext http, Acting acting, LondonClock clock) =>
        {
            if (acting.Actor == Actor.Nobody) { return Results.Json(0); }
            var ends = (await http.AuthenticateAsync()).Properties?.ExpiresUtc ?? clock.Now;
            return Results.Json((int)(ends - clock.Now).TotalSeconds);
        }).AllowAnonymous();
        site.MapGet(Stay, async (HttpContext http, Acting acting, LondonClock clock) =>
        {
            if (acting.Actor == Actor.Nobody) { return Results.Json(0); }
            var ticket = (await http.AuthenticateAsync()).Properties;
            return Results.Json((int)(SignedInFor.MayGoOn(ticket, clock.Now, Session.Idle) ? Session.Idle : (ticket?.ExpiresUtc ?? clock.Now) - clock.Now).TotalSeconds);
        }).AllowAnonymous();
    }

    /// <summary>A page sends this with what it asks by itself. It can only let a session end sooner, so it need not be believed.</summary>
    public const string Unattended = "X-Unattended";

    /// <summary>A request nobody made: it does not lengthen the session.</summary>
    public static bool IsOnlyLooking(HttpRequest request) => request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) || request.Path == Left || request.Headers.ContainsKey(Unattended);
}
