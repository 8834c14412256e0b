using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Platform.Time;

namespace Trellis.Modules.Disclosure;

/// <summary>Writes the copy somebody gets: plain, printable, on its own, with for whom it is on every page.</summary>
internal static class Rendering
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Style = """
        body{font:1.05rem/1.5 sans-serif;max-width:46rem;margin:2rem auto 5rem;padding:0 1rem;color:#0b0c0c}h1{line-height:1.2}h2{margin-top:2rem;border-bottom:2px solid #b1b4b6}dt{font-weight:bold;margin-top:.8rem}dd{margin:0;white-space:pre-wrap}.withheld{font-style:italic;color:#505a5f}header,footer{color:#505a5f}
        @media print{footer{position:fixed;bottom:0}body{max-width:none;margin-bottom:4rem}dt{break-after:avoid}}
        """;

    public static string Title(string kind) => kind switch { DisclosureRequest.SubjectAccess => "What we hold about you", "court" => "Copy for the court", _ => "Copy of what we hold" };

    public static string Withheld(string? mark) => mark switch
    {
        "third-party" => "Withheld: it is about another person",
        "agency" => "Withheld: it was given to us by another agency, which you can ask",
        "sensitive" => "Withheld: to tell it could cause serious harm",
        "confidential" => "Withheld: it was given to us in confidence",
        _ => "Withheld",
    };

    public static (string Html, string Json, byte[] Hash) Write(DisclosureRequest request, IReadOnlyDictionary<Guid, string> said, string reference, DateTimeOffset at)
    {
        static string E(string text) => WebUtility.HtmlEncode(text);
        var copyFor = $"Copy for {request.Recipient}";
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(E($"{Title(request.Kind)}: {copyFor}")).Append("</title><style>").Append(Style).Append("</style></head><body><header><p>")
            .Append(E($"{copyFor}. {reference}, made on {English.Date(London.DateOf(at))}")).Append("</p></header><main><h1>").Append(E(Title(request.Kind))).Append("</h1>");
        html.Append("<p>").Append(request.Kind is DisclosureRequest.SubjectAccess
            ? "You asked what we hold about you (UK GDPR, article 15). This is all of it that we may give you. Where something is withheld it says so, and why. You can ask us to put right what is wrong, to look again at what is withheld, or complain to the Information Commissioner (ico.org.uk)."
            : E($"This copy was made for: {request.Purpose}. Where something is withheld it says so, and why.")).Append("</p>");
        foreach (var part in request.Items.OrderBy(i => i.Position).GroupBy(i => i.Part))
        {
            html.Append("<section><h2>").Append(E(part.Key)).Append("</h2><dl>");
            foreach (var item in part)
            {
                html.Append("<dt>").Append(E(item.Label)).Append("</dt>");
                html.Append(item.Decision is "redact" ? $"<dd class=\"withheld\">{E(Withheld(item.Mark))}</dd>" : $"<dd>{E(said[item.Id])}</dd>");
            }

            html.Append("</dl></section>");
        }

        html.Append("</main><footer><p>").Append(E($"{copyFor}. {reference}. Do not pass it on.")).Append("</p></footer></body></html>");
        var json = JsonSerializer.Serialize(
            new
            {
                kind = request.Kind,
                copyFor = request.Recipient,
                reference,
                receivedOn = request.ReceivedOn,
                madeAt = at,
                parts = request.Items.OrderBy(i => i.Position).GroupBy(i => i.Part).Select(p => new { title = p.Key, answers = p.Select(i => new { label = i.Label, text = i.Decision is "redact" ? null : said[i.Id], withheld = i.Decision is "redact" ? Withheld(i.Mark) : null }) }),
            },
            Json);
        return (html.ToString(), json, SHA256.HashData(Encoding.UTF8.GetBytes(html + json)));
    }

    public static byte[] Zip(string html, string json)
    {
        using var kept = new MemoryStream();
        using (var zip = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("copy.html", html), ("copy.json", json) })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return kept.ToArray();
    }
}
