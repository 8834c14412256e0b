using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Trellis.Modules.Sources;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Time;
using Trellis.Tests.Support;

namespace Trellis.Tests.Sources;

/// <summary>The NHS demographics service by FHIR R4: what it says is told, and whatever else comes of asking is "could not check", never "nobody".</summary>
public sealed class Demographics_service : IAsyncLifetime
{
    private static readonly TypedPerson Robin = new("Robin", "Fernsby", new DateOnly(2014, 3, 27), "female", "LS1 6AE");
    private static readonly Patience Short = new(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(0.6));

    private FakeServer server = null!;
    private Demographics service = null!;

    public async Task InitializeAsync()
    {
        server = await FakeServer.StartAsync();
        service = At(server.Address);
    }

    public async Task DisposeAsync()
    {
        service.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task One_person_is_told_as_the_service_has_them()
    {
        server.Says(200, FhirAnswers.People(FhirAnswers.Patient()));

        var heard = await service.AskAsync(Robin, default);

        heard.Outcome.ShouldBe(SourceOutcome.Found);
        var found = heard.Found.ShouldHaveSingleItem();
        found.Reference.ShouldBe("9990000018");
        found.Said.Select(s => $"{s.Label}: {s.Text}").ShouldBe(["Name: Robin Lee Fernsby", "Earlier name: Robin Earlier", "Born: 27 March 2014", "Sex: Female", "Address: 1 Trellis Way, Leeds, LS1 6AE"]);
        heard.More.ShouldBeFalse();
    }

    [Fact]
    public async Task Several_people_are_all_told_and_that_there_are_more()
    {
        server.Says(200, FhirAnswers.People(FhirAnswers.Patient(), FhirAnswers.Patient("9990000026", "Robyn")).Replace("\"total\":2", "\"total\":7", StringComparison.Ordinal));

        var heard = await service.AskAsync(Robin, default);

        heard.Found.Select(f => f.Reference).ShouldBe(["9990000018", "9990000026"]);
        heard.More.ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_is_said_only_when_the_service_says_so()
    {
        server.Says(200, FhirAnswers.Nobody);
        (await service.AskAsync(Robin, default)).ShouldBe(Heard.Nothing);
    }

    [Fact]
    public async Task What_was_typed_stands_in_no_address()
    {
        await service.AskAsync(Robin, default);

        var asked = server.Asked.ShouldHaveSingleItem();
        (asked.Method, asked.Address).ShouldBe(("POST", "/Patient/_search"));
        asked.Form.ShouldBe(new Dictionary<string, string> { ["family"] = "Fernsby", ["given"] = "Robin", ["birthdate"] = "eq2014-03-27", ["gender"] = "female", ["address-postalcode"] = "LS1 6AE", ["_count"] = "25" }, ignoreOrder: true);
        Guid.TryParse(asked.RequestId, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_that_is_kept_secret_is_not_shown_even_if_it_was_sent()
    {
        server.Says(200, FhirAnswers.People(FhirAnswers.Patient(security: "R")));

        var said = (await service.AskAsync(Robin, default)).Found.Single().Said;

        said.ShouldContain(s => s.Text.StartsWith("Kept secret", StringComparison.Ordinal));
        string.Concat(said.Select(s => s.Text)).ShouldNotContain("Trellis Way");
    }

    [Fact]
    public async Task Somebody_who_died_is_said_to_have_died()
    {
        server.Says(200, FhirAnswers.People(FhirAnswers.Patient(more: ",\"deceasedDateTime\":\"2020-10-23T00:00:00+00:00\"")));
        (await service.AskAsync(Robin, default)).Found.Single().Said.ShouldContain(new SourceLine("Died", "23 October 2020"));
    }

    public static TheoryData<int, string, string, bool> Refusals => new()
    {
        { 200, FhirAnswers.Outcome("TOO_MANY_MATCHES", "not-found"), "too-many-people", false },
        { 200, FhirAnswers.Outcome("UNABLE_TO_CALL_SERVICE", "exception"), "could-not-answer", true },
        { 200, FhirAnswers.People(FhirAnswers.Outcome("SERVICE_ERROR", "exception")), "could-not-answer", true },
        { 400, FhirAnswers.Outcome("MISSING_VALUE", "required"), "refused", false },
        { 400, FhirAnswers.Outcome("TOO_MANY_MATCHES", "too-costly"), "too-many-people", false },
        { 400, "", "refused", false },
        { 401, FhirAnswers.Outcome("ACCESS_DENIED", "forbidden"), "not-let-in", true },
        { 403, FhirAnswers.Outcome("ACCESS_DENIED", "forbidden"), "not-let-in", true },
        { 404, FhirAnswers.Outcome("RESOURCE_NOT_FOUND", "not-found"), "answer-404", true },
        { 302, "", "answer-302", true },
        { 408, FhirAnswers.Outcome("UNABLE_TO_CALL_SERVICE", "timeout"), "answer-408", true },
        { 429, FhirAnswers.Outcome("TOO_MANY_REQUESTS", "throttled"), "too-many-requests", true },
        { 500, FhirAnswers.Outcome("SERVICE_ERROR", "exception"), "answer-500", true },
        { 503, "<html>Maintenance</html>", "answer-503", true },
        { 200, "", "not-understood", true },
        { 200, "<html>Sign in to the network</html>", "not-understood", true },
        { 200, "[]", "not-understood", true },
        { 200, "{}", "not-understood", true },
        { 200, """{"resourceType":"Bundle","type":"searchset","total":0""", "not-understood", true },
        { 200, """{"resourceType":"Bundle","type":"searchset","total":0,"total":1}""", "not-understood", true },
        { 200, """{"resourceType":"Bundle","type":"history","total":0}""", "not-understood", true },
        { 200, """{"resourceType":"Bundle","type":"searchset","total":3,"entry":[]}""", "not-understood", true },
        { 200, """{"resourceType":"Bundle","type":"searchset","total":1,"entry":[{"resource":{"resourceType":"Patient"}}]}""", "not-understood", true },
        { 200, """{"resourceType":"Bundle","type":"searchset","total":1,"entry":[7]}""", "not-understood", true },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Whatever_is_no_answer_is_not_checked_and_says_why(int status, string body, string code, bool passes)
    {
        server.Says(status, body);

        var heard = await service.AskAsync(Robin, default);

        (heard.Outcome, heard.Code, heard.Passes).ShouldBe((SourceOutcome.NotChecked, code, passes));
        heard.Found.ShouldBeEmpty();
        Heard.Words(heard.Code).ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task What_passes_is_asked_again_at_once_and_then_answered()
    {
        var times = 0;
        server.Answers = http => ++times < 3 ? FakeServer.Says(http, 503, "") : FakeServer.Says(http, 200, FhirAnswers.People(FhirAnswers.Patient()));

        (await service.AskAsync(Robin, default)).Outcome.ShouldBe(SourceOutcome.Found);

        server.Asked.Count.ShouldBe(3);
        server.Asked.DistinctBy(a => a.RequestId).Count().ShouldBe(1, "it is one question");
    }

    [Fact]
    public async Task A_service_that_asks_to_be_left_alone_is_not_asked_again_while_somebody_waits()
    {
        server.Says(429, FhirAnswers.Outcome("TOO_MANY_REQUESTS", "throttled"), retryAfter: "120");

        var heard = await service.AskAsync(Robin, default);

        (heard.Code, heard.NotBefore).ShouldBe(("too-many-requests", TimeSpan.FromSeconds(120)));
        server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_is_slow_is_waited_for_no_longer_than_was_said()
    {
        server.Answers = async http =>
        {
            await Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
            await FakeServer.Says(http, 200, FhirAnswers.Nobody);
        };
        var began = System.Diagnostics.Stopwatch.GetTimestamp();

        (await service.AskAsync(Robin, default)).Code.ShouldBe("timeout");

        System.Diagnostics.Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(15), "the service would take twenty");
    }

    [Fact]
    public async Task One_whose_answer_stops_in_the_middle_or_never_ends_is_not_checked()
    {
        server.Answers = async http =>
        {
            await http.Response.WriteAsync("{\"resourceType\":\"Bundle\",");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        (await service.AskAsync(Robin, default)).Code.ShouldBe("connection-lost");

        server.Answers = async http =>
        {
            var lump = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested) { await http.Response.Body.WriteAsync(lump, http.RequestAborted); }
        };
        using var other = At(server.Address);
        (await other.AskAsync(Robin, default)).Outcome.ShouldBe(SourceOutcome.NotChecked);
    }

    [Fact]
    public async Task One_that_nobody_listens_at_is_not_checked()
    {
        using var nobody = new TcpListener(System.Net.IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((System.Net.IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        using var gone = At($"http://127.0.0.1:{port}");

        (await gone.AskAsync(Robin, default)).Code.ShouldBe("no-connection");
    }

    [Fact]
    public async Task One_that_keeps_failing_is_left_alone_for_a_while_and_then_asked_again()
    {
        server.Says(500, "");
        for (var i = 0; i < 2; i++) { await service.AskAsync(Robin, default); }
        var asked = server.Asked.Count;

        (await service.AskAsync(Robin, default)).Code.ShouldBe("left-alone");
        server.Asked.Count.ShouldBe(asked, "nothing was sent");

        server.Says(200, FhirAnswers.Nobody);
        await Task.Delay(Short.Break + TimeSpan.FromSeconds(0.3));
        (await service.AskAsync(Robin, default)).ShouldBe(Heard.Nothing);
    }

    [Theory]
    [InlineData("", "2014-03-27", "needs-family-name")]
    [InlineData("Fernsby", null, "needs-birth-date")]
    [InlineData("Fernsby", "2014-03-27", null)]
    public void It_says_what_it_cannot_be_asked_without(string family, string? born, string? lacks) =>
        service.Lacks(new TypedPerson("Robin", family, born is null ? null : LondonTimes.Day(born))).ShouldBe(lacks);

    [Fact]
    public async Task A_token_is_got_with_a_signed_assertion_and_used_until_it_is_over()
    {
        using var key = RSA.Create(2048);
        var clock = new TestClock();
        using var signing = new Demographics(new Wire(Wire.To(new Uri(server.Address + "/")), Short), new DemographicsKey(new Uri(server.Address + "/oauth2/token"), "our-program", "key-1", key, new LondonClock(clock)));
        await signing.AskAsync(Robin, default);
        await signing.AskAsync(Robin, default);

        var token = server.Asked.Where(a => a.Address == "/oauth2/token").ShouldHaveSingleItem();
        server.Asked.Where(a => a.Address != "/oauth2/token").ShouldAllBe(a => a.Authorization == "Bearer a-token");
        (token.Form["grant_type"], token.Form["client_assertion_type"]).ShouldBe(("client_credentials", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        var parts = token.Form["client_assertion"].Split('.');
        using var verifying = RSA.Create(key.ExportParameters(false));
        verifying.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1).ShouldBeTrue();
        using var head = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0]));
        (head.RootElement.GetProperty("alg").GetString(), head.RootElement.GetProperty("kid").GetString()).ShouldBe(("RS512", "key-1"));
        using var said = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        (said.RootElement.GetProperty("iss").GetString(), said.RootElement.GetProperty("aud").GetString()).ShouldBe(("our-program", server.Address + "/oauth2/token"));

        clock.Pass(TimeSpan.FromMinutes(10));
        await signing.AskAsync(Robin, default);
        server.Asked.Count(a => a.Address == "/oauth2/token").ShouldBe(2);
    }

    private static Demographics At(string address) => new(new Wire(Wire.To(new Uri(address + "/")), Short), null);
}
