using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.Staffing;

/// <summary>Posts are given, changed and ended; people leave and come back.</summary>
public sealed class MoverAndLeaverTests(TestSite site) : OnStaff(site)
{
    [Fact]
    public async Task People_and_posts_are_listed_now_coming_and_ended_and_found_by_name()
    {
        var administrator = await Administrator();
        await Invites(administrator, "begins.later@example.org", from: "9 3 2026", name: "Sedge Latecomer");

        var page = await administrator.Opens("/staff");
        page.Heading.ShouldContain("People and posts");
        page.Table("Posts held now").Select(r => r["Name"]).ShouldContain("Team manager 1, RBKC");
        page.Table("Posts held now").Select(r => r["Name"]).ShouldNotContain("Team manager 1, WCC");
        page.Table("Posts held now").Select(r => r["Name"]).ShouldNotContain("Police officer 1, RBKC");
        page = await page.Follows("Coming");
        page.Table("Posts that begin later").Select(r => r["Name"]).ShouldContain("Sedge Latecomer Invited");
        page = await page.Fill("Find by name or e-mail address", "nobody_100%").Presses("Find");
        page.Said.ShouldContain("Nobody.");
        page = await (await administrator.Opens("/staff")).Fill("Find by name or e-mail address", "SOCIAL WORKER 2").Presses("Find");
        page.Table("Posts held now").Select(r => r["Name"]).ShouldBe(["Social worker 2, RBKC", "Social worker 2, RBKC and WCC"]);
    }

