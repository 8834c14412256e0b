using System.Net;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Risks;

/// <summary>A risk is added, weighed again with a reason, and closed; those who do not keep the register read it.</summary>
public sealed class Risks_are_weighed(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task From_added_to_closed()
    {
        var manager = await SignedIn(BusinessManager);
        var form = await manager.Opens("/risks/new");
        (await form.Presses("Add it")).Errors.ShouldBe(["Enter the risk", "Select which areas it is of", "Enter who owns it"], ignoreOrder: true);
        form = form.Fill("What is the risk?", "Too few health visitors").Fill("Which areas is it of?", "Royal Borough of Kensington and Chelsea").Fill("Who owns it?", "Director of nursing");
        (await form.Presses("Add it")).Errors.ShouldBe(["Select how likely it is"]);
        var page = await form.Fill("How likely is it?", "4, Likely").Fill("How grave would it be?", "4, Major").Fill("What is done against it?", "Agency staff").Presses("Add it");
        page.Done.ShouldBe("The risk is added");
        page.SummaryValue("How great").ShouldBe("High 16 of 25: likely, major");
        page.SummaryValue("Look at it again by").ShouldBe("2 April 2026");

        page = await page.Fill("How likely is it?", "2, Unlikely").Presses("Weigh it");
        page.Errors.ShouldBe(["Enter why it is weighed otherwise than before"]);
        page = await page.Fill("Why is it weighed otherwise than before?", "Ten were appointed").Presses("Weigh it");
        page.SummaryValue("How great").ShouldBe("Medium 8 of 25: unlikely, major");
        page.Table("How it was weighed").Select(r => (r["Score"], r["Why it changed"])).ShouldBe([("8", "Ten were appointed"), ("16", "Not said")]);
        (await manager.Opens("/risks")).Table("Open risks").Single(r => r["Risk"] == "Too few health visitors")["How great"].ShouldBe("Medium Lower than before");

        var member = await (await SignedIn(BoardMember)).Opens(page.Path);
        member.Buttons.ShouldNotContain("Weigh it");
        (await (await SignedIn(SocialWorker)).Opens("/risks")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(BusinessManager, "WCC")).Opens(page.Path)).Status.ShouldBe(HttpStatusCode.NotFound, "it is of another area");

        (await page.Presses("Close this risk")).Errors.ShouldBe(["Enter why it is closed"]);
        page = await page.Fill("Why is it closed?", "Every post is filled").Presses("Close this risk");
        page.Buttons.ShouldNotContain("Weigh it");
        (await manager.Opens("/risks")).Table("Closed risks").ShouldContain(r => r["Why"] == "Every post is filled");
    }
}
