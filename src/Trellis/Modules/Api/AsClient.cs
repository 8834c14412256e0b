using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Api;

/// <summary>Who asks, from the bearer token alone, and whether they may. As <see cref="AskPermission"/> does it for pages.</summary>
public sealed class AsClient : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, stop) = (context.HttpContext, context.HttpContext.RequestAborted);
        var services = http.RequestServices;
        var (db, clock, closed) = (services.GetRequiredService<TrellisDb>(), services.GetRequiredService<LondonClock>(), services.GetRequiredService<Closed>());
        var word = http.GetEndpoint()?.Metadata.GetMetadata<DoesAttribute>()?.Word ?? throw new InvalidOperationException($"{http.Request.Path} does not say which act it is");
        await db.Database.OpenConnectionAsync(stop); // given back with the scope
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var header = http.Request.Headers.Authorization.ToString();
        var actor = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? await services.GetRequiredService<ApiClients>().WithTokenAsync(connection, header[Scheme.Length..].Trim(), stop) : null;
        if (actor is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(StatusCodes.Status401Unauthorized, "Ask with a token that works: POST /api/v1/token gives one");
        }

        db.Acting.As(actor);
        await WhoIsAsking.TellAsync(connection, actor, clock.Now, stop);
        Guid? thing = Guid.TryParse(http.Request.RouteValues["id"] as string, out var id) ? id : null;
        if (!actor.May(word))
        {
            await closed.NoteAsync(ActWords.Refused, thing, word, stop);
            return Problems.Of(StatusCodes.Status403Forbidden, $"This program may not {word}");
        }

        var answer = await next(context);
        if (answer is not IStatusCodeHttpResult { StatusCode: StatusCodes.Status404NotFound } || thing is not { } asked || await closed.WhyAsync(asked, stop) is not { Why: not BarredBy.Nothing } barred) { return answer; }
        await closed.NoteAsync(ActWords.Hidden, asked, word, stop);
        return barred.Why is BarredBy.Restricted ? Problems.Of(StatusCodes.Status403Forbidden, "This record is restricted") : answer;
    }
}
