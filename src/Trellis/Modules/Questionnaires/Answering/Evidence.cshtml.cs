using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Questionnaires.Answering;

/// <summary>Gives out a document of an answer, to whoever reads the answer.</summary>
[Does(ActWords.ViewQuestionnaires)]
public sealed class EvidenceModel(TrellisDb db, DocumentStore store, Views views) : PageModel
{
    [FromRoute(Name = "invitation")]
    public Guid Id { get; set; }

    [FromRoute(Name = "evidence")]
    public Guid EvidenceId { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        // Of another round's answers of the same agency, where it was brought forward.
        if (await db.Set<Invitee>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == Id) is not { } invitee) { return NotFound(); }
        if (await db.Set<ResponseEvidence>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == EvidenceId && e.Agency == invitee.Agency && e.StaffId == invitee.StaffId) is not { } found) { return NotFound(); }
        if (invitee.Agency is null && invitee.StaffId is null && !await db.Set<Reply>().AnyAsync(r => r.Id == found.ResponseId && r.InvitationId == Id)) { return NotFound(); }
        await views.SawAsync("questionnaire-evidence-copy", ActWords.ViewQuestionnaires, [], invitee.Area, cancellationToken: HttpContext.RequestAborted);
        Response.ToBeKept(found.Name, $"evidence.{found.Type}", found.Size);
        await store.WriteAsync("select body from questionnaires.evidence_piece where evidence_id = $1 order by number", found.Id, found.Sha256, Response.Body, HttpContext.RequestAborted);
        return new EmptyResult();
    }
}
