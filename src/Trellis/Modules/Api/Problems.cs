using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Trellis.Access;

namespace Trellis.Modules.Api;

/// <summary>What is refused or goes wrong under <c>/api</c> is said as problem details (RFC 9457), not as a page.</summary>
public static class Problems
{
    public const string Prefix = "/api";

    private const string Token = "/api/v1/token";

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

    public static Task Failed(HttpContext http) => Of(StatusCodes.Status500InternalServerError, $"Something went wrong here. It has been noted under {FailureReference.Note(http)}").ExecuteAsync(http);

    /// <summary>What is sent says what it is, and is what the address takes: otherwise nothing of it is read.</summary>
    public static Task TakeWhatFits(HttpContext http, RequestDelegate next)
    {
        if (!IsApi(http) || IsOfAType(http.Request)) { return next(http); }
        http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    private static bool IsOfAType(HttpRequest request) =>
        !HttpMethods.IsPost(request.Method) || (request.Path.StartsWithSegments(Token, StringComparison.OrdinalIgnoreCase) ? request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true : request.HasJsonContentType());

    private static string Words(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing here for you",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method",
        StatusCodes.Status415UnsupportedMediaType => "Send JSON as application/json, and what buys a token as application/x-www-form-urlencoded",
        StatusCodes.Status429TooManyRequests => "Too many requests. Wait a minute",
        _ => "This could not be done",
    };
}
