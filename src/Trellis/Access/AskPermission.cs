using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Trellis.Platform.Record;

namespace Trellis.Access;

/// <summary>
/// Every page asks for one act (<see cref="DoesAttribute"/>, on the handler or the page). Nobody signed in: sign in first.
/// Not allowed: 403. A post begins the act, so that what the page saves is recorded under the word that was asked for.
/// </summary>
public sealed class AskPermission(Acting acting) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
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
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
            return;
        }

        if (HttpMethods.IsPost(context.HttpContext.Request.Method)) { acting.Begin(word); }
        await next();
    }
}
