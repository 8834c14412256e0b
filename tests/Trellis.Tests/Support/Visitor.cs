using System.Net;
using Trellis.Modules.Agencies.YourSignIn;

namespace Trellis.Tests.Support;

/// <summary>Somebody with a browser: keeps cookies, follows redirects, sends the forms that pages hold.</summary>
public sealed class Visitor(HttpClient http)
{
    private const int MostRedirects = 10;

    private static int visitors;

    /// <summary>Each comes from an address of their own.</summary>
    public string From { get; init; } = AddressOf(Interlocked.Increment(ref visitors));

    public string Browser { get; init; } = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    public CookieContainer Cookies { get; } = new();

    public async Task<TestPage> SignsIn(string email, string password = Stage.Password)
    {
        var page = await Opens("/sign-in");
        return await page.Fill("Email address", email).Fill("Password", password).Presses("Sign in");
    }

    /// <summary>Searches as a person does: a name stands in no address.</summary>
    public async Task<TestPage> Searches(string name, string on = "/people")
    {
        var page = await Opens(on);
        if (on is "/people") { return await page.Fill("Name", name).Presses("Search"); }
        var words = name.Split(' ', 2);
        return await page.Fill("First name", words[0]).Fill("Last name", words.Length > 1 ? words[1] : "").Presses("Search");
    }

    public Task<TestPage> Opens(string address) => Sends(HttpMethod.Get, address);

    /// <summary>A request nobody could make by the pages alone. Redirects are followed unless told otherwise.</summary>
    public async Task<TestPage> Sends(HttpMethod method, string address, IEnumerable<KeyValuePair<string, string>>? form = null, bool follow = true, IReadOnlyList<SentFile>? files = null)
    {
        var at = new Uri(TestSite.Address, address);
        var answer = await SendOne(method, at, form, files);
        for (var redirects = 0; follow && answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.MovedPermanently or HttpStatusCode.SeeOther; redirects++)
        {
            redirects.ShouldBeLessThan(MostRedirects, $"redirects from {address}");
            at = new Uri(at, answer.Headers.Location!);
            at.Host.ShouldBe(TestSite.Address.Host, "a redirect leads out of the site");
            answer = await SendOne(HttpMethod.Get, at, null);
        }

        return await TestPage.ReadAsync(this, at, answer);
    }

    private static string AddressOf(int number) => $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}";

    /// <summary>What comes back as it comes: a file.</summary>
    public Task<HttpResponseMessage> Fetches(string address) => SendOne(HttpMethod.Get, new Uri(TestSite.Address, address), null);

    /// <summary>A part of something, as a player asks for it: <c>bytes=0-99</c>.</summary>
    public Task<HttpResponseMessage> FetchesPart(string address, string range) => SendOne(HttpMethod.Get, new Uri(TestSite.Address, address), null, range: range);

    /// <summary>What a page asks for while nobody sits at it.</summary>
    public Task<HttpResponseMessage> LeavesAsking(string address) => SendOne(HttpMethod.Get, new Uri(TestSite.Address, address), null, unattended: true);

    private async Task<HttpResponseMessage> SendOne(HttpMethod method, Uri at, IEnumerable<KeyValuePair<string, string>>? form, IReadOnlyList<SentFile>? files = null, bool unattended = false, string? range = null)
    {
        using var request = new HttpRequestMessage(method, at);
        if (files is { Count: > 0 }) { request.Content = Multipart(form ?? [], files); }
        else if (form is not null) { request.Content = new FormUrlEncodedContent(form); }
        request.Headers.Add(SiteUnderTest.AddressHeader, From);
        request.Headers.Add("User-Agent", Browser);
        if (range is not null) { request.Headers.TryAddWithoutValidation("Range", range); }
        if (unattended) { request.Headers.Add(SessionClock.Unattended, "1"); }
        if (Cookies.GetCookieHeader(at) is { Length: > 0 } kept) { request.Headers.Add("Cookie", kept); }
        var answer = await http.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            foreach (var cookie in cookies) { Cookies.SetCookies(at, cookie); }
        }

        return answer;
    }

    private static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, string>> form, IReadOnlyList<SentFile> files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in form) { content.Add(new StringContent(value), name); }
        foreach (var file in files)
        {
            var part = new ByteArrayContent(file.Content);
            part.Headers.TryAddWithoutValidation("Content-Type", file.ContentType);
            content.Add(part, file.Field, file.Name);
        }

        return content;
    }
}

/// <summary>A file somebody sends: by which input, what they say it is called and is, and what is in it.</summary>
public sealed record SentFile(string Field, string Name, byte[] Content, string ContentType = "application/octet-stream");
