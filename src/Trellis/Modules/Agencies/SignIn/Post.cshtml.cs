using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>Somebody with several posts says which one they act in. What they may see follows from it.</summary>
[AllowAnonymous]
public sealed class PostModel(Entrance entrance, LondonClock clock) : PageModel
{
    [BindProperty]
    public Guid Post { get; set; }

    public ImmutableArray<Post> Posts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await WhoAsync(stop) is null ? Redirect("/sign-in") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await WhoAsync(stop) is not var (staff, half)) { return Redirect("/sign-in"); }
        if (Posts.FirstOrDefault(p => p.Id == Post) is not { } post)
        {
            ModelState.Clear();
            ModelState.AddModelError(nameof(Post), "Select the post you act in");
            return Page();
        }

        await entrance.EnterAsync(HttpContext, staff, post, half.Shown, stop);
        return LocalRedirect(half.To ?? "/work");
    }

    private async Task<(Staff Staff, HalfWay HalfWay)?> WhoAsync(CancellationToken stop)
    {
        if (await entrance.HalfWayAsync(HttpContext, stop) is not { HalfWay.NeedsSecondFactor: false } who) { return null; }
        Posts = [.. who.Staff.HeldOn(clock.Today)];
        return who;
    }
}
