using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Trellis.Platform.Access;
using Trellis.Platform.Record;

namespace Trellis.Access;

/// <summary>
/// Every page asks for one act (<see cref="DoesAttribute"/>, on the handler or the page). Nobody signed in: sign in first.
/// Not allowed: 403. A post begins the act, so that what the page saves is recorded under the word that was asked for.
/// </summary>
public sealed class AskPermission(Acting acting, Closed closed) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // A page would be written without anything having been found or asked for it.
        if (context.HandlerMethod is null && !HttpMethods.IsGet(context.HttpContext.Request.Method) && !HttpMethods.IsHead(context.HttpContext.Request.Method))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }

        if (context.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
        {
            await next();
            return;
        }

        var word = context.HandlerMethod?.MethodInfo.GetCustomAttribute<DoesAttribute>()?.Word
            ?? context.HandlerInstance.GetType().GetCustomAttribute<DoesAttribute>()?.Word
            ?? throw new InvalidOperationException($"{context.HandlerInstance.GetType().Name} does not say which act it is ([Does])");
        if (acting.Actor == Actor.Nobody)
        {
            context.Result = new ChallengeResult();
            return;
        }

        if (!acting.Actor.May(word))
        {
            await closed.NoteAsync(ActWords.Refused, Thing(context.HttpContext), word, context.HttpContext.RequestAborted);
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
            return;
        }

        if (HttpMethods.IsPost(context.HttpContext.Request.Method)) { acting.Begin(word); }
        var done = await next();
        if (done.Exception is null && done.Result is IStatusCodeActionResult { StatusCode: { } status }) { await AnsweredAsync(done, status, word); }
    }

    /// <summary>
    /// Who was refused, or found nothing because it is not for them, is noted. Of a restricted record they are told, and may break
    /// the glass; of a hidden one the answer is as if there were none.
    /// </summary>
    private async Task AnsweredAsync(PageHandlerExecutedContext done, int status, string word)
    {
        var (thing, stop) = (Thing(done.HttpContext), done.HttpContext.RequestAborted);
        if (status is StatusCodes.Status403Forbidden) { await closed.NoteAsync(ActWords.Refused, thing, word, stop); }
        if (status is not StatusCodes.Status404NotFound || thing is not { } id || await closed.WhyAsync(id, stop) is not { Why: not BarredBy.Nothing } barred) { return; }
        await closed.NoteAsync(ActWords.Hidden, id, word, stop);
        if (barred.Why is not BarredBy.Restricted) { return; }
        done.Result = acting.Actor.May(ActWords.BreakGlass) && word != ActWords.BreakGlass ? new RedirectResult($"/glass/{id}") : new StatusCodeResult(StatusCodes.Status403Forbidden);
    }

    /// <summary>The person, matter or step the address names.</summary>
    private static Guid? Thing(HttpContext http) =>
        Guid.TryParse(http.Request.RouteValues["id"] as string, out var id) || Guid.TryParse(http.Request.Query["person"], out id) ? id : null;
}
