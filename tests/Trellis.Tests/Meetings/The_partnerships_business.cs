using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Actions;
using Trellis.Modules.Meetings;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>Bodies, attendance and actions on their pages, and who sees them, asked of the tables with no WHERE.</summary>
public sealed class The_partnerships_business(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_body_is_set_up_and_who_came_is_taken_corrected_and_counted()
    {
        var manager = await SignedIn(BusinessManager);
        (await (await manager.Opens("/meetings/new")).Presses("Set it up")).Errors.ShouldBe(["Enter what the body is called", "Select what kind of body it is", "Select which areas it is for", "Enter at least one seat"]);
        var page = await (await manager.Opens("/meetings/new")).Fill("What is it called?", "Quality subgroup").Fill("What kind of body is it?", "Subgroup").Fill("Which areas is it for?", "Royal Borough of Kensington and Chelsea")
            .Fill("How many seats must be filled for it to decide?", "2").Fill("Seats", "Chair\nHousing\nProbation").Presses("Set it up");
        page.Done.ShouldBe("Quality subgroup is set up");
        page.SummaryValue("Quorum").ShouldBe("2 seats");

        page = await page.Follows("Take who came to a meeting");
        (await page.Presses("Save who came")).Errors.ShouldBe(["Select who came for at least one seat"]);
        page = await page.Fill("Day of the meeting", "24 2 2026").Fill("Who came for Chair", "Present").Fill("Who came for Housing", "Apology").Fill("Who came for Probation", "Delegate present").Presses("Save who came");
        page.Done.ShouldBe("Saved who came");
        page.Said.ShouldContain("2 of 3 places were filled (66.7%), 1 by a delegate. 1 seat was never filled.");

        page = await (await manager.Opens($"{page.Path}/take?on=2026-02-24")).Fill("Who came for Housing", "Present").Presses("Save who came");
        page.Said.ShouldContain("3 of 3 places were filled (100%)");
        (await Count("meetings.attendance", "replaced_at is not null and state = 'apology'")).ShouldBe(1, "what it said before is still there");
        (await (await manager.Opens($"{page.Path}/take")).Fill("Day of the meeting", "24 2 2027").Fill("Who came for Housing", "Present").Presses("Save who came")).Errors.ShouldBe(["Attendance is taken on the day of the meeting or after it. Apologies and delegates can be recorded before"]);
        (await (await SignedIn(BusinessManager, "WCC")).Opens(page.Path)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await (await manager.Opens("/meetings")).Follows("Quality subgroup")).Heading.ShouldEndWith("Quality subgroup");
    }

    [Fact]
    public async Task An_action_is_assigned_done_by_its_agency_and_agreed_by_another()
    {
        await Stage.TakesInActions("Executive", "date,action,status\n2026-01-10,Agree a pathway for exploited children,Not started\n", "RBKC");
        var reference = await Stage.ReferenceOf("Agree a pathway for exploited children");
        var manager = await SignedIn(BusinessManager);
        var police = await SignedIn(PoliceOfficer);
        (await police.Opens($"/actions/{reference}")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound, "it is not theirs");

        var page = await (await manager.Opens("/actions")).Follows(reference!);
        (await page.Fill("By which day?", "1 1 2026").Presses("Save whose it is")).Errors.ShouldBe(["The due date must be the same as or after the day it was set"]);
        page = await page.Fill("Which agency’s is it?", "Police").Fill("Who does it?", "Detective Chief Inspector").Fill("By which day?", "20 2 2026").Presses("Save whose it is");
        page.SummaryValue("Whose it is").ShouldBe("Detective Chief Inspector, Police");
        page.SummaryValue("How far").ShouldBe("Not started Overdue");
        (await manager.Opens("/actions?show=overdue")).Said.ShouldContain(reference!);

        page = await (await police.Opens("/actions?show=agency")).Follows(reference!);
        (await page.Fill("How far is it?", "Complete").Presses("Save")).Errors.ShouldBe(["Enter what was done, or why nothing more is to be done"]);
        page = await page.Fill("How far is it?", "Complete").Fill("What was done?", "The pathway is agreed and published").Presses("Save");
        page.Done.ShouldBe("Saved how far it is");
        page.Said.ShouldNotContain("Agree that it is complete");

        page = await (await (await manager.Opens("/actions?show=to-agree")).Follows(reference!)).Presses("Agree that it is complete");
        page.SummaryValue("How far").ShouldBe("Complete Agreed");
        (await manager.Opens("/actions")).Said.ShouldNotContain(reference!);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f join actions.action a on a.id = f.source_id where a.reference = $1", reference!)).ShouldBe("action.set action.assigned action.updated action.agreed");
    }

    [Fact]
    public async Task Whoever_said_that_it_is_complete_does_not_agree_it_too()
    {
        await Stage.TakesInActions("Executive", "date,action,status\n2026-01-10,Publish the thresholds,In progress\n", "RBKC");
        var manager = await SignedIn(BusinessManager);
        var page = await manager.Opens($"/actions/{await Stage.ReferenceOf("Publish the thresholds")}");
        page = await page.Fill("How far is it?", "Complete").Fill("What was done?", "They are published").Presses("Save");
        page.Said.ShouldNotContain("Agree that it is complete");
        var token = page.FormOf("Sign out").Single(f => f.Key.Contains("RequestVerification", StringComparison.Ordinal));
        (await manager.Sends(HttpMethod.Post, $"{page.Path}?handler=Agree", [token])).Errors.ShouldBe(["You said that it is complete, so somebody else agrees it"]);
        (await (await (await SignedIn(BusinessManager, number: 2)).Opens(page.Path)).Presses("Agree that it is complete")).Done.ShouldBe("Agreed");
    }

    [Fact]
    public async Task Asked_with_no_where_the_tables_show_each_their_own()
    {
        await Stage.TakesInAttendance("Panel of RBKC", "meeting_date,seat,attended\n2025-05-01,Chair,true\n", "RBKC");
        await Stage.TakesInAttendance("Panel of WCC", "meeting_date,seat,attended\n2025-05-01,Chair,true\n", "WCC");
        await Stage.TakesInActions("Panel of RBKC", "action,status,agency\nOne for the police,Open,police\nOne for nobody,Open,\n", "RBKC");
        await Stage.TakesInActions("Panel of WCC", "action,status,agency\nAnother for the police,Open,police\n", "WCC");
        await Stage.TakesInRecommendations("Panel of RBKC", "recipient,recommendation,response\nNHS England,Look at it,\n", "RBKC");

        (await Seen(As(BusinessManager))).ShouldBe("bodies 1, seats 1, meetings 1, attendance 1, actions 2, progress 2, recommendations 1");
        (await Seen(As(PoliceOfficer))).ShouldBe("bodies 1, seats 1, meetings 1, attendance 1, actions 1, progress 1, recommendations 0");
        (await Seen(As(BusinessManager, "WCC"))).ShouldBe("bodies 1, seats 1, meetings 1, attendance 1, actions 1, progress 1, recommendations 0");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select (select count(*) from meetings.body) + (select count(*) from meetings.seat) + (select count(*) from meetings.meeting) + (select count(*) from meetings.attendance) + (select count(*) from actions.action) + (select count(*) from actions.progress) + (select count(*) from actions.recommendation)")).ShouldBe(0, "nobody asking");

        static async Task<string> Seen(Player who) => await who.Sees(async db =>
        {
            var panel = "Panel of";
            var bodies = await db.Set<Body>().Where(b => b.Title.StartsWith(panel)).Select(b => b.Id).ToListAsync();
            var meetings = await db.Set<Meeting>().Where(m => bodies.Contains(m.BodyId)).Select(m => m.Id).ToListAsync();
            var actions = await db.Set<ActionPoint>().Where(a => a.Text.EndsWith("the police") || a.Text == "One for nobody").Select(a => a.Id).ToListAsync();
            return $"bodies {bodies.Count}, seats {await db.Set<Seat>().CountAsync(s => bodies.Contains(s.BodyId))}, meetings {meetings.Count}, attendance {await db.Set<Attendance>().CountAsync(a => meetings.Contains(a.MeetingId))}, "
                + $"actions {actions.Count}, progress {await db.Set<Progress>().CountAsync(p => actions.Contains(p.ActionId))}, recommendations {await db.Set<Recommendation>().CountAsync()}";
        });
    }
}
