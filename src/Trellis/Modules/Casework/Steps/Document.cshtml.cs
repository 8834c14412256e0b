using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Steps;

/// <summary>Gives a document out, to be kept and never to be shown.</summary>
[Does(ActWords.ViewStep)]
public sealed class DocumentModel(StepDesk desk, DocumentStore store, Views views) : StepPage(desk)
{
    [FromRoute]
    public Guid Document { get; set; }

    protected override bool OnlyReads => true;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) { return NotForThem(); }
        var found = await Db.Set<Document>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == Document && d.StepId == Id);
        if (found is null || (found.IsDraft && (!IsTheirs || IsAnothers)) || await IsAboutSomebodyElseAsync()) { return NotFound(); }
        if (IsKeptFromMe(found)) { return StatusCode(StatusCodes.Status403Forbidden); }
        await views.SawAsync("document", ActWords.ViewStep, [.. Step.People.Select(p => p.PersonId)], Step.Area, Step.MatterId);
        Response.ToBeKept(found.Name, $"document.{found.Type}", found.Size);
        await store.WriteAsync(found, Response.Body, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    private bool IsKeptFromMe(Document document) => document.KeptTo is { } role && !Actor.Is(role) && document.ById != Actor.UserId && (Step.State is StepState.Open || Step.AuthorId != Actor.UserId);

    private async Task<bool> IsAboutSomebodyElseAsync() =>
        Step.State is StepState.Withdrawn && await Db.Facts.AnyAsync(f => f.SourceId == Id && f.Details.Any(d => d.Field == "withdrawn" && d.Code == "wrong-person"));
}
