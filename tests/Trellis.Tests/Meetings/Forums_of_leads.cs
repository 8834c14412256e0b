using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>A forum is set up without seats, meets, gives out a message that settings pass on, and hears how useful it was.</summary>
public sealed class Forums_of_leads(TestSite site) : OnSite(site)
{
    private const string Kensington = "Royal Borough of Kensington and Chelsea";

    [Fact]
    public async Task Settings_come_and_pass_on_what_they_heard()
    {
        var manager = await SignedIn(BusinessManager);
        var page = await (await manager.Opens("/forums")).Presses("Set up a forum");
        (await page.Fill("What is it called?", "Leads in schools").Fill("What kind of body is it?", "Board").Fill("Which areas is it for?", Kensington).Presses("Set it up")).Errors.ShouldBe(["Enter at least one seat"]);
        page = await page.Fill("What is it called?", "Leads in schools").Fill("What kind of body is it?", "Forum").Fill("Which areas is it for?", Kensington).Presses("Set it up");
        page.Done.ShouldBe("Leads in schools is set up", page.Said);
        page = await page.Follows("Who came, messages and feedback");
        var forum = page.Path;
        page.Said.ShouldContain("No date is set");
        var (past, ahead) = (await DateAsync(forum, "2026-02-10"), await DateAsync(forum, "2026-04-14"));

        // Who came, by setting: put right by saying it again.
        page = await manager.Opens($"{forum}/{past}");
        (await page.Fill("Settings, one in each line", "").Presses("Save who came")).Errors.ShouldBe(["Enter who came"]);
        (await page.Fill("Settings, one in each line", "Larkspur Primary School, 2\nLarkspur primary school").Presses("Save who came")).Errors.ShouldHaveSingleItem().ShouldContain("is there twice");
        (await page.Fill("Settings, one in each line", "Larkspur Primary School, 0").Presses("Save who came")).Errors.ShouldHaveSingleItem().ShouldStartWith("“Larkspur Primary School”");
        page = await page.Fill("Settings, one in each line", "Larkspur Primary School, 2\nSt Quill’s, Harbour Road, 1\nThistledown").Presses("Save who came");
        page.Done.ShouldBe("Who came is saved", page.Said);
        page.SummaryValue("Who came").ShouldBe("4 people from 3 settings");
        page = await page.Fill("Settings, one in each line", "Larkspur Primary School, 1\nThistledown, 1").Presses("Save who came");
        page.Table("Settings that came").Select(r => $"{r["Setting"]} {r["People"]}").ShouldBe(["Larkspur Primary School 1", "Thistledown 1"]);
        (await manager.Sends(HttpMethod.Post, $"{forum}/{ahead}?handler=Take", [.. page.FormOf("Save who came").Where(f => f.Key is "__RequestVerificationToken"), new("Came", "Thistledown, 1")])).Errors.ShouldHaveSingleItem().ShouldContain("It is held on 14 April 2026");

        // A message: who has not said that they passed it on is known.
        page = await (await manager.Opens(forum)).Presses("Give out a message");
        (await page.Presses("Give it out")).Errors.ShouldBe(["Enter the day"]);
        (await page.Fill("By when?", "1 1 2026").Presses("Give it out")).Errors.ShouldBe(["Enter what the message is called"]);
        page = page.Fill("What is the message called?", "Was not brought").Fill("The message", "A child does not choose").Fill("To whom is it passed on?", "All staff");
        (await page.Fill("By when?", "1 1 2026").Presses("Give it out")).Errors.ShouldBe(["The day must be today or in the future"]);
        page = await page.Fill("By when?", "1 4 2026").Presses("Give it out");
        page.Done.ShouldBe("The message is given out", page.Said);
        page.Said.ShouldContain("Settings that came to the forum in the year before");
        var message = page.Path;

        var lead = await SignedIn(SchoolLead);
        page = await (await lead.Opens("/forums")).Follows("Was not brought");
        page.Asks("Which setting passed it on?").ShouldBeFalse("they say it for their own");
        (await page.Fill("On which day?", "1 1 2026").Presses("Record it")).Errors.ShouldHaveSingleItem().ShouldStartWith("The day must be the same as or after the day it was sent");
        page = await page.Fill("How many people? (optional)", "31").Fill("On which day?", "2 3 2026").Presses("Record it");
        page.Done.ShouldBe("Recorded that it was passed on", page.Said);
        page.SummaryValue("Passed on").ShouldBe("1 setting, 31 people");
        page.Table("Who passed it on").ShouldHaveSingleItem()["Setting"].ShouldBe("Larkspur Primary School");
        page.Main.QuerySelectorAll("ul.govuk-list--bullet li").Select(l => l.TextContent).ShouldBe(["Thistledown"]);
        page = await (await manager.Opens(message)).Fill("Which setting passed it on?", "Thistledown").Presses("Record it");
        page.SummaryValue("Passed on").ShouldBe("2 settings, 31 people");
        page.Said.ShouldNotContain("Not yet said");

        await FeedbackAsync(forum, past, ahead, lead, manager);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(kind || ' ' || n, ', ' order by kind) from (select kind, count(*) as n from record.fact where kind like 'forum.%' group by kind) k")).ShouldBe("forum.attendance-corrected 1, forum.fed-back 1, forum.message-sent 1, forum.passed-on 2, forum.sat 1");
        (await (await SignedIn(SocialWorker)).Opens("/forums")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(SchoolLead, "WCC")).Opens(message)).Status.ShouldBe(HttpStatusCode.NotFound, "of another area");
        foreach (var table in new[] { "forum_came", "forum_said", "cascade", "passed_on" }) { (await Stage.SqlAsync<long>(DatabaseRoles.App, $"select count(*) from meetings.{table}")).ShouldBe(0, $"nobody asking: {table}"); }
    }

    /// <summary>Once each, and shown to nobody else until five have answered.</summary>
    private async Task FeedbackAsync(string forum, Guid past, Guid ahead, Visitor lead, Visitor manager)
    {
        (await lead.Opens($"{forum}/{ahead}")).Asks("How useful was it?").ShouldBeFalse("it is to come");
        var page = await lead.Opens($"{forum}/{past}");
        page.Asks("Settings, one in each line").ShouldBeFalse();
        (await page.Presses("Send")).Errors.ShouldBe(["Select how useful it was"]);
        page = await page.Fill("How useful was it?", "4, very useful").Fill("What will you do differently? (optional)", "Ask who brings them").Presses("Send");
        page.Done.ShouldStartWith("Thank you");
        page.SummaryValue("You said").ShouldBe("4, very useful: Ask who brings them");
        (await manager.Opens($"{forum}/{past}")).Said.ShouldNotContain("Ask who brings them", customMessage: "one answer is too few");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into meetings.forum_said (id, meeting_id, useful, will_do, at, by_id) select uuidv7(), $1, 3, '', now(), s.id from agencies.staff s where not exists (select from meetings.forum_said f where f.by_id = s.id) limit 4", past);
        page = await manager.Opens($"{forum}/{past}");
        page.SummaryValue("How useful it was").ShouldBe("3.2 of 4, 5 answers");
        page.Said.ShouldContain("Ask who brings them");
        (await lead.Opens($"{forum}/{past}")).Said.ShouldNotContain("3.2 of 4", customMessage: "a lead sees their own alone");
        (await manager.Opens(forum)).Table("Dates").Single(r => r["When"].StartsWith("10 February", StringComparison.Ordinal))["How useful it was"].ShouldBe("3.2 of 4, 5 answers");
    }

    /// <summary>A date, called past its page.</summary>
    private async Task<Guid> DateAsync(string forum, string day) => await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "insert into meetings.meeting (id, body_id, areas, held_on, place, edition) values (uuidv7(), $1, '{RBKC}', $2, 'Town Hall', 0) returning id", Guid.Parse(forum.Split('/')[^1]), DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
