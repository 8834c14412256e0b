using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages.Staffing;

/// <summary>Somebody acts for a colleague, for a time, under their own name.</summary>
public sealed class CoverTests(TestSite site) : OnStaff(site)
{
    private const string Covered = "Team manager 1, RBKC, Team manager, Royal Borough of Kensington and Chelsea";

    [Fact]
    public async Task Who_acts_for_a_manager_approves_what_others_completed_and_not_what_they_did_themselves()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Completes("decision", child, outcome: "assess");
        var own = await As(SocialWorker).Completes("assessment", child);
        var sister = await Given.AChild();
        await Given.AReferral(sister);
        await As(SocialWorker, number: 2).Completes("decision", sister, outcome: "assess");
        var others = await As(SocialWorker, number: 2).Completes("assessment", sister);

        (await Gives(await Administrator(), Covered, "Social worker 1, RBKC, Social worker")).Done.ShouldBe("Social worker 1, RBKC acts for Team manager 1, RBKC from 2 March 2026 to 13 March 2026");
        var visitor = await Acting(Stage.EmailOf(SocialWorker), "Acting for Team manager 1, RBKC, Team manager, RBKC");

        (await visitor.Opens($"/steps/{own.Id}")).Buttons.ShouldNotContain("Approve");
        var page = await visitor.Opens($"/steps/{others.Id}");
        page.Buttons.ShouldContain("Approve");
        var form = page.FormOf("Approve");
        (await visitor.Sends(HttpMethod.Post, $"/steps/{own.Id}?handler=Approve", form)).Text.ShouldNotContain("was approved");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select state from casework.step where id = $1", own.Id)).ShouldBe("waiting");
        await page.Presses("Approve");

        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select state from casework.step where id = $1", others.Id)).ShouldBe("done");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, """
            select s.email || ' ' || p.title || ' ' || (p.covers_id is not null) from record.act a join agencies.staff s on s.id = a.user_id join agencies.post p on p.id = a.post_id
            where a.word = 'step.approve' order by a.id desc limit 1
            """)).ShouldBe($"{Stage.EmailOf(SocialWorker)} Acting for Team manager 1, RBKC, Team manager true");
    }

    [Fact]
    public async Task It_is_over_after_its_last_day_when_it_is_ended_and_when_the_post_ends()
    {
        var administrator = await Administrator();
        await Gives(administrator, "Team manager 2, RBKC, Team manager, Royal Borough of Kensington and Chelsea", "Conference chair or independent reviewing officer 1, RBKC, Conference chair or independent reviewing officer");
        var visitor = await Acting(Stage.EmailOf(ConferenceChair), "Acting for Team manager 2, RBKC, Team manager, RBKC");
        (await IsIn(visitor)).ShouldBeTrue();

        On("2026-03-14 09:00");
        (await Site.Visitor().SignsIn(Stage.EmailOf(ConferenceChair))).Path.ShouldBe("/work", "one post is left");
        On("2026-03-13 09:00");
        visitor = await Acting(Stage.EmailOf(ConferenceChair), "Acting for Team manager 2, RBKC, Team manager, RBKC");
        var page = await (await Administrator()).Opens("/cover");
        page = await page.Presses("End now: Conference chair or independent reviewing officer 1, RBKC, Acting for Team manager 2, RBKC, Team manager");
        page.Done.ShouldBe("It has ended");
        (await IsIn(visitor)).ShouldBeFalse();

        await Gives(administrator = await Administrator(), "Team manager 2, RBKC, Team manager, Royal Borough of Kensington and Chelsea", "Conference chair or independent reviewing officer 2, RBKC, Conference chair or independent reviewing officer", from: "13 3 2026", until: "20 3 2026");
        visitor = await Acting(Stage.EmailOf(ConferenceChair, number: 2), "Acting for Team manager 2, RBKC, Team manager, RBKC");
        var manager = IdOf(Stage, TeamManager, number: 2);
        await (await administrator.Opens($"/staff/{manager}/leave")).Presses("They have left");
        (await IsIn(visitor)).ShouldBeFalse();
    }

    [Fact]
    public async Task Six_weeks_at_a_time_for_somebody_else_with_the_qualification_and_a_reason()
    {
        var administrator = await Administrator();

        (await Gives(administrator, Covered, "Social worker 2, RBKC, Social worker", until: "13 4 2026")).ErrorAt("Last day").ShouldContain("at most six weeks at a time");
        (await Gives(administrator, Covered, "Front door worker 1, RBKC, Front door worker")).ErrorAt("Who acts for them?").ShouldStartWith("This role is for a social worker alone");
        (await Gives(administrator, Covered, "Team manager 1, RBKC, Team manager")).ErrorAt("Who acts for them?").ShouldBe("Select somebody else than whose post it is");
        (await Gives(administrator, "Front door worker 1, RBKC, Front door worker, Royal Borough of Kensington and Chelsea", "Administrator of an agency 1, RBKC, Administrator of an agency")).ErrorAt("Who acts for them?").ShouldBe("Somebody else must let you act for a colleague");
        (await Gives(administrator, Covered, "Social worker 2, RBKC, Social worker", why: " ")).ErrorAt("Why?").ShouldBe("Enter why");
        (await Gives(administrator, Covered, "Social worker 2, RBKC, Social worker", from: "1 3 2026")).ErrorAt("First day").ShouldBe("First day must be today or later");
        var page = await administrator.Opens("/cover");
        foreach (var (field, value) in new[] { ("For", (await PostOf(IdOf(Stage, PoliceOfficer))).ToString()), ("Who", IdOf(Stage, SocialWorker, "WCC").ToString()), ("For", "nonsense") })
        {
            var form = page.FormOf("Let them act").Where(f => f.Key != field).Append(new(field, value));
            (await administrator.Sends(HttpMethod.Post, "/cover", form)).Errors.ShouldContain(field is "For" ? "Select whose post it is" : "Select who acts for them");
        }

        (await Count("agencies.post", $"covers_id = '{await PostOf(IdOf(Stage, PoliceOfficer))}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_manager_hands_on_posts_of_their_agency_but_none_that_needs_a_second_factor()
    {
        var manager = await SignedIn(TeamManager);

        var page = await manager.Opens("/cover");
        var offered = page.Document.QuerySelectorAll("#For option").Select(o => o.TextContent.Trim()).ToArray();
        offered.ShouldContain("Front door worker 2, RBKC, Front door worker, Royal Borough of Kensington and Chelsea");
        offered.ShouldNotContain(o => o.Contains("Administrator of an agency", StringComparison.Ordinal));
        (await Gives(manager, "Front door worker 2, RBKC, Front door worker, Royal Borough of Kensington and Chelsea", "Front door worker 1, RBKC, Front door worker")).Done.ShouldStartWith("Front door worker 1, RBKC acts for");
    }

    private async Task<Visitor> Acting(string email, string post)
    {
        var visitor = Site.Visitor();
        var page = await visitor.SignsIn(email);
        page.Path.ShouldBe("/sign-in/post");
        (await page.Fill("Which post do you act in?", post).Presses("Continue")).Path.ShouldBe("/work");
        return visitor;
    }

    private static async Task<TestPage> Gives(Visitor visitor, string post, string who, string from = "2 3 2026", string until = "13 3 2026", string why = "On leave") =>
        await (await visitor.Opens("/cover")).Fill("For whom, in which post?", post).Fill("Who acts for them?", who).Fill("First day", from).Fill("Last day", until).Fill("Why?", why).Presses("Let them act");
}
