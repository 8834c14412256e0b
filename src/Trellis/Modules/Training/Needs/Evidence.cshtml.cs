using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Needs;

/// <summary>Gives out the file that shows what somebody of one’s own agency learnt, to their lead.</summary>
[Does(ActWords.ListWorkers)]
public sealed class EvidenceModel(TrellisDb db, LearntFiles files, Views views) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid worker, Guid learnt)
    {
        var (stop, agency) = (HttpContext.RequestAborted, db.Acting.Actor.Agency);
        if (await db.Set<Worker>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == worker && w.Agency == agency && w.EndedOn == null, stop) is not { } of) { return NotFound(); }
        // Another agency's entry is not there; whoever runs training for all sees theirs elsewhere.
        var found = await db.Set<LearntFile>().AsNoTracking().FirstOrDefaultAsync(f => f.LearntId == learnt && f.Learnt!.Email == of.Email && f.Learnt.TakenBackAt == null && (f.Learnt.Agency == null || f.Learnt.Agency == agency), stop);
        if (found is null) { return NotFound(); }
        await views.SawAsync("training-evidence", ActWords.ListWorkers, [of.Id], of.Area, cancellationToken: stop);
        return await files.GiveAsync(found, Response, stop);
    }
}
