using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Extracts;

/// <summary>One's own newest file, to keep. It is locked: what is in it was noted as seen when it was made.</summary>
[Does(ActWords.HoldExtract)]
public sealed class FileModel(TrellisDb db, ExtractFolder folder) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var mine = await db.Set<Holding>().AsNoTracking().FirstOrDefaultAsync(h => h.StaffId == db.Acting.Actor.UserId && h.EndedAt == null, stop);
        if (mine is null || folder.NewestOf(mine.Id) is not { } file) { return NotFound(); }
        return PhysicalFile(Path.GetFullPath(file), "application/octet-stream", $"trellis-{Path.GetFileName(file)[8..18]}.html");
    }
}
