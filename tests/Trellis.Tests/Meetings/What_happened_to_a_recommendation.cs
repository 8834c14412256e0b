using Trellis.Platform.Storage;
using Trellis.Tests.Documents;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>One recommendation, from the first report through its answer and its actions to the evidence of what changed.</summary>
public sealed class What_happened_to_a_recommendation(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task It_is_made_answered_acted_on_shown_to_have_changed_something_and_closed()
    {
        await Stage.TakesInActions("Review panel", "action,status\nBegin,Open\n", "RBKC");
        var (manager, member) = (await SignedIn(BusinessManager), await SignedIn(BoardMember));
        var page = await (await manager.Opens("/actions/recommendations")).Follows("Record a recommendation");
        (await page.Presses("Record it")).Errors.ShouldContain("Enter what is recommended");
        page = await page.Fill("What is recommended?", "Ask about bruises").Fill("Which body makes it?", "Review panel").Fill("Where does it come from?", "A review of a case").Fill("What is the report called? (optional)", "Child Heron")
            .Fill("Its number there (optional)", "3").Fill("When was it made?", "1 2 2026").Fill("Which agency is it to?", "Police").Presses("Record it");
        var path = page.Path;
        page.SummaryValue("Where it is").ShouldBe("No answer yet");
        page.SummaryValue("To be answered by").ShouldBe("29 March 2026", "within 56 days");
        (await (await SignedIn(SchoolLead)).Opens(path)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound, "it is not to them");
        page.Buttons.ShouldNotContain("Close the recommendation", "nobody answered");

        page = await member.Opens(path);
        (await page.Fill("Is it accepted?", "Accepted in part").Presses("Answer")).Errors.ShouldBe(["Enter why it is not accepted, or not all of it"]);
        page = await page.Fill("Is it accepted?", "Accepted in part").Fill("What will be done, or why is it not accepted?", "At night we cannot").Presses("Answer");
        page.SummaryValue("Where it is").ShouldBe("Accepted in part");

        page = await (await manager.Opens(path)).Follows("Set an action because of it");
        page = await page.Fill("What is to be done?", "Write the guide").Presses("Set the action");
        page.Links.ShouldContain($"Recommendation {path.Split('/')[^1]}");
        page = await manager.Opens(path);
        (await page.Fill("What did the body find?", "Well done").Presses("Close the recommendation")).Errors.ShouldBe(["It was accepted, so first record what changed because of it"]);

        page = await (await member.Opens(path)).Fill("What changed because of it, and how do you know?", "Nine in ten officers asked").Fill("What shows it?", "Something else").Attach("Documents that show it (optional)", "audit.pdf", Papers.Pdf()).Presses("Save what changed");
        page.Done.ShouldBe("Saved what changed");
        (await (await member.Fetches(page.Document.QuerySelector("a[download]")!.GetAttribute("href")!)).Content.ReadAsByteArrayAsync()).ShouldBe(Papers.Pdf());

        page = await (await manager.Opens(path)).Fill("What did the body find?", "It is done").Presses("Close the recommendation");
        page.SummaryValue("Where it is").ShouldBe("Closed");
        page.Table("From first report to evidence").Select(r => r["What happened"]).ShouldBe(["Recommended to Police", "Answered: accepted in part", "Evidence of what changed", "Closed by the body that made it", $"Action {await Stage.ReferenceOf("Write the guide")} set"], ignoreOrder: true);
        page.Table("From first report to evidence")[0]["What was said"].ShouldBe("Child Heron, number 3");
        page.Table("Actions because of it").ShouldHaveSingleItem()["What is to be done"].ShouldBe("Write the guide");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f join actions.recommendation r on r.id = f.source_id where r.text = 'Ask about bruises'")).ShouldBe("recommendation.made recommendation.answered recommendation.impact-shown recommendation.closed");
    }

    [Fact]
    public async Task Those_without_an_answer_are_listed_by_whom_they_are_to()
    {
        await Stage.TakesInRecommendations("Listing panel", "recipient,recommendation,response,recommendation_number,meeting_date\nNHS England,That leaflets be translated,,1,2025-11-04\nNHS England,That figures be shared,They are,2,2025-11-04\n", "RBKC");
        var page = await (await SignedIn(BusinessManager)).Opens("/actions/recommendations?show=unanswered");
        page.Said.ShouldContain("That leaflets be translated");
        page.Said.ShouldNotContain("That figures be shared");
        page = await (await SignedIn(BusinessManager)).Opens("/actions/recommendations");
        page.Said.ShouldContain("2 recommendations to 1 body, 1 without an answer.");
    }
}
