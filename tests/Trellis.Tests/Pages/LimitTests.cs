using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Tests.Support;

namespace Trellis.Tests.Pages;

/// <summary>Too much, too slow or broken: the site says so, and is not the worse for it. By a real server on a real port.</summary>
public sealed class LimitTests(Stage stage) : OnStage(stage), IAsyncLifetime, IAsyncDisposable
{
    private readonly FailureLog failures = new();
    private WebApplication site = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        site = SiteUnderTest.Build(Stage, failures, builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
        await site.StartAsync();
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        failures.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_answered_so_and_one_that_hides_its_length_is_cut_off()
    {
        var large = new string('x', RequestLimits.Body + 1000);

        var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent([new("Email", large)]));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("That was too large");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("Email", large)]) };
        request.Headers.TransferEncodingChunked = true;
        try
        {
            ((int)(await client.SendAsync(request)).StatusCode).ShouldBeInRange(400, 413);
        }
        catch (HttpRequestException cut)
        {
            // The answer was written before the connection was shut; whoever is still sending may not come to read it. No browser sends so.
            cut.HttpRequestError.ShouldBeOneOf(HttpRequestError.ResponseEnded, HttpRequestError.Unknown);
        }

        await IsWell();
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=abc")]
    [InlineData("multipart/form-data; boundary=\"a\u007fb\"")]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense")]
    public async Task What_is_called_a_form_and_is_none_is_answered_so(string type)
    {
        foreach (var body in new[] { "", "--abc\r\n", "--abc\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut off", "--abc\r\nContent-Disposition: nonsense\r\n\r\n\r\n--abc--", $"--abc\r\n{new string('h', 20_000)}: x\r\n\r\n--abc--" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

            ((int)(await client.SendAsync(request)).StatusCode).ShouldBeInRange(400, 499, $"{type}: {body[..Math.Min(40, body.Length)]}");
        }

        await IsWell();
    }

    [Fact]
    public async Task Thousands_of_fields_long_headers_and_a_long_address_are_refused()
    {
        ((int)(await client.PostAsync("/sign-in", new FormUrlEncodedContent(Enumerable.Range(0, 6_000).Select(n => KeyValuePair.Create($"f{n}", "x"))))).StatusCode).ShouldBeInRange(400, 499);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.TryAddWithoutValidation("X-Long", new string('x', 60_000));
        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
        (await client.GetAsync($"/figures/{new string('x', 10_000)}")).StatusCode.ShouldBe(HttpStatusCode.RequestUriTooLong);
        await IsWell();
    }

    [Fact]
    public async Task Whoever_sends_a_form_drop_by_drop_is_cut_off()
    {
        using var slow = new TcpClient();
        await slow.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port);
        var stream = slow.GetStream();
        await stream.WriteAsync("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"u8.ToArray());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answer = new StringBuilder();
        var reading = Task.Run(async () =>
        {
            var buffer = new byte[4096];
            for (int read; (read = await stream.ReadAsync(buffer, patience.Token)) > 0;) { answer.Append(Encoding.ASCII.GetString(buffer, 0, read)); }
        });
        while (!reading.IsCompleted && !patience.IsCancellationRequested)
        {
            try
            {
                await stream.WriteAsync("x"u8.ToArray(), patience.Token);
            }
            catch (IOException)
            {
                break; // cut off
            }

            await Task.Delay(500);
        }

        await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        patience.IsCancellationRequested.ShouldBeFalse();
        answer.ToString().ShouldNotContain(" 500 ");
        await IsWell();
    }

    private async Task IsWell()
    {
        (await client.GetAsync("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
        failures.Kept.ShouldBeEmpty();
    }
}
