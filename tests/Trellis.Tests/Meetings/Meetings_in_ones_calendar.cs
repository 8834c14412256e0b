using System.Net;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Meetings.Calendars;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>A secret address gives somebody's calendar the meetings they sit in, and says nothing of agendas; another in its place, or switched off, it is not found.</summary>
public sealed class Meetings_in_ones_calendar(TestSite site) : OnSite(site)
{
    private const string Page = "/your-sign-in/calendar";

    [Fact]
    public async Task It_has_the_meetings_of_their_bodies_and_nothing_of_what_is_on_them()
    {
        var manager = await SignedIn(BusinessManager);
        var (body, other) = (await ABoard(manager, "Their board", "Chair\nPolice"), await ABoard(manager, "Another board", "Chair"));
        await Sits(manager, body, "Police", "Daisy Madeup", BoardMember);
        var (meeting, cancelled) = (await Called(manager, body, "3 3 2026"), await Called(manager, body, "4 3 2026"));
        await Called(manager, other, "3 3 2026");
        await (await manager.Opens($"{meeting}/agenda")).Fill("What is it about?", "Secret business").Fill("What kind of item is it?", "Report").Fill("What is the meeting to do?", "To note").Fill("Who may see it?", "Those at the table (part B, closed)").Presses("Add it");
        await (await manager.Opens(cancelled)).Fill("Why is it cancelled?", "Nobody can come").Presses("Cancel the meeting");

        var page = await (await (await SignedIn(BoardMember)).Opens("/your-sign-in")).Follows("Your meetings in your calendar");
        page = await page.Presses("Make an address");
        var address = Address(page);
        (await page.Visitor.Opens(Page)).Document.QuerySelector("#address").ShouldBeNull("it is shown once");

        var calendar = await Site.Visitor().Fetches(address);
        calendar.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        var events = (await calendar.Content.ReadAsStringAsync()).Replace("\r\n ", "", StringComparison.Ordinal).Split("BEGIN:VEVENT")[1..];
        events.Length.ShouldBe(2);
        events[0].ShouldContain("DTSTART:20260303T090000Z\r\nDTEND:20260303T100000Z\r\nSUMMARY:Their board\r\nLOCATION:Online\r\n");
        events[0].ShouldContain($"{meeting}\r\nSTATUS:CONFIRMED");
        events[1].ShouldContain("STATUS:CANCELLED");
        string.Concat(events).ShouldNotContain("Secret business");
        string.Concat(events).ShouldNotContain("Nobody can come");

        On("2026-03-04 09:00");
        (await (await Site.Visitor().Fetches(address)).Content.ReadAsStringAsync()).Split("BEGIN:VEVENT").Length.ShouldBe(2, "what is over is left out");
    }

    [Fact]
    public async Task A_wrong_a_replaced_or_a_switched_off_address_is_not_found()
    {
        var visitor = await SignedIn(Scrutineer);
        var first = Address(await (await visitor.Opens(Page)).Presses("Make an address"));
        (await Status(first)).ShouldBe(HttpStatusCode.OK, "with no meetings in it");
        var second = Address(await (await visitor.Opens(Page)).Presses("Make another address"));
        (await Status(first)).ShouldBe(HttpStatusCode.NotFound, "replaced");
        (await Status(second)).ShouldBe(HttpStatusCode.OK);
        (await Status("/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics")).ShouldBe(HttpStatusCode.NotFound);
        (await Status("/calendar/short.ics")).ShouldBe(HttpStatusCode.NotFound);
        (await (await visitor.Opens(Page)).Presses("Switch it off")).Done.ShouldBe("Your calendar gets your meetings no longer");
        (await Status(second)).ShouldBe(HttpStatusCode.NotFound, "switched off");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind || ' ' || a.word, ', ' order by f.id) from record.fact f join record.act a on a.id = f.act_id where f.kind like 'calendar.%' and a.user_id = $1", Stage.Someone(Scrutineer).UserId))
            .ShouldBe("calendar.link-made sign-in.set-calendar, calendar.link-ended sign-in.set-calendar, calendar.link-made sign-in.set-calendar, calendar.link-ended sign-in.set-calendar");
    }

    [Fact]
    public async Task It_ends_with_the_post_and_asked_bare_nobody_sees_anothers()
    {
        var address = Address(await (await (await SignedIn(Analyst)).Opens(Page)).Presses("Make an address"));
        (await Stage.As(Analyst).Sees(db => db.Set<CalendarLink>().CountAsync())).ShouldBe(1);
        (await Stage.As(BusinessManager).Sees(db => db.Set<CalendarLink>().CountAsync())).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from meetings.calendar_link")).ShouldBe(0);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(encode(hash, 'escape'), '') from meetings.calendar_link"))!.ShouldNotContain(address.Split('/')[^1][..40]);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update agencies.staff set active = false where id = $1", Stage.Someone(Analyst).UserId);
        (await Status(address)).ShouldBe(HttpStatusCode.NotFound, "they have left");
    }

    private async Task<HttpStatusCode> Status(string address) => (await Site.Visitor().Fetches(address)).StatusCode;

    private static string Address(TestPage page) => new Uri(page.Document.QuerySelector("#address")!.TextContent).AbsolutePath;
}
