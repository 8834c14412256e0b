using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>What is recorded outside the forms: what happened to somebody, why something was late, who does not belong in a matter.</summary>
public sealed class OutsideTheFormsTests(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_death_is_recorded_with_how_it_is_known_and_opens_the_work_that_follows()
    {
        var child = await Given.AChild(c => c.Named("Fern Duskwater"));
        On("2026-03-04 10:00");
        var worker = await SignedIn(SocialWorker);

        var page = await (await worker.Opens($"/people/{child.Id}")).Follows("Record what happened: a birth, a death, a plan that moved");
        page = await page.Presses("Record it");
        page.Errors.ShouldBe(["Select what happened", "Enter the date it happened", "Enter how you know"], ignoreOrder: true);
        page = await page.Fill("What happened?", "The person died").Fill("When did it happen?", "5 3 2026").Fill("How do you know?", "The hospital rang").Presses("Record it");
        page.Errors.ShouldBe(["The date it happened must be today or in the past"]);
        page.Value("How do you know?").ShouldBe("The hospital rang");
        page = await page.Fill("When did it happen?", "3 3 2026").Presses("Record it");

        page.Done.ShouldBe("Recorded");
        page.Said.ShouldContain("Tell the child death overview panel");
        page.Chronology.ShouldContain(line => line.Contains("The person died") && line.Contains("The hospital rang"));
    }

    [Fact]
    public async Task What_did_not_happen_is_taken_back_with_a_reason()
    {
        var child = await Given.AChild(c => c.Named("Sedge Duskwater").BornOn("2016-05-01"));
        On("2026-03-04 10:00");
        var worker = await SignedIn(SocialWorker);
        var form = await worker.Opens($"/people/{child.Id}/happened");
        (await form.Fill("What happened?", "The person died").Fill("When did it happen?", "3 3 1924").Fill("How do you know?", "A letter").Presses("Record it"))
            .Errors.ShouldBe(["The date of death must be on or after the date of birth"]);
        (await form.Fill("What happened?", "The unborn child was born").Fill("When did it happen?", "3 3 2015").Fill("How do you know?", "A letter").Presses("Record it"))
            .Errors.ShouldBe(["This child was not recorded as expected. Change the date of birth instead"]);
        await form.Fill("What happened?", "The person died").Fill("When did it happen?", "3 3 2026").Fill("How do you know?", "The hospital rang").Presses("Record it");

        var page = await worker.Opens($"/people/{child.Id}/happened");
        (await page.Presses("Take it back")).Errors.ShouldBe(["Enter why it was wrong"]);
        page = await page.Fill("Why was it wrong?", "The hospital meant another child").Presses("Take it back");

        page.Done.ShouldBe("Taken back");
        page.Said.ShouldNotContain("when they died");
        (await worker.Opens($"/people/{child.Id}/happened")).Buttons.ShouldNotContain("Take it back");
    }

    [Fact]
    public async Task What_was_late_is_explained_and_the_explanation_stands_beside_it()
    {
        var child = await Given.AChild(c => c.Named("Moss Duskwater"));
        var referral = await Given.AReferral(child, ("referred-on", "2026-03-02 09:00"));
        On("2026-03-06 10:00");
        var worker = await SignedIn(FrontDoorWorker);

        var page = await (await worker.Opens($"/matters/{referral.MatterId}")).Follows("Explain why something was late");
        (await page.Presses("Save the explanation")).Errors.ShouldBe(["Select what was late", "Enter why it was late"]);
        page = await page.Fill("What was late?", "Decide what to do about a referral, due 3 March 2026").Fill("Why was it late?", "The system was down for two days").Presses("Save the explanation");

        page.Done.ShouldBe("Explanation saved");
        page.Said.ShouldContain("Why it was late: The system was down for two days");
        page.Chronology.ShouldContain(line => line.Contains("Explained why late: Decide what to do about a referral"));
    }

    [Fact]
    public async Task Who_does_not_belong_in_a_matter_is_taken_out_with_a_reason()
    {
        var stays = await Given.AChild(c => c.Named("Ivy Duskwater"));
        var leaves = await Given.AChild(c => c.Named("Reed Visitor").With(stays));
        On("2026-03-02 10:00");
        var matter = await As(FrontDoorWorker).Starts("front-door", stays, leaves);
        var worker = await SignedIn(FrontDoorWorker);

        var page = await (await worker.Opens($"/matters/{matter.Id}")).Follows("Take somebody out who does not belong here");
        (await page.Presses("Take them out")).Errors.ShouldBe(["Select who does not belong here", "Enter why they do not belong here"]);
        page = await page.Fill("Who does not belong here?", "Reed Visitor").Fill("Why?", "A friend who was visiting").Presses("Take them out");

        page.Done.ShouldBe("Taken out of the matter");
        page.Table("Who it is about").Single(row => row["Name"] == "Reed Visitor")["Part in this matter"].ShouldStartWith("Ended");
        page.Chronology.ShouldContain(line => line.Contains("Taken out of the matter") && line.Contains("A friend who was visiting"));
    }
}
