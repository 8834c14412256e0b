using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trellis.Platform.Messages;
using Trellis.Platform.Time;
using Trellis.Tests.Support;

namespace Trellis.Tests.Messages;

/// <summary>GOV.UK Notify, as a small server on this machine speaks it.</summary>
public sealed class By_notify : IAsyncLifetime
{
    private const string Service = "26785a09-ab16-4eb0-8407-a37497a57506";
    private const string Secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";

    private static readonly Guid Template = new("f33517ff-2a88-4f6e-b855-c550268ce08a");
    private static readonly Letter Letter = new(new Guid("01900000-0000-7000-8000-00000000000a"), "teasel@example.org", "Work waits for your team in RBKC-26-1001", "https://trellis.example/messages/open?id=1\n");

    private readonly TestClock clock = new();
    private readonly List<(string Path, string Authorization, JsonElement Body)> asked = [];
    private WebApplication server = null!;
    private Uri address = null!;
    private int answer = 201;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(async context =>
        {
            asked.Add((context.Request.Path, context.Request.Headers.Authorization.ToString(), await context.Request.ReadFromJsonAsync<JsonElement>()));
            if (answer == 0) { context.Abort(); return; }
            context.Response.StatusCode = answer;
            await context.Response.WriteAsJsonAsync(new { id = Guid.NewGuid(), errors = new[] { new { error = "ValidationError", message = "teasel@example.org is not a team member" } } });
        });
        await server.StartAsync();
        address = new Uri(server.Urls.Single());
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task An_e_mail_is_handed_over_with_a_token_and_a_reference()
    {
        (await CarryAsync()).ShouldBe(new Carried(Handover.Sent, "201"));

        var (path, authorization, body) = asked.ShouldHaveSingleItem();
        path.ShouldBe("/v2/notifications/email");
        body.GetProperty("email_address").GetString().ShouldBe(Letter.To);
        body.GetProperty("template_id").GetGuid().ShouldBe(Template);
        body.GetProperty("reference").GetGuid().ShouldBe(Letter.Id);
        body.GetProperty("personalisation").GetProperty("subject").GetString().ShouldBe(Letter.Subject);
        body.GetProperty("personalisation").GetProperty("body").GetString().ShouldBe(Letter.Body);

        var token = authorization["Bearer ".Length..].Split('.');
        Json(token[0]).GetProperty("alg").GetString().ShouldBe("HS256");
        Json(token[1]).GetProperty("iss").GetString().ShouldBe(Service);
        Json(token[1]).GetProperty("iat").GetInt64().ShouldBe(clock.Now.ToUnixTimeSeconds());
        Base64Url.DecodeFromChars(token[2]).ShouldBe(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{token[0]}.{token[1]}")));
    }

    [Theory]
    [InlineData(400, Handover.Refused)]
    [InlineData(403, Handover.Later)]
    [InlineData(429, Handover.Later)]
    [InlineData(500, Handover.Later)]
    [InlineData(503, Handover.Later)]
    public async Task What_it_answers_decides_and_only_its_code_is_kept(int status, Handover what)
    {
        answer = status;

        (await CarryAsync()).ShouldBe(new Carried(what, status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_connection_lost_after_asking_leaves_it_unknown()
    {
        answer = 0;

        (await CarryAsync()).ShouldBe(new Carried(Handover.Unknown, "connection-lost"));
        asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_there_is_tried_again_later()
    {
        await server.StopAsync();

        (await CarryAsync()).ShouldBe(new Carried(Handover.Later, "no-connection"));
    }

    [Theory]
    [InlineData("live-key")]
    [InlineData($"live-{Service}")]
    [InlineData($"live-{Service}-3d844edf-8d35-48ac-975b-e847b4f122bX")]
    public void What_is_no_key_is_not_taken_for_one(string text) => NotifyKey.Read(text).ShouldBeNull();

    [Fact]
    public void A_key_never_says_its_secret() => NotifyKey.Read($"a-name-{Service}-{Secret}\n")!.ToString().ShouldBe($"Notify key of service {Service}");

    private async Task<Carried> CarryAsync()
    {
        using var http = new HttpClient { BaseAddress = address };
        return await new NotifyCarrier(http, NotifyKey.Read($"our-key-{Service}-{Secret}")!, Template, new LondonClock(clock)).CarryAsync(Letter, CancellationToken.None);
    }

    private static JsonElement Json(string part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(part));
}
