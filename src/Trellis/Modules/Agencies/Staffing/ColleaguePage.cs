using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Trellis.Modules.Agencies.Staffing;

/// <summary>A page about one member of staff of the actor's agency. Of anybody else there is none; of oneself it may not be done.</summary>
public abstract class ColleaguePage(Colleagues colleagues) : PageModel
{
    [FromRoute]
    public Guid Who { get; set; }

    /// <summary>Set once found.</summary>
    public Agencies.Staff Them { get; private set; } = null!;

    public string Name => Them.Name;

    protected Colleagues Colleagues => colleagues;

    /// <returns>What to answer instead; null when the page may go on.</returns>
    protected async Task<IActionResult?> FindAsync(CancellationToken stop)
    {
        if (await colleagues.FindAsync(Who, stop) is not { } found) { return NotFound(); }
        Them = found;
        // Nobody looks after their own account: somebody else of the agency must.
        return colleagues.IsOneself(found) ? StatusCode(StatusCodes.Status403Forbidden) : null;
    }

    /// <summary>One of their posts in this agency; null for any other.</summary>
    protected Post? PostOf(Guid id) => Them.PostsIn(colleagues.Code).FirstOrDefault(p => p.Id == id);

    protected IActionResult Back(string done)
    {
        TempData["done"] = done;
        return Redirect($"/staff/{Who}");
    }
}
