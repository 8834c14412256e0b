using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.Providers;

/// <summary>Somebody on the way to their agency's sign-in and back. Carried by their browser, locked; the state is known to the database until they come back once.</summary>
/// <param name="Link">The invitation they come by, if any: a one-time link's secret.</param>
/// <param name="To">Where they wanted to be.</param>
public sealed record Way(Guid Provider, string State, string Nonce, string Verifier, string? Link, string? To);

/// <summary>
/// Authorization code flow with PKCE (RFC 6749, 7636, 9207; OpenID Connect Core). Written on the wire, not as the framework's
/// handler: providers are rows that administrators change, and the handler is configured once, by name, when the site starts.
/// </summary>
public sealed class CodeFlow(TrellisDb db, ProviderDirectory directory, ProviderWire wire, Safekeeping safe, LondonClock clock)
{
    public const string ReturnPath = "/sign-in/agency/return";

    private const string Cookie = "__Host-trellis-way";
    private const string Purpose = "way to an agency's sign-in";

    private static readonly TimeSpan Time = TimeSpan.FromMinutes(10);

    public Task<Provider?> OfAgencyAsync(string agency, CancellationToken cancellationToken) => db.Set<Provider>().AsNoTracking().FirstOrDefaultAsync(p => p.Agency == agency && p.UntilAt == null, cancellationToken);

    /// <summary>The address to send the browser to; null when the provider cannot be reached.</summary>
    public async Task<Uri?> SetOutAsync(HttpContext http, Provider provider, string? link, string? to, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(provider.Issuer, cancellationToken: cancellationToken) is not { } addresses) { return null; }
        var way = new Way(provider.Id, Random(), Random(), Random(), link, to);
        await using (var own = await db.OpenAsync(cancellationToken))
        {
            await using var note = new NpgsqlCommand("select agencies.set_out($1, $2, $3)", own.Connection)
            {
                Parameters = { new() { Value = Hash(way.State) }, new() { Value = (clock.Now + Time).ToUniversalTime() }, new() { Value = clock.Now.ToUniversalTime() } },
            };
            await note.ExecuteNonQueryAsync(cancellationToken);
        }

        http.Response.Cookies.Append(Cookie, safe.Lend(Purpose, JsonSerializer.Serialize(way), Time), new CookieOptions { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Time, IsEssential = true });
        return new Uri(QueryHelpers.AddQueryString(addresses.Authorize.ToString(), new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = provider.ClientId,
            ["redirect_uri"] = ReturnAddress(http),
            ["scope"] = "openid",
            ["state"] = way.State,
            ["nonce"] = way.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(way.Verifier))),
            ["code_challenge_method"] = "S256",
        }));
    }

    /// <summary>The way this browser set out on, if the answer it brings belongs to it and was brought for the first time.</summary>
    /// <exception cref="BadTokenException">It does not.</exception>
    public async Task<(Way Way, Provider Provider)> ComeBackAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var carried = safe.TakeBack(Purpose, http.Request.Cookies[Cookie]);
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Secure = true, Path = "/" });
        if (carried is null || JsonSerializer.Deserialize<Way>(carried) is not { } way) { throw new BadTokenException("no-way"); }
        var state = http.Request.Query["state"].ToString();
        if (!CryptographicOperations.FixedTimeEquals(Hash(state), Hash(way.State))) { throw new BadTokenException("state"); }
        await using (var own = await db.OpenAsync(cancellationToken))
        {
            await using var take = new NpgsqlCommand("select agencies.come_back($1, $2)", own.Connection) { Parameters = { new() { Value = Hash(way.State) }, new() { Value = clock.Now.ToUniversalTime() } } };
            if (await take.ExecuteScalarAsync(cancellationToken) is not true) { throw new BadTokenException("state-used"); }
        }

        var provider = await db.Set<Provider>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == way.Provider && p.UntilAt == null, cancellationToken) ?? throw new BadTokenException("provider-ended");
        if (http.Request.Query["iss"] is [{ } issuer] && issuer != provider.Issuer) { throw new BadTokenException("answered-by-another"); }
        return (way, provider);
    }

    /// <summary>What the provider says of whoever brought this code.</summary>
    /// <exception cref="BadTokenException">It says nothing, or nothing to be believed.</exception>
    public async Task<IdTokenClaims> ExchangeAsync(HttpContext http, Way way, Provider provider, string code, CancellationToken cancellationToken)
    {
        var addresses = await directory.FindAsync(provider.Issuer, cancellationToken: cancellationToken) ?? throw new BadTokenException("no-answer");
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = ReturnAddress(http), ["code_verifier"] = way.Verifier };
        var secret = Encoding.UTF8.GetString(safe.Unlock(Provider.PurposeFor(provider.Id), provider.Secret));
        using var request = new HttpRequestMessage(HttpMethod.Post, addresses.Token);
        request.Headers.Accept.ParseAdd("application/json");
        if (addresses.SecretInForm)
        {
            form["client_id"] = provider.ClientId;
            form["client_secret"] = secret;
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(secret)}")));
        }

        request.Content = new FormUrlEncodedContent(form);
        using var answer = await wire.AskAsync(request, cancellationToken) ?? throw new BadTokenException("no-token");
        if (answer.RootElement.ValueKind is not JsonValueKind.Object || !answer.RootElement.TryGetProperty("id_token", out var token) || token.ValueKind is not JsonValueKind.String) { throw new BadTokenException("no-token"); }
        var expected = new Expected(provider.Issuer, provider.ClientId, way.Nonce, clock.Now);
        try
        {
            return IdToken.Check(token.GetString()!, addresses.Keys, expected);
        }
        catch (BadTokenException unknown) when (unknown.Fault is "key")
        {
            // It may have new keys; asked at most once a minute.
            var newer = await directory.FindAsync(provider.Issuer, newer: true, cancellationToken) ?? throw new BadTokenException("no-answer");
            return IdToken.Check(token.GetString()!, newer.Keys, expected);
        }
    }

    private static string ReturnAddress(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{ReturnPath}";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
