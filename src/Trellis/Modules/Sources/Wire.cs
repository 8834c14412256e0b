using System.Net;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Trellis.Modules.Sources;

/// <summary>How long is waited for a source.</summary>
/// <param name="Whole">For an answer, all tries together: somebody sits there and waits.</param>
/// <param name="Break">How long one that keeps failing is left alone.</param>
public sealed record Patience(TimeSpan Whole, TimeSpan Break)
{
    public static Patience Usual { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
}

/// <summary>An answer that came, or why none did.</summary>
/// <param name="Body">Null when it has none, or none that is JSON.</param>
public sealed record Reply(HttpStatusCode? Status, JsonElement? Body, Heard? Failed);

/// <summary>
/// Speaks to one source over HTTP: in limited time, again when what went wrong passes, and not at all for a while when it keeps going
/// wrong (Polly's breaker). Follows no redirect, reads little, and logs nothing.
/// </summary>
public sealed class Wire : IDisposable
{
    private const int MostBytes = 1024 * 1024;
    private const int Tries = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly HttpClient http;
    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;

    public Wire(HttpClient http, Patience patience)
    {
        this.http = http;
        http.MaxResponseContentBufferSize = MostBytes;
        http.Timeout = Timeout.InfiniteTimeSpan; // the pipeline's is the one that counts
        pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddTimeout(patience.Whole)
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                // Who asks to be left alone for longer is asked again by the background work, not while somebody waits.
                ShouldHandle = asked => ValueTask.FromResult(IsLost(asked.Outcome.Exception) || (asked.Outcome.Result is { } answer && Passes(answer) && (PauseOf(answer) ?? TimeSpan.Zero) <= LongestPause)),
                MaxRetryAttempts = Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(150),
                UseJitter = true,
                DelayGenerator = asked => ValueTask.FromResult(asked.Outcome.Result is { } answer ? PauseOf(answer) : null),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = asked => ValueTask.FromResult(IsLost(asked.Outcome.Exception) || (asked.Outcome.Result is { } answer && Passes(answer))),
                FailureRatio = 0.5,
                MinimumThroughput = Tries * 2,
                SamplingDuration = TimeSpan.FromMinutes(1),
                BreakDuration = patience.Break,
            })
            .AddTimeout(patience.Whole * 0.6) // one try that hangs leaves time for another
            .Build();
    }

    /// <summary>To this machine without, otherwise with TLS; no redirects, no cookies.</summary>
    public static HttpClient To(Uri address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { BaseAddress = address };

    /// <param name="request">Makes the request anew for each try.</param>
    public async Task<Reply> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await pipeline.ExecuteAsync(async stop =>
            {
                using var asked = request();
                return await http.SendAsync(asked, HttpCompletionOption.ResponseContentRead, stop);
            }, cancellationToken);
            return new Reply(answer.StatusCode, await ReadAsync(answer, cancellationToken), Failure(answer));
        }
        catch (TimeoutRejectedException)
        {
            return Failed("timeout");
        }
        catch (BrokenCircuitException broken)
        {
            return new Reply(null, null, Heard.NotChecked("left-alone", passes: true, broken.RetryAfter));
        }
        catch (HttpRequestException failed)
        {
            return Failed(failed.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError ? "no-connection" : "connection-lost");
        }
    }

    public void Dispose() => http.Dispose();

    private static Reply Failed(string code) => new(null, null, Heard.NotChecked(code, passes: true));

    private static Heard? Failure(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        >= 200 and < 300 => null,
        401 or 403 => Heard.NotChecked("not-let-in", passes: true), // until somebody puts it right
        429 => Heard.NotChecked("too-many-requests", passes: true, PauseOf(answer)),
        400 or 422 => Heard.NotChecked("refused", passes: false),
        var status => Heard.NotChecked(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"answer-{status}"), passes: true, PauseOf(answer)),
    };

    private static bool IsLost(Exception? failed) => failed is HttpRequestException or TimeoutRejectedException;

    private static bool Passes(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>How long it asks to be left alone (Retry-After), in seconds or up to a day.</summary>
    private static TimeSpan? PauseOf(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } seconds } => seconds,
        { Date: { } until } when answer.Headers.Date is { } now => until > now ? until - now : TimeSpan.Zero,
        _ => null,
    };

    private static async Task<JsonElement?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            using var read = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return read.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // the answer: whoever asked says that it was not understood
        }
    }
}
