using System.Collections.Concurrent;
using System.Text.Json;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.Providers;

/// <summary>How providers are spoken to: over https, following no redirect, for a short time, reading little. Nothing they answer is shown.</summary>
public sealed class ProviderWire(HttpClient http) : IDisposable
{
    public const int MostBytes = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public ProviderWire()
        : this(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }))
    {
    }

    /// <summary>Null: no answer, or not one of success with JSON in it.</summary>
    public async Task<JsonDocument?> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri?.Scheme != Uri.UriSchemeHttps) { return null; }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > MostBytes) { return null; }
            await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
            var read = new byte[MostBytes + 1];
            var length = await body.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, patience.Token);
            return length > MostBytes ? null : IdToken.Read(read.AsMemory(0, length));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or JsonException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null; // the answer: whoever asks says so to the reader and to the log
        }
    }

    public void Dispose() => http.Dispose();
}

/// <summary>Where a provider is asked, and the keys it signs with.</summary>
/// <param name="SecretInForm">It takes our secret in the form alone, not in the header.</param>
public sealed record ProviderAddresses(Uri Authorize, Uri Token, JsonElement Keys, Uri KeysAt, bool SecretInForm);

/// <summary>
/// What providers say of themselves (OpenID Connect Discovery 1.0), kept for an hour. One that does not answer is left alone for
/// longer each time; one whose keys do not fit is asked for newer ones at most once a minute.
/// </summary>
public sealed class ProviderDirectory(ProviderWire wire, LondonClock clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan NewKeys = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private sealed record Known(ProviderAddresses? Addresses, DateTimeOffset At, int Failures);

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Null: it does not answer, or not as a provider of this name.</summary>
    /// <param name="newer">The keys that are known did not fit.</param>
    public async Task<ProviderAddresses?> FindAsync(string issuer, bool newer = false, CancellationToken cancellationToken = default)
    {
        if (Kept(issuer, newer) is { } kept) { return kept.Addresses; }
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (Kept(issuer, newer) is { } meanwhile) { return meanwhile.Addresses; }
            var before = known.GetValueOrDefault(issuer);
            var found = await AskAsync(issuer, cancellationToken);
            // What was known serves on while it does not answer.
            known[issuer] = found is null ? new Known(before?.Addresses, clock.Now, (before?.Failures ?? 0) + 1) : new Known(found, clock.Now, 0);
            return known[issuer].Addresses;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private Known? Kept(string issuer, bool newer)
    {
        if (known.GetValueOrDefault(issuer) is not { } kept) { return null; }
        var pause = kept.Failures > 0 ? TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 5 * Math.Pow(2, Math.Min(kept.Failures, 10)))) : newer ? NewKeys : Fresh;
        return clock.Now < kept.At + pause ? kept : null;
    }

    private async Task<ProviderAddresses?> AskAsync(string issuer, CancellationToken cancellationToken)
    {
        using var about = await GetAsync(new Uri($"{issuer.TrimEnd('/')}/.well-known/openid-configuration"), cancellationToken);
        if (about?.RootElement is not { ValueKind: JsonValueKind.Object } said || Text(said, "issuer") != issuer) { return null; }
        if (Address(said, "authorization_endpoint") is not { } authorize || Address(said, "token_endpoint") is not { } token || Address(said, "jwks_uri") is not { } keysAt) { return null; }
        using var keys = await GetAsync(keysAt, cancellationToken);
        if (keys is null) { return null; }
        var inForm = said.TryGetProperty("token_endpoint_auth_methods_supported", out var ways) && ways.ValueKind is JsonValueKind.Array
            && ways.EnumerateArray().All(w => w.ValueKind is not JsonValueKind.String || w.GetString() is not "client_secret_basic");
        return new ProviderAddresses(authorize, token, keys.RootElement.Clone(), keysAt, inForm);
    }

    private async Task<JsonDocument?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/json");
        return await wire.AskAsync(request, cancellationToken);
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static Uri? Address(JsonElement of, string name) => Uri.TryCreate(Text(of, name), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.Fragment.Length == 0 ? address : null;
}
