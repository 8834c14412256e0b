using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>One member of staff as their agency knows them: posts over time, and whether, not how, they sign in.</summary>
[Does(ActWords.ViewStaff)]
public sealed class MemberModel(TrellisDb db, Colleagues colleagues, LondonClock clock) : PageModel
{
    [FromRoute]
    public Guid Who { get; set; }

    public Agencies.Staff Them { get; private set; } = null!;

    public IReadOnlyList<Post> Posts { get; private set; } = [];

    public DateTimeOffset? LastSignIn { get; private set; }

    public bool IsMe { get; private set; }

    public bool MayChange => !IsMe && Them.Active && colleagues.Actor.May(ActWords.GivePost);

    public bool MaySetUpAgain => MayChange && Them.PasswordHash is not null && (Them.HasSecondFactor || Them.WaitsForLink);

    public string SecondFactor => Them.WaitsForLink ? "To be set up again, by the link they were sent" : Them.HasSecondFactor ? "Set up" : "Not set up";

    public Link? Waiting => Them.Links.FirstOrDefault(l => l.WorksAt(clock.Now));

    public string Where(Post post) => colleagues.AreaTitles(post.Areas);

    public bool IsOpen(Post post) => post.EndsOn is null || post.EndsOn >= colleagues.Today;

    /// <summary>Nothing is changed here; a form sent to this address is answered as if the page were opened.</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken stop) => OnGetAsync(stop);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await colleagues.FindAsync(Who, stop) is not { } found) { return NotFound(); }
        Them = found;
        IsMe = colleagues.IsOneself(found);
        Posts = found.PostsIn(colleagues.Code);
        LastSignIn = await db.Set<Session>().Where(s => s.StaffId == Who && s.Follows == null).MaxAsync(s => (DateTimeOffset?)s.StartedAt, stop);
        return Page();
    }
}
