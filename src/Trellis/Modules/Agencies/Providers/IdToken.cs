using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Trellis.Modules.Agencies.Providers;

/// <summary>What we expect of an ID token.</summary>
/// <param name="Nonce">As it was sent with the way out.</param>
public sealed record Expected(string Issuer, string ClientId, string Nonce, DateTimeOffset Now);

/// <param name="Methods"><c>amr</c>.</param>
/// <param name="Context"><c>acr</c>.</param>
public sealed record IdTokenClaims(string Subject, ImmutableArray<string> Methods, string? Context);

/// <summary>A token is not what it should be. The word is ours, for the log: nothing of the token is in it.</summary>
public sealed class BadTokenException(string fault) : Exception(fault)
{
    public string Fault => Message;
}

/// <summary>
/// Checks an ID token (OpenID Connect Core 1.0, section 3.1.3.7; RFC 7515, 7517, 7518, 8725). It is small because it knows three
/// algorithms, one way to find a key and nothing optional; the framework's own library is not to be had in a version without known holes.
/// </summary>
public static class IdToken
{
    private const int Longest = 16 * 1024;
    private const int LeastRsaBits = 2048;

    /// <summary>Two machines' clocks may be so far apart.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>Made just now, for us: an older one is somebody else's.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(15);

    private static readonly JsonDocumentOptions Strictly = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>JSON as we read it from others: no property twice.</summary>
    public static JsonDocument Read(ReadOnlyMemory<byte> utf8) => JsonDocument.Parse(utf8, Strictly);

    /// <param name="keys">The provider's key set, a JSON object with <c>keys</c>.</param>
    /// <exception cref="BadTokenException">Something is wrong with it; the fault <c>key</c> means that no key fits, and newer ones may.</exception>
    public static IdTokenClaims Check(string token, JsonElement keys, Expected expected)
    {
        var parts = token.Split('.');
        Must(token.Length <= Longest && parts.Length == 3, "form");
        using var head = Part(parts[0]);
        using var body = Part(parts[1]);
        var algorithm = Text(head.RootElement, "alg");
        Must(algorithm is "RS256" or "PS256" or "ES256", "algorithm");
        Must(!head.RootElement.TryGetProperty("crit", out _), "critical");
        var key = KeyFor(keys, algorithm!, head.RootElement);
        Must(Verify(key, algorithm!, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2])), "signature");
        return Claims(body.RootElement, expected);
    }

    private static IdTokenClaims Claims(JsonElement claims, Expected expected)
    {
        Must(Text(claims, "iss") == expected.Issuer, "issuer");
        var audiences = Texts(claims, "aud");
        Must(audiences.Contains(expected.ClientId, StringComparer.Ordinal), "audience");
        var party = claims.TryGetProperty("azp", out _) ? Text(claims, "azp") ?? "" : null;
        Must(party is null ? audiences.Length == 1 : party == expected.ClientId, "authorised-party");
        Must(Time(claims, "exp") is { } ends && ends > expected.Now - Slack, "expired");
        Must(Time(claims, "iat") is { } made && made <= expected.Now + Slack && made >= expected.Now - Oldest, "issued-at");
        Must(!claims.TryGetProperty("nbf", out _) || (Time(claims, "nbf") is { } from && from <= expected.Now + Slack), "not-before");
        var nonce = Text(claims, "nonce");
        Must(nonce is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(expected.Nonce)), "nonce");
        var subject = Text(claims, "sub");
        Must(subject is { Length: > 0 and <= Accounts.Identity.LongestSubject } && !subject.Contains('\0', StringComparison.Ordinal), "subject");
        return new IdTokenClaims(subject!, [.. Texts(claims, "amr")], Text(claims, "acr"));
    }

    /// <summary>The one key this token may be signed with: of its kind, meant for signing, of its name if it names one.</summary>
    private static JsonElement KeyFor(JsonElement keys, string algorithm, JsonElement head)
    {
        Must(keys.ValueKind is JsonValueKind.Object && keys.TryGetProperty("keys", out var all) && all.ValueKind is JsonValueKind.Array, "keys");
        var kid = head.TryGetProperty("kid", out _) ? Text(head, "kid") ?? "" : null;
        var fit = keys.GetProperty("keys").EnumerateArray().Where(k =>
            k.ValueKind is JsonValueKind.Object
            && Text(k, "kty") == (algorithm is "ES256" ? "EC" : "RSA")
            && (!k.TryGetProperty("use", out _) || Text(k, "use") is "sig")
            && (!k.TryGetProperty("alg", out _) || Text(k, "alg") == algorithm)
            && (kid is null || Text(k, "kid") == kid)).ToArray();
        Must(fit.Length == 1, "key");
        return fit[0];
    }

    private static bool Verify(JsonElement key, string algorithm, byte[] data, byte[] signature)
    {
        try
        {
            if (algorithm is "ES256")
            {
                Must(Text(key, "crv") is "P-256", "curve");
                using var curve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Number(key, "x"), Y = Number(key, "y") } });
                return curve.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }

            using var rsa = RSA.Create(new RSAParameters { Modulus = Number(key, "n"), Exponent = Number(key, "e") });
            Must(rsa.KeySize >= LeastRsaBits, "key-size");
            return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, algorithm is "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            throw new BadTokenException("key-form");
        }
    }

    private static byte[] Number(JsonElement key, string name) => Decode(Text(key, name) ?? throw new BadTokenException("key-form"));

    private static JsonDocument Part(string part)
    {
        try
        {
            var read = Read(Decode(part));
            if (read.RootElement.ValueKind is JsonValueKind.Object) { return read; }
            read.Dispose();
        }
        catch (JsonException)
        {
            throw new BadTokenException("json");
        }

        throw new BadTokenException("json");
    }

    private static byte[] Decode(string part) => part.Length > 0 && Base64Url.IsValid(part) && !part.Any(c => c is '=' || char.IsWhiteSpace(c)) ? Base64Url.DecodeFromChars(part) : throw new BadTokenException("encoding");

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string[] Texts(JsonElement of, string name) => !of.TryGetProperty(name, out var value) ? [] : value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind is JsonValueKind.String) => [.. value.EnumerateArray().Select(v => v.GetString()!)],
        _ => [],
    };

    private static DateTimeOffset? Time(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_799 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    private static void Must(bool holds, string fault)
    {
        if (!holds) { throw new BadTokenException(fault); }
    }
}
