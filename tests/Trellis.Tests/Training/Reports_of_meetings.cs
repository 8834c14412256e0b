using System.Text;
using Trellis.Modules.Training;
using Trellis.Platform.Storage;
using Trellis.Sheets;
using Trellis.Tests.Support;

namespace Trellis.Tests.Training;

/// <summary>Who was in an online meeting, from the file that the product gives: with a summary above it, in UTF-16, as a workbook.</summary>
public sealed class Reports_of_meetings(TestSite site) : OnSite(site)
{
    /// <summary>Tabs in UTF-16, a summary above, every coming and going below.</summary>
    private const string ByTabs = "1. Summary\nMeeting title\tSpotting neglect\nAttended participants\t3\nStart time\t3/2/26, 9:25:10 AM\n\n2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
        + "Ottoline Marsh\t3/2/26, 9:28:10 AM\t3/2/26, 12:31:02 PM\t3h 2m 52s\tottoline@sunbeam.example\tottoline@sunbeam.example\tPresenter\nFlood, Barnaby (Guest)\t3/2/26, 9:40:00 AM\t3/2/26, 10:10:00 AM\t30m\t\t\tAttendee\n"
        + "Somebody Else\t3/2/26, 9:40:00 AM\t3/2/26, 12:10:00 PM\t2h 30m\t\t\tAttendee\n\n3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\nOttoline Marsh\t3/2/26, 9:28:10 AM\t3/2/26, 12:31:02 PM\t3h 2m 52s\tottoline@sunbeam.example\tPresenter\n";

    /// <summary>Commas, the meeting on two lines above, minutes as numbers, who came twice on two lines.</summary>
    private const string ByCommas = "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n812 3456 7890,\"Neglect, early\",03/02/2026 09:25:10 AM,03/02/2026 12:31:00 PM,host@training.example,186,3\n\nName (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        + "Ottoline Marsh,ottoline@sunbeam.example,03/02/2026 09:28:10 AM,03/02/2026 10:28:10 AM,60,No\nOttoline Marsh,ottoline@sunbeam.example,03/02/2026 10:40:10 AM,03/02/2026 12:28:10 PM,108,No\niPad 3 (Barnaby Flood),,03/02/2026 09:40:00 AM,03/02/2026 10:10:00 AM,30,Yes\n";

    private const string ByParts = "First name,Last name,Email,Duration,Time joined,Time exited\nOttoline,Marsh,ottoline@sunbeam.example,3 hr 2 min,9:28 AM,12:30 PM\nBarnaby,Flood,,30 min,9:40 AM,10:10 AM\n";

    [Fact]
    public void People_are_found_below_a_summary_and_once_each()
    {
        Lines(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(ByTabs)).ToArray()).ShouldBe(["Ottoline Marsh ottoline@sunbeam.example 182", "Flood, Barnaby (Guest)  30", "Somebody Else  150"]);
        Lines(Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes(ByTabs)).ToArray()).Length.ShouldBe(3);
        Lines(Encoding.UTF8.GetBytes(ByCommas)).ShouldBe(["Ottoline Marsh ottoline@sunbeam.example 168", "iPad 3 (Barnaby Flood)  30"]);
        Lines(Encoding.UTF8.GetBytes(ByParts)).ShouldBe(["Ottoline Marsh ottoline@sunbeam.example 182", "Barnaby Flood  30"]);
        Lines(SheetFile.Workbook([new SheetFile("Attendees", ["Display Name", "Attendee Email", "Attendance Duration"], [["Ottoline Marsh", "ottoline@sunbeam.example", "182 mins"], ["Barnaby Flood", "", "0:30:00"]])])).ShouldBe(["Ottoline Marsh ottoline@sunbeam.example 182", "Barnaby Flood  30"]);
        MeetingReport.Read(ByTabs).Count.ShouldBe(3, "pasted, the same");
    }

    [Fact]
    public void What_is_no_report_is_said()
    {
        Why(Encoding.UTF8.GetBytes("Dear all,\nit was good\n")).ShouldBe("There is no list of people in this file. It needs a row of titles with a name, and an email address or how long");
        Why(Encoding.UTF8.GetBytes("Name,Email\n")).ShouldBe("The list of people in this file is empty");
        Why([(byte)'N', (byte)'a', 0xE9, (byte)'\n']).ShouldBe("Line 1: This line is not UTF-8. Save the file as CSV UTF-8");
        Why([0x50, 0x4B, 0x03, 0x04, 1, 2, 3]).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_file_is_matched_to_bookings_and_who_is_not_booked_is_shown()
    {
        var workshop = await Stage.AWorkshop("Online neglect", "2026-03-20", places: 5, trainerAt: Stage.EmailOf(Roles.Trainer));
        await Site.Books(Site.Visitor(), workshop, "Ottoline Marsh", "ottoline@sunbeam.example");
        await Site.Books(Site.Visitor(), workshop, "Barnaby Flood", "barnaby@sunbeam.example");
        Stage.Clock.Set("2026-03-20 12:40");
        var page = await (await SignedIn(Roles.Trainer)).Opens($"/training/workshops/{workshop}/attendance");
        (await page.Presses("Match it")).Errors.ShouldBe(["Choose the report of the meeting, or paste it"]);
        (await page.Attach("The report as a file", "notes.csv", Encoding.UTF8.GetBytes("Dear all\n")).Presses("Match it")).Errors.ShouldHaveSingleItem().ShouldStartWith("There is no list of people");
        page = await (await SignedIn(Roles.Trainer)).Opens($"/training/workshops/{workshop}/attendance");
        page = await page.Attach("The report as a file", "report.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(ByTabs)]).Presses("Match it");
        page.Said.ShouldContain("In the report and not booked");
        page.Said.ShouldContain("Line 10: Somebody Else");
        page.Said.ShouldNotContain("Line 9:");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(d.name || ' ' || b.came || ' ' || b.came_by, ', ' order by d.name) from training.booking b join training.delegate d on d.id = b.delegate_id where b.came is not null")).ShouldBe("Barnaby Flood part report, Ottoline Marsh whole report");
    }

    private static string[] Lines(byte[] file) => MeetingReport.Read(file).Refused(out var why, out var seen) ? throw new ShouldAssertException(why.Words) : [.. seen.Select(s => $"{s.Name} {s.Email} {s.Minutes}")];

    private static string Why(byte[] file) => MeetingReport.Read(file).Refused(out var why, out _) ? why.Words : "";
}
