using Microsoft.AspNetCore.Identity;
using Trellis.Access;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>
/// Asking a browser for a passkey and reading what it answers. The question goes with the browser in a locked cookie for five
/// minutes, and only the browser that was asked can answer it.
/// </summary>
public sealed class PasskeyChecks(IPasskeyHandler<Staff> handler, Safekeeping safe, IHttpContextAccessor web)
{
    private const string Cookie = "__Host-trellis-passkey";

    private static readonly TimeSpan Time = TimeSpan.FromMinutes(5);

    private HttpContext Http => web.HttpContext ?? throw new InvalidOperationException("Passkeys are asked for by pages alone");

    /// <summary>What the browser's <c>credentials.create</c> is to be given.</summary>
    public async Task<string> AskToMakeAsync(Staff staff)
    {
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = staff.Id.ToString(), Name = staff.Email, DisplayName = staff.Name }, Http);
        Remember(asked.AttestationState);
        return asked.CreationOptionsJson;
    }

    /// <summary>What the browser's <c>credentials.get</c> is to be given.</summary>
    /// <param name="staff">Whose passkeys are asked for; null when anybody's will do.</param>
    public async Task<string> AskForOneAsync(Staff? staff)
    {
        var asked = await handler.MakeRequestOptionsAsync(staff, Http);
        Remember(asked.AssertionState);
        return asked.RequestOptionsJson;
    }

    /// <summary>The passkey that was made; null when the answer is not to our question or not right.</summary>
    public async Task<UserPasskeyInfo?> MadeAsync(string answer, Staff staff)
    {
        if (Asked() is not { } state || answer.Length == 0) { return null; }
        var made = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = Http, CredentialJson = answer, AttestationState = state });
        return made.Succeeded && made.UserEntity.Id == staff.Id.ToString() ? made.Passkey : null;
    }

    /// <summary>Whose passkey answered, and the passkey as it is now; null when the answer is not right.</summary>
    public async Task<(Staff Staff, UserPasskeyInfo Passkey)?> ShownAsync(string answer)
    {
        if (Asked() is not { } state || answer.Length == 0) { return null; }
        var shown = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = Http, CredentialJson = answer, AssertionState = state });
        return shown.Succeeded ? (shown.User, shown.Passkey) : null;
    }

    private void Remember(string? state) => Http.Response.Cookies.Append(Cookie, safe.Lend("passkey", state ?? "", Time), Options());

    private string? Asked()
    {
        var asked = safe.TakeBack("passkey", Http.Request.Cookies[Cookie]);
        Http.Response.Cookies.Delete(Cookie, Options());
        return asked;
    }

    private static CookieOptions Options() => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
