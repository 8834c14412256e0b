using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trellis.Platform.Messages;

/// <summary>A key of GOV.UK Notify, <c>name-SERVICE-SECRET</c>: it signs a token for each request (a JSON Web Token, HS256).</summary>
public sealed record NotifyKey
{
    private const int GuidLength = 36;

    private readonly string secret;

    private NotifyKey(string service, string secret) => (Service, this.secret) = (service, secret);

    public string Service { get; }

    /// <summary>Null when the text is no such key.</summary>
    public static NotifyKey? Read(string text)
    {
        var key = text.Trim();
        if (key.Length < (2 * GuidLength) + 1) { return null; }
        var (service, secret) = (key[^((2 * GuidLength) + 1)..^(GuidLength + 1)], key[^GuidLength..]);
        return Guid.TryParseExact(service, "D", out _) && Guid.TryParseExact(secret, "D", out _) ? new NotifyKey(service, secret) : null;
    }

    /// <summary>Good for about thirty seconds.</summary>
    public string Token(DateTimeOffset now)
    {
        var head = Part("""{"typ":"JWT","alg":"HS256"}""");
        var body = Part($$"""{"iss":"{{Service}}","iat":{{now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}}""");
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{head}.{body}"));
        return $"{head}.{body}.{Base64Url.EncodeToString(hash)}";
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"Notify key of service {Service}";

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
