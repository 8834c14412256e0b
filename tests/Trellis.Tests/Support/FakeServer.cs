using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trellis.Tests.Support;

/// <summary>What somebody asked of a <see cref="FakeServer"/>.</summary>
public sealed record Asked(string Method, string Address, string? Authorization, string? RequestId, IReadOnlyDictionary<string, string> Form);

/// <summary>A server of another organisation, on a port of this machine: it answers what the test says, over real HTTP.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<Asked> Asked { get; } = new();

    /// <summary>How a search is answered.</summary>
    public Func<HttpContext, Task> Answers { get; set; } = http => Says(http, 200, FhirAnswers.Nobody);

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<FakeServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeServer(builder.Build());
        server.app.Run(server.TakeAsync);
        await server.app.StartAsync();
        return server;
    }

    public static async Task Says(HttpContext http, int status, string body, string type = "application/fhir+json", string? retryAfter = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        if (retryAfter is not null) { http.Response.Headers.RetryAfter = retryAfter; }
        await http.Response.WriteAsync(body);
    }

    public void Says(int status, string body, string type = "application/fhir+json", string? retryAfter = null) => Answers = http => Says(http, status, body, type, retryAfter);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString()) : [];
        Asked.Enqueue(new Asked(http.Request.Method, http.Request.Path + http.Request.QueryString, http.Request.Headers.Authorization, http.Request.Headers["X-Request-ID"], form));
        if (http.Request.Path == "/oauth2/token")
        {
            await Says(http, 200, """{"access_token":"a-token","expires_in":"599","token_type":"Bearer"}""", "application/json");
            return;
        }

        await Answers(http);
    }
}

/// <summary>Answers of the shape FHIR R4 and the NHS's public specification describe. Everybody in them is made up; the numbers are of the range for tests.</summary>
public static class FhirAnswers
{
    public const string Nobody = """{"resourceType":"Bundle","type":"searchset","timestamp":"2026-03-02T09:00:00+00:00","total":0}""";

    public static string People(params string[] patients) =>
        $$"""{"resourceType":"Bundle","type":"searchset","timestamp":"2026-03-02T09:00:00+00:00","total":{{patients.Length}},"entry":[{{string.Join(',', patients.Select(Entry))}}]}""";

    private static string Entry(string resource) => """{"fullUrl":"https://example.org/Patient/1","search":{"mode":"match","score":0.9},"resource":""" + resource + "}";

    public static string Patient(string number = "9990000018", string given = "Robin", string family = "Fernsby", string security = "U", string more = "") => $$"""
        {"resourceType":"Patient","id":"{{number}}","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{number}}"}],
         "meta":{"versionId":"2","security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"{{security}}","display":"unrestricted"}]},
         "name":[{"id":"1","use":"usual","given":["{{given}}","Lee"],"family":"{{family}}"},{"id":"2","use":"old","given":["{{given}}"],"family":"Earlier"}],
         "gender":"female","birthDate":"2014-03-27",
         "address":[{"id":"4","use":"home","line":["1 Trellis Way","Leeds"],"postalCode":"LS1 6AE"}]{{more}} }
        """;

    public static string Outcome(string code, string issue = "invalid", string severity = "error") => $$$"""
        {"resourceType":"OperationOutcome","issue":[{"severity":"{{{severity}}}","code":"{{{issue}}}","details":{"coding":[{"system":"https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode","version":"1","code":"{{{code}}}","display":"as it says"}]}}]}
        """;
}
