using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Trellis.Benchmarks;

/// <summary>People of the demonstration at a site that runs: who they are, signing in, sending a form.</summary>
internal static partial class Visiting
{
    /// <summary>E-mail addresses of those whose first post is in such a role.</summary>
    public static async Task<string[]> EmailsAsync(Func<string, bool> role)
    {
        var lines = (await File.ReadAllLinesAsync(Platform.Checkout.Folder("demo", "staff.csv"))).Skip(1).Select(l => l.Split(',')).ToArray();
        var found = lines.Where(l => role(l[4])).Select(l => $"{l[1]}@demo.example").Distinct().ToArray();
        return found.Length > 0 ? found : throw new InvalidOperationException("Nobody in demo/staff.csv has that role");
    }

    /// <param name="from">The last part of the address to come from, 127.0.0.N: the site allows each address 60 tries a minute.</param>
    public static HttpClient Client(int connections, int? from = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = connections, AllowAutoRedirect = false };
        if (from is { } last)
        {
            handler.ConnectCallback = async (context, stop) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)last]), 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), stop);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return new HttpClient(handler);
    }

    /// <summary>Leaves them signed in.</summary>
    /// <returns>How long the answer to their password took.</returns>
    public static async Task<TimeSpan> SignInAsync(HttpClient client, Uri site, string email, string password)
    {
        using var form = await FormAsync(client, new Uri(site, "/sign-in"));
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        using var answer = await PostAsync(client, form, [new("Email", email), new("Password", password)]);
        if (answer.StatusCode is not HttpStatusCode.Redirect) { throw new InvalidOperationException($"{email} could not sign in: is this the demonstration's password?"); }
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        Keep(client, answer);
        return took;
    }

    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, Uri page, params KeyValuePair<string, string>[] answers)
    {
        using var form = await FormAsync(client, page);
        return await PostAsync(client, form, answers);
    }

    private static async Task<HttpResponseMessage> FormAsync(HttpClient client, Uri page)
    {
        var form = await client.GetAsync(page);
        Keep(client, form);
        return form;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, HttpResponseMessage form, KeyValuePair<string, string>[] answers)
    {
        var token = Token().Match(await form.Content.ReadAsStringAsync()).Groups["token"].Value;
        using var body = new FormUrlEncodedContent([.. answers, new("__RequestVerificationToken", token)]);
        return await client.PostAsync(form.RequestMessage!.RequestUri, body);
    }

    /// <summary>Cookies as a browser keeps them: secure ones go to localhost too, which the framework's own jar does not do.</summary>
    private static void Keep(HttpClient client, HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) { return; }
        var kept = client.DefaultRequestHeaders.TryGetValues("Cookie", out var before) ? before.SelectMany(c => c.Split("; ")).ToList() : [];
        kept.AddRange(set.Select(c => c.Split(';')[0]));
        client.DefaultRequestHeaders.Remove("Cookie");
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", kept));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
