using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Gives out the file of a paper, to be kept and never to be shown, to whoever sees its item.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class AttachedModel(MeetingDesk desk, DocumentStore store) : MeetingPage(desk)
{
    [FromRoute(Name = "paper")]
    public Guid PaperId { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync() || !AgendaShown || Meeting.Agenda.SelectMany(i => i.PapersNow).FirstOrDefault(p => p.Id == PaperId)?.File is not { } file) { return NotFound(); }
        await SawAsync("meeting-paper-copy");
        Response.ToBeKept(file.Name, $"paper.{file.Type}", file.Size);
        await store.WriteAsync("select body from meetings.paper_piece where file_id = $1 order by number", file.Id, file.Sha256, Response.Body, HttpContext.RequestAborted);
        return new EmptyResult();
    }
}
