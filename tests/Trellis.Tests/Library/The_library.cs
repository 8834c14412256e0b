using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Library;
using Trellis.Platform.Storage;
using Trellis.Tests.Documents;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Library;

/// <summary>What the partnership learnt and agreed: written, asked about, published, sent, read, talked about, and asked what changed.</summary>
public sealed class The_library(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_briefing_is_written_published_sent_read_talked_about_and_asked_what_changed()
    {
        Stage.Clock.Set(TestClock.Start);
        var (manager, lead, officer) = (await SignedIn(BusinessManager), await SignedIn(SchoolLead), await SignedIn(PoliceOfficer));
        var page = await (await manager.Opens("/library")).Follows("Write something");
        (await page.Presses("Begin")).Errors.ShouldBe(["Select what it is"]);
        (await page.Fill("What is it?", "Seven-minute briefing").Presses("Begin")).Errors.ShouldBe(["Enter the title"]);
        page = await page.Fill("What is it?", "Seven-minute briefing").Fill("Title", "Ask who lives here").Presses("Begin");
        var address = page.Path[..^"/write".Length];
        (await officer.Opens(address)).Status.ShouldBe(HttpStatusCode.NotFound, "a draft is for those who write it");

        page = await page.Fill("What it is, in a sentence or two", "Why heron chicks fall").Fill("Why it matters", "Because **adults** nobody asked about were there").Fill("What happened", "A chick fell").Fill("What we learnt", "Ask").Fill("What to do", "- Ask\n- Write it down")
            .Attach("Add a file (optional)", "guide.pdf", Papers.Pdf()).Presses("Save");
        page.Done.ShouldBe("Saved");
        (await page.Presses("Publish")).Errors.ShouldBe(["Write “Questions for your team” first"]);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from library.version where published_at is not null and title = 'Ask who lives here'")).ShouldBe(0);
        page = await manager.Opens($"{address}/write");
        page = await page.Fill("Questions for your team", "Whom do we never see?").Presses("Publish");
        page.Done.ShouldBe("Published as version 1");
        page.SummaryValue("To be looked at again by").ShouldBe("2 March 2028", "within 24 months");

        page = await officer.Opens("/library?words=adult+asking");
        page.Said.ShouldContain("Ask who lives here");
        page = await page.Follows("Ask who lives here");
        page.Document.QuerySelector(".t-prose strong")!.TextContent.ShouldBe("adults");
        (await (await officer.Fetches(page.Document.QuerySelector("a[href*='handler=File']")!.GetAttribute("href")!)).Content.ReadAsByteArrayAsync()).ShouldBe(Papers.Pdf());
        page.Buttons.ShouldNotContain("I have read it", "nobody sent it to them");
        (await officer.Opens($"{address}/send")).Status.ShouldBe(HttpStatusCode.Forbidden);

        page = await (await manager.Opens(address)).Follows("Send it to people");
        page = await page.Fill("In which roles?", "Designated safeguarding lead of a school, Police officer").Presses("How many are they?");
        page.Said.ShouldContain("will be told");
        page = await page.Presses("Send it");
        page.Done.ShouldStartWith("Sent to ", customMessage: page.Said);
        page.Table("Who has read it")[^1]["Have read it"].ShouldBe("0");
        (await lead.Opens("/messages")).Said.ShouldContain($"To read: {address.Split('/')[^1]} of the library");

        page = await (await lead.Opens("/library?show=to-read")).Follows("Ask who lives here");
        page = await page.Presses("I have read it");
        page.Done.ShouldContain("you have read it");
        page.Buttons.ShouldNotContain("I have read it");
        (await manager.Opens(address)).Table("Who has read it")[^1]["Have read it"].ShouldBe("1");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from library.reader")).ShouldBe(0, "nobody asking");

        page = await (await lead.Opens(address)).Follows("Record that your team talked about it");
        (await page.Fill("Which team?", "Pastoral").Fill("When did you talk about it?", "3 3 2026").Fill("How many were there?", "9").Fill("What was said?", "We never asked").Presses("Record it")).Errors.ShouldBe(["The day you talked about it must be today or in the past"]);
        page = await page.Fill("Which team?", "Pastoral").Fill("When did you talk about it?", "2 3 2026").Fill("How many were there?", "9").Fill("What was said?", "We never asked").Presses("Record it");
        page.Done.ShouldBe("Recorded. You will be asked on 2 June 2026 what changed");
        (await (await SignedIn(SchoolLead, "WCC")).Opens(address)).Said.ShouldNotContain("We never asked", customMessage: "another school's talk");

        await Pass("2026-06-01");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from messages.message where kind = 'impact-asked'")).ShouldBe(0, "the day before");
        await Pass("2026-06-02");
        await Pass("2026-06-03");
        var asked = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from library.discussion");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from messages.message where kind = 'impact-asked'")).ShouldBe(1, "once");
        (manager, lead, officer) = (await SignedIn(BusinessManager), await SignedIn(SchoolLead), await SignedIn(PoliceOfficer));
        (await lead.Opens("/messages")).Said.ShouldContain("What changed because your team talked about");
        (await officer.Opens($"/library/discussions/{asked}")).Status.ShouldBe(HttpStatusCode.NotFound, "who recorded it is asked");
        page = await lead.Opens($"/library/discussions/{asked}");
        page = await page.Fill("Did something change because of it?", "Something changed").Fill("What, and how do you know? If nothing did, why not?", "Two worries came up").Presses("Save what changed");
        page.Done.ShouldContain("is recorded");
        (await manager.Opens(address)).Table("Teams that talked about it").ShouldHaveSingleItem()["What changed"].ShouldBe("Two worries came up");

        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f join library.resource r on r.id = f.source_id or f.source_id in (select d.id from library.reader d where d.resource_id = r.id) where r.title = 'Ask who lives here' and f.kind not in ('library.told', 'library.written')"))
            .ShouldBe("library.published library.sent library.acknowledged library.discussed library.impact-asked library.impact-said");
        var book = Stage.Services.GetRequiredService<FigureBook>();
        (await book.CountAsync(book.Find("library-read")!)).ShouldContain(v => v.Value > 0, "one of those who were told has read it");

        async Task Pass(string day)
        {
            Stage.Clock.Set(day);
            await using var scope = Stage.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<LibraryTime>().PassAsync();
        }
    }

    [Fact]
    public async Task A_protocol_is_asked_about_agreed_replaced_by_a_new_version_and_read_by_anybody()
    {
        Stage.Clock.Set(TestClock.Start);
        var (manager, officer, stranger) = (await SignedIn(BusinessManager), await SignedIn(PoliceOfficer), Site.Visitor());
        var page = await (await manager.Opens("/library/new")).Fill("What is it?", "Protocol").Fill("Title", "When we disagree").Presses("Begin");
        var address = page.Path[..^"/write".Length];
        page = page.Fill("What it is, in a sentence or two", "Who answers whom").Fill("What it is for, and who it binds", "Everybody").Fill("What each agency does", "Says so");
        (await page.Presses("Save and ask agencies")).Errors.ShouldBe(["Enter the day comments are asked by"]);
        page = await page.Fill("By when are comments asked?", "9 3 2026").Presses("Save and ask agencies");
        page.Done.ShouldBe("Agencies are asked until 9 March 2026");
        page = await (await officer.Opens("/library?show=asked")).Follows("When we disagree");
        page = await page.Fill("What does your agency think of it?", "Name the night superintendent").Presses("Send the comment");
        page.Done.ShouldBe("Your comment is with those who write it");
        (await (await SignedIn(SchoolLead)).Opens(address)).Said.ShouldNotContain("night superintendent", customMessage: "each agency reads its own comments");
        (await manager.Opens(address)).Said.ShouldContain("Name the night superintendent");
        (await (await manager.Opens($"{address}/write")).Presses("Publish")).Errors.ShouldBe(["Agencies are asked until 9 March 2026"]);
        (await stranger.Opens($"/published/{address.Split('/')[^1]}")).Status.ShouldBe(HttpStatusCode.NotFound);

        Stage.Clock.Set("2026-03-10");
        manager = await SignedIn(BusinessManager);
        page = await manager.Opens($"{address}/write");
        var stale = page;
        page = await page.Fill("Who may read it", "Anybody may read it, without signing in").Presses("Publish");
        page.Done.ShouldBe("Published as version 1");
        (await stale.Fill("Title", "Overwritten").Presses("Save")).Errors.ShouldBe(["Somebody else wrote this meanwhile. Copy what you typed, open the page again and put it in"]);
        (await (await stranger.Opens("/published?words=disagree")).Follows("When we disagree")).Said.ShouldContain("Who answers whom");
        (await (await SignedIn(PoliceOfficer)).Opens(address)).Buttons.ShouldNotContain("Send the comment");

        page = await (await manager.Opens(address)).Follows("Write a new version");
        page = page.Fill("What each agency does", "Says so within a day");
        (await page.Presses("Publish")).Errors.ShouldBe(["Say first what is new in this version"]);
        page = await page.Fill("What is new in this version?", "A day to say it").Presses("Publish");
        page.Done.ShouldBe("Published as version 2");
        (await stranger.Opens($"/published/{address.Split('/')[^1]}")).Said.ShouldContain("within a day");
        page = await manager.Opens($"{address}?version=1");
        page.Said.ShouldContain("This version was replaced on 10 March 2026");
        page.Said.ShouldNotContain("within a day");
        (await manager.Opens("/library?show=register")).Table("Policies, protocols and published arrangements").ShouldHaveSingleItem()["Version"].ShouldBe("2");

        // What is out stays as it is, whoever asks the database.
        foreach (var change in new[] { "update library.version set summary = 'x' where number = 1", "update library.section set text = 'x'", "insert into library.section select id, 'more', 9, 'More', 'x' from library.version" })
        {
            (await Should.ThrowAsync<PostgresException>(() => Changed(change))).SqlState.ShouldBeOneOf("23514", "42501", "P0001");
        }

        page = await (await manager.Opens(address)).Fill("Why is it withdrawn?", "The council has one").Presses("Withdraw it");
        page.Said.ShouldContain("Withdrawn on 10 March 2026: The council has one");
        (await stranger.Opens($"/published/{address.Split('/')[^1]}")).Status.ShouldBe(HttpStatusCode.NotFound);

        Task<int> Changed(string sql) => As(BusinessManager).Does(ActWords.WriteLibrary, async services =>
        {
            var db = services.GetRequiredService<TrellisDb>();
            await using var own = await db.OpenAsync(default);
            await using var command = new NpgsqlCommand(sql, own.Connection);
            if (await command.ExecuteNonQueryAsync() == 0) { throw new PostgresException("nothing was changed", "ERROR", "ERROR", "42501"); }
            return 1;
        });
    }
}
