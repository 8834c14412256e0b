using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Printing;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Shows the agenda pack on one page.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class PackModel(MeetingDesk desk) : MeetingPage(desk)
{
    public Printed Pack { get; private set; } = null!;

    public string Markup { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync() || !AgendaShown) { return NotFound(); }
        await SawAsync("meeting-pack");
        Pack = PackPaper.Of(Meeting, Heading, SeatWithHolder, Seats.FirstOrDefault(s => s.Id == Meeting.ChairSeatId), await HiddenAsync());
        Markup = PrintedHtml.Of(Pack.Blocks);
        return Page();
    }
}
