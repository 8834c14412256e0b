using Microsoft.Extensions.Primitives;

namespace Trellis.Access;

/// <summary>
/// What every answer carries that keeps a browser from being turned against its reader, and which methods the site takes. Said first
/// and again when an answer begins: a failure clears what was said before it.
/// </summary>
public static class SafeAnswers
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'";

    /// <summary>Pages are opened and forms are sent; nothing else is asked of any address.</summary>
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    public static async Task Give(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path; // of the request: the page that says what went wrong has another
        Put(http.Response, path);
        http.Response.OnStarting(() =>
        {
            Put(http.Response, path);
            return Task.CompletedTask;
        });
        if (!Methods.Contains(http.Request.Method, StringComparer.Ordinal))
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SafeAnswers)).LogWarning("A request by a method that no page takes was refused");
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = string.Join(", ", Methods);
            http.Request.Method = HttpMethods.Get; // for the page that says so
            return;
        }

        await next(http);
    }

    /// <summary>Whatever a page says itself stands: a document has a narrower policy.</summary>
    private static void Put(HttpResponse answer, PathString path)
    {
        var headers = answer.Headers;
        Say("Content-Security-Policy", Policy);
        Say("Strict-Transport-Security", "max-age=63072000; includeSubDomains"); // browsers heed it over https alone
        Say("X-Content-Type-Options", "nosniff");
        Say("X-Frame-Options", "DENY"); // for browsers that do not know frame-ancestors
        Say("Referrer-Policy", "same-origin");
        Say("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        Say("Cross-Origin-Opener-Policy", "same-origin");
        Say("Cross-Origin-Resource-Policy", "same-origin");
        if (!path.StartsWithSegments("/assets", StringComparison.Ordinal)) { Say("Cache-Control", "no-cache, no-store"); }
        if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)) { Say("Content-Disposition", "attachment; filename=\"api.json\""); }
        if (answer.ContentType is { } type && type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase)) { answer.ContentType = $"{type}; charset=utf-8"; }

        void Say(string name, string value)
        {
            if (StringValues.IsNullOrEmpty(headers[name])) { headers[name] = value; }
        }
    }
}
