using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Printing;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Shows a paper to whoever sees its item.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class ReadModel(MeetingDesk desk) : MeetingPage(desk)
{
    [FromRoute(Name = "paper")]
    public Guid PaperId { get; set; }

    public AgendaItem Item { get; private set; } = null!;

    public Paper Paper { get; private set; } = null!;

    /// <summary>Markup made of the paper's Markdown, in which no markup of its own is let through.</summary>
    public string Body { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync() || !AgendaShown || Meeting.Agenda.SelectMany(i => i.PapersNow).FirstOrDefault(p => p.Id == PaperId) is not { } found) { return NotFound(); }
        await SawAsync("meeting-paper");
        (Paper, Item) = (found, found.Item!);
        Body = PrintedHtml.Of(Prose.Read(found.Body, headings: 2));
        return Page();
    }
}
