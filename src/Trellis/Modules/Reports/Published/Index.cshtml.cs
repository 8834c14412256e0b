using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Modules.Reports.Writing;

namespace Trellis.Modules.Reports.Published;

/// <summary>What the partnership publishes, for anybody.</summary>
[AllowAnonymous]
public sealed class IndexModel(PublishedReports reports) : PageModel
{
    public IReadOnlyList<Publication> Reports { get; private set; } = [];

    public async Task OnGetAsync() => Reports = await reports.ListAsync(HttpContext.RequestAborted);
}
