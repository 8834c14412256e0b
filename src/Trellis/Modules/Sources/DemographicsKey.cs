using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Trellis.Platform.Time;

namespace Trellis.Modules.Sources;

/// <summary>
/// A token for the service's API by a signed assertion (RFC 7523, as the NHS's application-restricted access has it: RS512, good
/// for five minutes, once). The private key stays in the operator's file.
/// </summary>
/// <param name="tokenAt">Where the token is got; also whom the assertion is for.</param>
/// <param name="apiKey">As which program.</param>
/// <param name="keyId">Under which the service has the public key.</param>
public sealed class DemographicsKey(Uri tokenAt, string apiKey, string keyId, RSA key, LondonClock clock) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1);
    private (string Token, DateTimeOffset Until)? held;

    public async Task<(string? Token, Heard? Refused)> TokenAsync(Wire wire, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (held is { } kept && kept.Until > clock.Now) { return (kept.Token, null); }
            var reply = await wire.SendAsync(Question, cancellationToken);
            if (reply.Failed is { } failed) { return (null, reply.Status is HttpStatusCode.BadRequest ? Heard.NotChecked("not-let-in", passes: true) : failed); }
            if (reply.Body is not { ValueKind: JsonValueKind.Object } said || !said.TryGetProperty("access_token", out var token) || token.GetString() is not { Length: > 0 } text) { return (null, Heard.NotChecked("not-understood", passes: true)); }
            held = (text, clock.Now + Stands(said) - Margin);
            return (text, null);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Forget() => held = null;

    public void Dispose()
    {
        key.Dispose();
        turn.Dispose();
    }

    /// <summary>The service writes the seconds as a text, the standard as a number.</summary>
    private static TimeSpan Stands(JsonElement said)
    {
        if (!said.TryGetProperty("expires_in", out var seconds)) { return TimeSpan.Zero; }
        return TimeSpan.FromSeconds(seconds.ValueKind is JsonValueKind.Number && seconds.TryGetInt32(out var many) || seconds.ValueKind is JsonValueKind.String && int.TryParse(seconds.GetString(), System.Globalization.CultureInfo.InvariantCulture, out many) ? many : 0);
    }

    private HttpRequestMessage Question() => new(HttpMethod.Post, tokenAt)
    {
        Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), new("client_assertion", Assertion())]),
    };

    private string Assertion()
    {
        var head = Part(new { alg = "RS512", typ = "JWT", kid = keyId });
        var said = Part(new { iss = apiKey, sub = apiKey, aud = tokenAt.ToString(), jti = Guid.NewGuid().ToString(), exp = clock.Now.AddMinutes(5).ToUnixTimeSeconds() });
        return $"{head}.{said}.{Base64Url.EncodeToString(key.SignData(System.Text.Encoding.ASCII.GetBytes($"{head}.{said}"), HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(object it) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(it));
}
