using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Trellis.Modules.Api;

/// <summary>What is refused or goes wrong under <c>/api</c> is said as problem details (RFC 9457), not as a page.</summary>
public static class Problems
{
    public const string Prefix = "/api";

    public static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase);

    public static IResult Of(int status, string detail) => Results.Problem(detail, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status));

    /// <summary>An empty answer gets its words; a failure gets none of its own.</summary>
    public static async Task Say(HttpContext http, RequestDelegate next)
    {
        if (!IsApi(http))
        {
            await next(http);
            return;
        }

        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) { pages.Enabled = false; }
        await next(http);
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }) { await Of(http.Response.StatusCode, Words(http.Response.StatusCode)).ExecuteAsync(http); }
    }

    public static Task Failed(HttpContext http) => Of(StatusCodes.Status500InternalServerError, "Something went wrong here. It has been noted").ExecuteAsync(http);

    private static string Words(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing here for you",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method",
        StatusCodes.Status429TooManyRequests => "Too many requests. Wait a minute",
        _ => "This could not be done",
    };
}
