using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;

namespace Trellis.Access;

/// <summary>
/// The one character that the database keeps in no text is taken out of what was typed, before a page reads it. Runs after the
/// form was looked at for forgery; a form that cannot be read at all was refused there, and is not read again for the page that says so.
/// </summary>
public sealed class PlainText : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (request.Query.Any(HasNul)) { request.Query = new QueryCollection(Without(request.Query)); }
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType && context.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            var form = await request.ReadFormAsync(context.HttpContext.RequestAborted);
            if (form.Any(HasNul)) { request.Form = new FormCollection(Without(form), form.Files); }
        }

        await next();
    }

    private static bool HasNul(KeyValuePair<string, StringValues> field) => field.Key.Contains('\0') || field.Value.Any(v => v?.Contains('\0') is true);

    private static Dictionary<string, StringValues> Without(IEnumerable<KeyValuePair<string, StringValues>> fields) => fields
        .Where(f => !f.Key.Contains('\0'))
        .ToDictionary(f => f.Key, f => new StringValues([.. f.Value.Select(v => v?.Replace("\0", "", StringComparison.Ordinal))]), StringComparer.OrdinalIgnoreCase);
}
