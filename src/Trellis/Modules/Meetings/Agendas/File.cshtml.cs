using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Printing;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>Gives out the agenda pack or the minutes as PDF or Word file, and the meeting for a calendar.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class FileModel(MeetingDesk desk, Sittings.Written written) : MeetingPage(desk)
{
    /// <summary>Why there is none.</summary>
    public string Why { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string file, string format)
    {
        if (!await FindAsync()) { return NotFound(); }
        if ((file, format) is ("meeting", "ics"))
        {
            return File(CalendarFile.Of([CalendarEntry.Of(Meeting, Heading, $"{Request.Scheme}://{Request.Host}{Here}", Mine is not null || Keeps)], Clock.Now), CalendarFile.Type, Named("Meeting", "ics"));
        }

        if (format is not ("pdf" or "docx") || file switch { "pack" => !AgendaShown, "minutes" => !MinutesShown || Meeting.BegunAt is null, _ => true }) { return NotFound(); }
        await SawAsync($"meeting-{file}-export");
        var printed = file == "pack"
            ? PackPaper.Of(Meeting, Heading, SeatWithHolder, Seats.FirstOrDefault(s => s.Id == Meeting.ChairSeatId), await HiddenAsync())
            : Sittings.MinutesPaper.Of(await written.ReadAsync(Meeting, HttpContext.RequestAborted), Heading, Seats, SeatWithHolder);
        var name = Named(file == "pack" ? "Agenda pack" : "Minutes", format);
        if (format == "docx") { return File(PrintedDocx.Of(printed), PrintedDocx.Type, name); }
        try
        {
            return File(await PrintedPdf.OfAsync(printed, stop: HttpContext.RequestAborted), "application/pdf", name);
        }
        catch (CannotPrintException why)
        {
            Why = why.Message;
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    private string Named(string what, string ending) => DocumentName.Clean($"{what}, {Of.Title}, {Meeting.HeldOn:yyyy-MM-dd}.{ending}", ending);
}
