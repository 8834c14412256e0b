using System.Net;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Reviews.Learning;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Reviews;

/// <summary>Those who worked with a family come together; what they teach becomes findings by theme, and nobody's words.</summary>
public sealed class Learnt_at_a_practitioners_event(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task It_is_called_attended_and_what_was_learnt_names_nobody()
    {
        On("2026-03-02 10:00");
        var child = await Given.AChild(c => c.Named("Sorrel Eventwell"));
        var lead = As(CaseReviewLead);
        var matter = (await lead.Starts("serious-incident", child)).Id;
        await lead.Completes("incident", child);
        await lead.Completes("criteria", child, "notify");
        await lead.Completes("notification", child);
        await lead.Completes("scoping", child);
        await lead.Asks(await Stage.Step("agency-chronology", child), "police");
        await As(PoliceOfficer).Completes((await Stage.Steps(child)).First(s => s.Agency == "police"));
        await lead.Completes("analysis", child, ("themes", "voice"));
        await lead.Completes("rapid-review-meeting", child, ("outcome", "local-review"), ("quorate", "yes"));
        await lead.Completes("panel-letter", child);
        await lead.Completes("terms-of-reference", child);
        await lead.Asks((await Stage.Steps(child)).Single(s => s.Name == "agency-report" && s.Agency is null), "police");
        await As(PoliceOfficer).Completes((await Stage.Steps(child)).Last(s => s.Agency == "police"));
        var step = await Stage.Step("practitioners-event", child);

        var visitor = await SignedIn(CaseReviewLead);
        var events = await (await visitor.Opens($"/reviews/{matter}")).Follows("Practitioners’ events");
        events.Table("Events").ShouldHaveSingleItem()["When"].ShouldBe("Not called yet");
        var learnt = await visitor.Opens($"/reviews/{matter}/events/{step.Id}");
        learnt.Buttons.ShouldNotContain("Record it", "nobody came yet");
        var meeting = await learnt.Follows("Call it, invite, say who came");
        var called = await (await meeting.Presses("Call the meeting")).Fill("When is it?", "3 3 2026 2pm").Fill("How do people take part?", "In person").Fill("Where?", "Town Hall").Presses("Call the meeting");
        await (await called.Follows("Invite agencies, family or others")).Fill("Agency", "Police").Fill("There as", "Response team").Presses("Invite them");
        await (await visitor.Opens($"/steps/{step.Id}/meeting/invite")).Fill("Name", "Bracken Midwell").Fill("There as", "Midwife").Presses("Invite them");

        On("2026-03-03 17:00");
        visitor = await SignedIn(CaseReviewLead);
        await (await visitor.Opens($"/steps/{step.Id}/meeting/attendance")).Fill("Police, Response team", "Present").Fill("Bracken Midwell, Midwife", "Present").Presses("Save who came");
        var row = (await visitor.Opens($"/reviews/{matter}/events")).Table("Events").Single();
        (row["Invited"], row["Came"], row["From which agencies"], row["Findings"]).ShouldBe(("2", "2", "Police", "0"));

        learnt = await visitor.Opens($"/reviews/{matter}/events/{step.Id}");
        (await learnt.Fill("Theme", "Supervision and oversight").Fill("What was learnt?", "Bracken said that nobody asked her").Presses("Record it")).Errors.ShouldBe(["“Bracken” could tell who somebody is. Say what was learnt, not by or of whom"]);
        (await learnt.Fill("Theme", "Supervision and oversight").Fill("What was learnt?", "Eventwell was seen once").Presses("Record it")).Errors.ShouldHaveSingleItem().ShouldStartWith("“Eventwell”");
        learnt = await visitor.Opens($"/reviews/{matter}/events/{step.Id}");
        (await learnt.Fill("What was learnt?", "Nobody asked").Presses("Record it")).Errors.ShouldBe(["Select its theme"]);
        var said = await learnt.Fill("Theme", "Supervision and oversight").Fill("What was learnt?", "Supervision asked about numbers of visits, not about what was seen").Presses("Record it");
        said.Done.ShouldBe("Finding 1 is recorded");
        said = await said.Fill("Theme", "Sharing information").Fill("What was learnt?", "Nobody knew who was told of the pregnancy").Presses("Record it");
        said.Said.ShouldContain("Finding 2: Nobody knew who was told of the pregnancy");

        // They go on as findings do, and know their event and no speaker.
        var path = await said.Follows("From finding to evidence");
        path.Said.ShouldContain("Finding 1: Supervision and oversight");
        await path.Follows("Recommend something because of finding 2");
        (await As(CaseReviewLead).Sees(db => db.Set<Finding>().Where(f => f.MatterId == matter).Select(f => f.EventId).Distinct().ToListAsync())).ShouldBe([step.Id]);
        (await Count("record.fact_detail d join record.fact f on f.id = d.fact_id", $"f.kind = 'review.found' and f.matter_id = '{matter}' and d.field not in ('theme')")).ShouldBe(0);

        // Who was there sees nothing of what was made of it; nobody else finds it.
        foreach (var (role, area) in new[] { (PoliceOfficer, "RBKC"), (SocialWorker, "RBKC"), (CaseReviewLead, "WCC") })
        {
            foreach (var page in new[] { $"/reviews/{matter}/events", $"/reviews/{matter}/events/{step.Id}" })
            {
                (await (await SignedIn(role, area)).Opens(page)).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
            }
        }
    }
}