    [Fact]
    public async Task A_post_that_ends_now_ends_the_session_in_it_and_leaves_what_was_done()
    {
        var worker = await SignedIn(Analyst);
        var other = await SignedIn(FrontDoorWorker);
        var them = IdOf(Stage, FrontDoorWorker);
        var administrator = await Administrator();

        var page = await administrator.Opens($"/staff/{them}/posts/{await PostOf(them)}/end");
        (await page.Presses("End the post")).Errors.ShouldBe(["Select when it ends"]);
        (await page.Fill("When does it end?", "At the end of a day").Fill("Last day", "1 3 2026").Presses("End the post")).Errors[0].ShouldStartWith("Last day must be today or later");
        page = await (await administrator.Opens($"/staff/{them}/posts/{await PostOf(them)}/end")).Fill("When does it end?", "Now").Presses("End the post");

        page.Done.ShouldBe("The post has ended");
        (await IsIn(other)).ShouldBeFalse();
        (await IsIn(worker)).ShouldBeTrue();
        (await Facts(await PostOf(them)))[^1].ShouldBe("staff.give-post post.ended");
        (await Site.Visitor().SignsIn(Stage.EmailOf(FrontDoorWorker))).Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_mover_holds_the_old_post_until_the_day_before_the_new_one()
    {
        var them = IdOf(Stage, FrontDoorWorker, number: 2);
        var administrator = await Administrator();
        var page = await administrator.Opens($"/staff/{them}/posts/{await PostOf(them)}/change");
        page.Value("Role").ShouldBe("Front door worker");

        page = await page.Fill("Role", "Analyst").Fill("First day", "9 3 2026").Presses("Change the post");

        page.Done.ShouldBe("The post was changed");
        page.Table("Posts").Select(r => (r["Post"], r["From"], r["Until"])).ShouldBe([("Analyst", "9 March 2026", "No end"), ("Front door worker", "5 January 2015", "8 March 2026")]);
        (await (await SignedIn(FrontDoorWorker, number: 2)).Opens("/start/front-door")).Status.ShouldBe(HttpStatusCode.OK);
        On("2026-03-09 09:00");
        (await (await SignedIn(FrontDoorWorker, number: 2)).Opens("/start/front-door")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_second_post_of_the_same_role_at_the_same_time_is_refused()
    {
        var them = IdOf(Stage, ConferenceChair);
        var page = await (await Administrator()).Opens($"/staff/{them}/post");

        page = await page.Fill("Role", "Conference chair or independent reviewing officer").Fill("Where they work", "Royal Borough of Kensington and Chelsea").Fill("Qualification you have seen", "Social worker").Fill("First day", "2 3 2026").Presses("Give this post");

        page.Errors[0].ShouldStartWith("They hold this role there in that time already");
    }

    [Fact]
    public async Task A_leaver_is_out_everywhere_and_what_they_had_begun_is_shown()
    {
        var them = IdOf(Stage, SocialWorker);
        var child = await Given.AChild();
        await Given.AReferral(child);
        var visitor = await SignedIn(SocialWorker);
        await (await visitor.Opens($"/steps/{(await Stage.Step("decision", child)).Id}/fill")).Presses("Save and return later");
        var administrator = await Administrator();

        var page = await (await administrator.Opens($"/staff/{them}")).Presses("They leave");
        page.Table("What they began and did not complete").Single()["Step"].ShouldNotBeEmpty();
        page.Text.ShouldNotContain(child.FamilyName);
        page = await page.Presses("They have left");

        page.Done.ShouldBe("Social worker 1, RBKC has left");
        page.Heading.ShouldContain("Account closed");
        (await IsIn(visitor)).ShouldBeFalse();
        (await Site.Visitor().SignsIn(Stage.EmailOf(SocialWorker))).Errors.ShouldNotBeEmpty();
        (await Facts(them)).ShouldContain("staff.end staff.left");

        page = await Invites(administrator, Stage.EmailOf(SocialWorker), role: "Social worker", qualification: "Social worker");
        page.Done.ShouldBe("Social worker 1, RBKC was invited");
        (await Site.Visitor().SignsIn(Stage.EmailOf(SocialWorker))).Errors.ShouldNotBeEmpty("the old password is gone");
        (await IsIn(await Accepts((await LinksSent())[^1]))).ShouldBeTrue();
    }

    [Fact]
    public async Task An_invited_leaver_cannot_come_in_by_the_link()
    {
        var administrator = await Administrator();
        await Invites(administrator, "thought.better@example.org");
        var link = (await LinksSent())[^1];
        await (await administrator.Opens($"/staff/{await IdOf("thought.better@example.org")}/leave")).Presses("They have left");

        (await Site.Visitor().Opens(link)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_works_elsewhere_too_keeps_their_account_there()
    {
        var email = Stage.EmailOf(ConferenceChair, number: 2);
        var them = await IdOf(email);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, $"begin; set local session_replication_role = replica; insert into agencies.post (id, staff_id, agency, role, title, areas, starts_on) values (uuidv7(), '{them}', 'charity-a', 'referrer', 'Also a volunteer', array['RBKC'], '2020-01-01'); commit");
        var administrator = await Administrator();
        (await (await administrator.Opens($"/staff/{them}/e-mail")).Fill("New work e-mail address", "new@example.org").Presses("Change it")).Errors[0].ShouldStartWith("They work for another agency too");

        await (await administrator.Opens($"/staff/{them}/leave")).Presses("They have left");

        (await Site.Visitor().SignsIn(email)).Path.ShouldBe("/work");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from agencies.post where staff_id = $1 and agency = 'charity-a' and ends_on is null", them)).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_is_changed_for_one_nobody_else_has()
    {
        var them = IdOf(Stage, TeamManager, number: 2);
        var visitor = await SignedIn(TeamManager, number: 2);
        var administrator = await Administrator();
        var page = await administrator.Opens($"/staff/{them}/e-mail");
        (await page.Fill("New work e-mail address", Stage.EmailOf(TeamManager)).Presses("Change it")).Errors.ShouldBe(["Somebody else signs in with this address"]);

        (await (await administrator.Opens($"/staff/{them}/e-mail")).Fill("New work e-mail address", "Manager.Renamed@example.org").Presses("Change it")).Done.ShouldBe("The e-mail address was changed");

        (await IsIn(visitor)).ShouldBeFalse();
        (await Site.Visitor().SignsIn("manager.renamed@example.org")).Path.ShouldBe("/work");
    }

    [Fact]
    public async Task Nobody_looks_after_their_own_account()
    {
        var administrator = await Administrator();
        var me = IdOf(Stage, AgencyAdministrator);

        (await administrator.Opens($"/staff/{me}")).Notice.ShouldBeEmpty();
        foreach (var page in new[] { "post", "leave", "e-mail", "second-factor", $"posts/{await PostOf(me)}/end", $"posts/{await PostOf(me)}/change" }) { (await administrator.Opens($"/staff/{me}/{page}")).Status.ShouldBe(HttpStatusCode.Forbidden, page); }
    }
}
