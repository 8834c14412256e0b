using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Trellis.Modules.Agencies.Providers;

namespace Trellis.Tests.Support;

/// <summary>
/// An agency's own sign-in: an OpenID Connect provider on a port of its own, over https. It does what the standard asks (code once,
/// PKCE, client secret, return address) and signs whoever it is told to; a test may have it sign something else.
/// </summary>
public sealed class OtherAgency(TestClock clock) : IAsyncDisposable
{
    public const string ClientId = "trellis";
    public const string Secret = "a secret of: the two %";

    private static readonly X509Certificate2 Certificate = MakeCertificate();

    private readonly ConcurrentDictionary<string, (string Challenge, string Return, string Nonce, string Subject)> codes = new(StringComparer.Ordinal);
    private WebApplication? site;

    public RSA Key { get; private set; } = RSA.Create(2048);

    /// <summary>Published too, and too small to be believed.</summary>
    public static RSA Small { get; } = RSA.Create(1024);

    public string KeyId { get; private set; } = "one";

    /// <summary>Who is at the keyboard there.</summary>
    public string Subject { get; set; } = "person-1";

    public string[] Methods { get; set; } = ["pwd"];

    /// <summary>Signs something else than it should: gets the claims, gives the token.</summary>
    public Func<Dictionary<string, object>, string>? Signs { get; set; }

    /// <summary>Answers nothing but an error.</summary>
    public bool Down { get; set; }

    public int KeysAsked { get; private set; }

    // A path of its own: the port may be one that an earlier provider had, whose keys the site remembers for an hour.
    private readonly string path = $"/{Guid.NewGuid():N}";

    public string Issuer => site!.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + path;

    public JsonElement KeySet => JsonSerializer.SerializeToElement(new { keys = new[] { Published(Key, KeyId), Published(Small, "small"), Published(Key, "enc", "enc") } });

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate)));
        site = builder.Build();
        site.UsePathBase(path);
        site.UseRouting();
        site.Use(async (http, next) =>
        {
            if (Down) { http.Response.StatusCode = 503; }
            else { await next(http); }
        });
        site.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["jwks_uri"] = $"{Issuer}/keys",
        }));
        site.MapGet("/keys", () =>
        {
            KeysAsked++;
            return Results.Json(KeySet);
        });
        site.MapGet("/authorize", Authorize);
        site.MapPost("/token", (Delegate)TokenAsync);
        await site.StartAsync();
    }

    public void ChangesKeys() => (Key, KeyId) = (RSA.Create(2048), KeyId + "+");

    /// <summary>A browser that is signed in there follows the address it is sent to.</summary>
    /// <returns>Where it is sent back to: path and query on our site.</returns>
    public static async Task<string> Follows(string address)
    {
        using var http = new HttpClient(Handler());
        using var answer = await http.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.PathAndQuery;
    }

    /// <summary>The site's wire, which trusts this provider's certificate and no other of its kind.</summary>
    public static ProviderWire Wire() => new(new HttpClient(Handler()));

    public string Token(Dictionary<string, object> claims, RSA? key = null, string? kid = null, string algorithm = "RS256") =>
        Join(JsonSerializer.Serialize(new Dictionary<string, string> { ["alg"] = algorithm, ["kid"] = kid ?? KeyId }), JsonSerializer.Serialize(claims), data => (key ?? Key).SignData(data, HashAlgorithmName.SHA256, algorithm is "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));

    public static string Join(string head, string body, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(body))}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public async ValueTask DisposeAsync()
    {
        if (site is not null) { await site.DisposeAsync(); }
        Key.Dispose();
    }

    public static object Published(RSA key, string kid, string use = "sig")
    {
        var parts = key.ExportParameters(false);
        return new { kty = "RSA", use, kid, n = Base64Url.EncodeToString(parts.Modulus), e = Base64Url.EncodeToString(parts.Exponent) };
    }

    private IResult Authorize(HttpContext http)
    {
        var asked = http.Request.Query;
        if (asked["response_type"] != "code" || asked["client_id"] != ClientId || asked["code_challenge_method"] != "S256" || asked["scope"] != "openid") { return Results.BadRequest("not asked as agreed"); }
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (asked["code_challenge"]!, asked["redirect_uri"]!, asked["nonce"]!, Subject);
        return Results.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"], ["iss"] = Issuer }));
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(Secret)}"));
        if (http.Request.Headers.Authorization != $"Basic {basic}") { return Results.Unauthorized(); }
        if (form["grant_type"] != "authorization_code" || !codes.TryRemove(form["code"].ToString(), out var kept) || kept.Return != form["redirect_uri"]) { return Results.BadRequest(new { error = "invalid_grant" }); }
        if (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != kept.Challenge) { return Results.BadRequest(new { error = "invalid_grant" }); }
        var now = clock.Now.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object> { ["iss"] = Issuer, ["aud"] = ClientId, ["sub"] = kept.Subject, ["nonce"] = kept.Nonce, ["iat"] = now, ["exp"] = now + 300, ["amr"] = Methods };
        return Results.Json(new { access_token = "not used", token_type = "Bearer", id_token = Signs?.Invoke(claims) ?? Token(claims) });
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString(HashAlgorithmName.SHA256) == Certificate.GetCertHashString(HashAlgorithmName.SHA256) },
    };

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
