using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.Passwords;
using Trellis.Modules.Agencies.YourSignIn;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>What signing in is made of. Nothing here reads a setting: none of it can be switched off.</summary>
public static class SigningIn
{
    /// <summary>Pages where something secret is tried.</summary>
    public const string Tries = "tries";

    /// <summary>Pages that have the site ask others when they are opened.</summary>
    public const string Looks = "looks";

    /// <summary>A whole council may come from one address, so this is what stops a machine, not a person; accounts have limits of their own.</summary>
    public const int TriesAMinute = 60;

    public static void AddSigningIn(this IServiceCollection services)
    {
        services.AddSingleton<IPasswordHasher<Staff>, PasswordHasher<Staff>>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordRules.Rounds);
        services.AddSingleton<SignedIn>();
        services.AddSingleton<Safekeeping>();
        services.AddScoped<Entrance>();
        services.AddScoped<DeviceCookie>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<Staffing.Colleagues>();
        services.AddScoped<Providers.CodeFlow>();
        services.AddSingleton<Providers.ProviderDirectory>();
        services.AddSingleton(_ => new Providers.ProviderWire());
        services.AddScoped<CarryOn>();
        services.AddScoped<PasskeyChecks>();
        services.AddIdentityCore<Staff>().AddUserStore<StaffPasskeys>();
        services.AddScoped<IPasskeyHandler<Staff>, PasskeyHandler<Staff>>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey stands for password and second factor at once: its device must know who holds it.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Whole).AddCookie(HalfWay.Scheme, Half);
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(Looks, http => Limited(http));
            limits.AddPolicy(Tries, http => HttpMethods.IsPost(http.Request.Method)
                ? Limited(http)
                : RateLimitPartition.GetNoLimiter("looking"));
        });
    }

    private static RateLimitPartition<string> Limited(HttpContext http) => RateLimitPartition.GetSlidingWindowLimiter(
        http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new SlidingWindowRateLimiterOptions { PermitLimit = TriesAMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 });

    /// <summary>To somebody who must set up a second factor first, this page is not open yet.</summary>
    public static bool Waits(HttpContext http) =>
        http.GetEndpoint() is { } endpoint && !http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<BeforeSecondFactorAttribute>() is null;

    private static void Whole(CookieAuthenticationOptions cookie)
    {
        Secure(cookie, "__Host-trellis");
        cookie.ExpireTimeSpan = Session.Idle;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "to";
        // Every request begins the half-hour anew, not only those in its second half; but what a page asks for by itself does not.
        cookie.Events.OnCheckSlidingExpiration = sliding =>
        {
            sliding.ShouldRenew = !SessionClock.IsOnlyLooking(sliding.HttpContext.Request) && SignedInFor.MayGoOn(sliding.Properties, Now(sliding.Options), Session.Idle);
            return Task.CompletedTask;
        };
        cookie.Events.OnSigningIn = signing =>
        {
            SignedInFor.Begin(signing.Properties, Now(signing.Options));
            return Task.CompletedTask;
        };
    }

    private static DateTimeOffset Now(CookieAuthenticationOptions cookie) => cookie.TimeProvider!.GetUtcNow(); // the framework puts ours there

    private static void Half(CookieAuthenticationOptions cookie)
    {
        Secure(cookie, "__Host-trellis-half");
        cookie.ExpireTimeSpan = HalfWay.Time;
        cookie.SlidingExpiration = false;
    }

    private static void Secure(CookieAuthenticationOptions cookie, string name)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
    }
}
