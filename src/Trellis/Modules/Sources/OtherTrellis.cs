using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Sources;

/// <summary>
/// The Trellis of another area, by its API (<c>POST /api/v1/people/known</c>): whether somebody may be known there, and whom to
/// contact. It never says who they are.
/// </summary>
public sealed class OtherTrellis(Wire wire, string clientId, string secret, LondonClock clock) : IOutsideIndex, IDisposable
{
    private static readonly Uri TokenAt = new("api/v1/token", UriKind.Relative);
    private static readonly Uri KnownAt = new("api/v1/people/known", UriKind.Relative);

    /// <summary>A token is not used to the end of its time: the clocks of two machines differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1);
    private (string Token, DateTimeOffset Until)? held;

    public string? Lacks(TypedPerson who) =>
        string.IsNullOrWhiteSpace(who.GivenName) || string.IsNullOrWhiteSpace(who.FamilyName) ? "needs-both-names" : who.Born is null ? "needs-birth-date" : null;

    public async Task<Heard> AskAsync(TypedPerson who, CancellationToken cancellationToken)
    {
        // Once more where the token is refused: its program's secret may have been changed for another meanwhile.
        for (var attempt = 1; ; attempt++)
        {
            var (token, refused) = await TokenAsync(cancellationToken);
            if (token is null) { return refused!; }
            var reply = await wire.SendAsync(() => Question(who, token), cancellationToken);
            if (reply.Status is HttpStatusCode.Unauthorized && attempt == 1)
            {
                held = null;
                continue;
            }

            return reply.Failed ?? Read(reply.Body);
        }
    }

    public void Dispose()
    {
        wire.Dispose();
        turn.Dispose();
    }

    private static HttpRequestMessage Question(TypedPerson who, string token) => new(HttpMethod.Post, KnownAt)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        // With its length: the API reads no more than it was told of.
        Content = new StringContent(JsonSerializer.Serialize(new { givenName = who.GivenName.Trim(), familyName = who.FamilyName.Trim(), born = who.Born }), Encoding.UTF8, "application/json"),
    };

    private static Heard Read(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } said || !said.TryGetProperty("people", out var people) || people.ValueKind is not JsonValueKind.Array) { return Heard.NotChecked("not-understood", passes: true); }
        var found = new List<SourceCandidate>();
        foreach (var person in people.EnumerateArray())
        {
            if (Text(person, "reference") is not { } reference || Text(person, "contact") is not { } contact) { return Heard.NotChecked("not-understood", passes: true); }
            found.Add(new SourceCandidate(reference, contact, []));
        }

        return found.Count == 0 ? Heard.Nothing : Heard.Some(found, said.TryGetProperty("more", out var more) && more.ValueKind is JsonValueKind.True);
    }

    private static string? Text(JsonElement it, string name) => it.ValueKind is JsonValueKind.Object && it.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String && text.GetString() is { Length: > 0 and <= 200 } value ? value : null;

    private async Task<(string? Token, Heard? Refused)> TokenAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (held is { } kept && kept.Until > clock.Now) { return (kept.Token, null); }
            var reply = await wire.SendAsync(Credentials, cancellationToken);
            if (reply.Failed is { } failed) { return (null, reply.Status is HttpStatusCode.BadRequest ? Heard.NotChecked("not-let-in", passes: true) : failed); }
            if (reply.Body is not { } said || Token(said) is not { } token) { return (null, Heard.NotChecked("not-understood", passes: true)); }
            var stands = said.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var many) ? TimeSpan.FromSeconds(many) : TimeSpan.Zero;
            held = (token, clock.Now + stands - Margin);
            return (token, null);
        }
        finally
        {
            turn.Release();
        }
    }

    private static string? Token(JsonElement said) => said.ValueKind is JsonValueKind.Object && said.TryGetProperty("access_token", out var token) && token.ValueKind is JsonValueKind.String ? token.GetString() : null;

    private HttpRequestMessage Credentials() => new(HttpMethod.Post, TokenAt)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}"))) },
        Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
    };
}
