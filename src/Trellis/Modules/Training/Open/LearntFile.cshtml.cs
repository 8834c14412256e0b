using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Training.Needs;

namespace Trellis.Modules.Training.Open;

/// <summary>Gives out the file that shows what somebody learnt, to themselves.</summary>
[AllowAnonymous]
public sealed class LearntFileModel(OpenDesk desk, LearntFiles files) : OpenPage(desk)
{
    public async Task<IActionResult> OnGetAsync(Guid learnt)
    {
        if (await AtTheDoorAsync() is not { } who) { return ProveFirst(); }
        if (await Db.Set<LearntFile>().AsNoTracking().FirstOrDefaultAsync(f => f.LearntId == learnt && f.Learnt!.Email == who.Email, Stop) is not { } found) { return NotFound(); }
        await Desk.Views.SawAsync("training-evidence", ActWords.GuestAddsLearnt, who.Known is { } known ? [known.Id] : [], cancellationToken: Stop);
        return await files.GiveAsync(found, Response, Stop);
    }
}
