using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Returns.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Returns;

/// <summary>One child of a file: what was found about them, and all the file has of them.</summary>
[Does(ActWords.ViewReturns)]
public sealed class ChildModel(TrellisDb db, ChildrenOf children, Views views) : ReturnPage(db, views)
{
    [FromRoute]
    public int Position { get; set; }

    public string Number { get; private set; } = "";

    public IReadOnlyList<KeptIssue> Found { get; private set; } = [];

    public IReadOnlyList<ShownRecord> Records { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync("return-child", ActWords.ViewReturns) || await children.FindAsync(Id, Position, HttpContext.RequestAborted) is not var (number, _, records)) { return NotFound(); }
        (Number, Records) = (number, records);
        Found = await Issues.AsNoTracking().Where(i => i.Position == Position).OrderBy(i => i.Line).ThenBy(i => i.Rule).ToListAsync(HttpContext.RequestAborted);
        return Page();
    }
}
