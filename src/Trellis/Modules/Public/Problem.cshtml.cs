using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Platform.Documents;

namespace Trellis.Modules.Public;

/// <summary>What a person reads when a page is not there, not theirs, or went wrong. Never why.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(Duration = 0, Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class ProblemModel : PageModel
{
    public string Heading { get; private set; } = "Sorry, there is a problem with the service";

    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>To quote to whoever runs the site; null when nothing failed.</summary>
    public string? Reference { get; private set; }

    public void OnGet(int? code) => Say(code);

    public void OnPost(int? code) => Say(code);

    private void Say(int? code)
    {
        (Heading, Lines) = Words(code);
        Reference = FailureReference.Note(HttpContext);
    }

    private static (string Heading, string[] Lines) Words(int? code) => code switch
    {
        404 => ("Page not found", ["If you typed the address, check it is correct.", "You may also see this when a record is not one you may open."]),
        403 => ("You may not do this", ["Your post does not allow it. If you need it for your work, ask your agency’s administrator."]),
        413 => ("That was too large", [$"A file may have {DocumentLimit.Most} MB, and a form with its files twice that. What you had saved is still there."]),
        408 => ("That took too long", ["Your connection was too slow or was broken off. What you had saved is still there. Try again."]),
        429 => ("Too many tries", ["There have been too many tries to sign in from your network in the last minute. Wait a minute and try again."]),
        400 => ("We could not read that", ["The form was too old or not complete. Go back, reload the page and try again. What you had saved is still there."]),
        _ => ("Sorry, there is a problem with the service", ["What you saved before is still there. Try again in a few minutes."]),
    };
}
