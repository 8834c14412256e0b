using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Trellis.Access;

/// <summary>How much a request may bring, and how slowly. What is past it is answered in words, never as a failure of the site.</summary>
public static class RequestLimits
{
    /// <summary>Of a form without files. Pages that take files say so themselves.</summary>
    public const int Body = 2 * 1024 * 1024;

    private const int Headers = 32 * 1024;
    private const int Line = 8 * 1024;
    private const int Fields = 4_000;
    private const double BytesASecond = 240;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForHeaders = TimeSpan.FromSeconds(15);

    public static void Set(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Body;
            kestrel.Limits.MaxRequestHeadersTotalSize = Headers;
            kestrel.Limits.MaxRequestLineSize = Line;
            kestrel.Limits.RequestHeadersTimeout = ForHeaders;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(BytesASecond, Patience);
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = Fields;
            form.ValueLengthLimit = Body;
            form.MultipartBodyLengthLimit = Body;
        });
    }

    /// <summary>After routing, so that the page's own limit is known, and before anything reads what was sent.</summary>
    public static async Task Answer(HttpContext http, RequestDelegate next)
    {
        var most = http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? Body;
        if (http.Request.ContentLength > most)
        {
            // What is still coming is thrown away for some seconds: a browser whose sending is cut off never reads the answer.
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) { body.MaxRequestBodySize = null; }
            Refuse(http, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        try
        {
            await next(http);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            Refuse(http, wrong.StatusCode);
        }
        catch (InvalidDataException wrong) when (!http.Response.HasStarted && wrong.Source is "Microsoft.AspNetCore.WebUtilities" or "Microsoft.AspNetCore.Http")
        {
            // A form that is not one. Thrown by the framework's readers of forms, and by nothing of ours.
            Refuse(http, StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>The page that says so is asked for with nothing in hand: what was sent is not read again.</summary>
    private static void Refuse(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        (http.Request.Method, http.Request.Body, http.Request.ContentLength, http.Request.ContentType) = (HttpMethods.Get, Stream.Null, null, null);
    }
}
