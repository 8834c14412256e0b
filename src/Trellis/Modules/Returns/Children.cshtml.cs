using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Returns;

/// <summary>What was found in a file, child by child.</summary>
[Does(ActWords.ViewReturns)]
public sealed class ChildrenModel(TrellisDb db, ChildrenOf children, Views views) : ReturnPage(db, views)
{
    private const int Shown = 50;

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<ListedChild> Children { get; private set; } = [];

    public int All { get; private set; }

    public int Pages => Math.Max(1, (All + Shown - 1) / Shown);

    public string PageLink(int page) => $"{Here}/children?page={page}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync("return-issues", ActWords.ViewReturns)) { return NotFound(); }
        PageNumber = Math.Max(1, PageNumber);
        (Children, All) = await children.ListAsync(Id, (PageNumber - 1) * Shown, Shown, HttpContext.RequestAborted);
        return Page();
    }
}
