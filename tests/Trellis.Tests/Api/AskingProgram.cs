using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.TestHost;
using Trellis.Tests.Support;

namespace Trellis.Tests.Api;

/// <summary>A program that asks, with a client id and a secret.</summary>
public sealed class AskingProgram(TestSite site, string id, string secret)
{
    public string Id => id;

    public string Secret => secret;

    public string? Token { get; set; }

    public static async Task<AskingProgram> Made(TestSite site, Visitor administrator, string name, string[] may, string where = "Royal Borough of Kensington and Chelsea", string? sees = "Every record that is not closed or kept to a circle", string until = "1 3 2027")
    {
        var page = await administrator.Opens("/agencies/programs");
        page.Fill("Name of the program", name).Fill("What may it do?", string.Join("|", may).Replace("|", ", ", StringComparison.Ordinal)).Fill("Where?", where).Fill("Last day", until);
        if (sees is not null) { page.Fill("What does it see there?", sees); }
        page = await page.Presses("Let it ask");
        page.Errors.ShouldBeEmpty();
        var program = new AskingProgram(site, page.SummaryValue("Client id"), page.SummaryValue("Client secret"));
        program.Token = await program.GetsToken();
        return program;
    }

    public async Task<string?> GetsToken(string? with = null)
    {
        var (status, answer) = await Posts("/api/v1/token", [new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", with ?? secret)]);
        return status is HttpStatusCode.OK ? answer.RootElement.GetProperty("access_token").GetString() : null;
    }

    public async Task<(HttpStatusCode Status, JsonDocument Answer)> Posts(string address, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var http = site.Site.GetTestClient();
        using var answer = await http.PostAsync(address, new FormUrlEncodedContent(form));
        return (answer.StatusCode, await Read(answer));
    }

    public Task<(HttpStatusCode Status, JsonDocument Answer)> Gets(string address) => Asks(HttpMethod.Get, address, null);

    public Task<(HttpStatusCode Status, JsonDocument Answer)> Sends(string address, object json) => Asks(HttpMethod.Post, address, new StringContent(json as string ?? JsonSerializer.Serialize(json), Encoding.UTF8, "application/json"));

    /// <param name="type">Of the content, as it says; null: it says none.</param>
    public Task<(HttpStatusCode Status, JsonDocument Answer)> Sends(string address, byte[] body, string? type) =>
        Asks(HttpMethod.Post, address, new ByteArrayContent(body) { Headers = { ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type) } });

    private async Task<(HttpStatusCode Status, JsonDocument Answer)> Asks(HttpMethod method, string address, HttpContent? content)
    {
        using var http = site.Site.GetTestClient();
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (Token is { } token) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token); }
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) { answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", address); }
        return (answer.StatusCode, await Read(answer));
    }

    private static async Task<JsonDocument> Read(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonDocument>())!;
}
