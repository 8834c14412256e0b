using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.YourSignIn;

[Does(ActWords.ChoosePost)]
public sealed class PostModel(OwnAccount own, LondonClock clock) : PageModel
{
    [BindProperty]
    public Guid Post { get; set; }

    public ImmutableArray<Post> Posts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var (_, session) = await ShowAsync(stop);
        Post = session.PostId;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (staff, session) = await ShowAsync(stop);
        if (Posts.FirstOrDefault(p => p.Id == Post) is not { } post)
        {
            ModelState.Clear();
            return this.Refuse(new Refusal(nameof(Post), "Select the post you act in"));
        }

        await own.GoOnAsync(staff, staff.Choose(post, session, own.On), stop);
        TempData["done"] = $"You act as {post.Named} now";
        return Redirect("/work");
    }

    private async Task<(Staff Staff, Session Session)> ShowAsync(CancellationToken stop)
    {
        var loaded = await own.LoadAsync(stop);
        Posts = [.. loaded.Staff.HeldOn(clock.Today)];
        return loaded;
    }
}
