using System.Net;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>Saving, coming back, and two people at the same step.</summary>
public sealed class TogetherTests(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task What_is_saved_is_there_when_one_comes_back_wrong_or_not()
    {
        var (child, step) = await Triage();
        var worker = await SignedIn(FrontDoorWorker);

        var page = await (await worker.Opens($"/steps/{step.Id}/fill")).Fill("Why do you think so?", "Line one\nLine two").Presses("Save and return later");
        page.Path.ShouldBe($"/matters/{step.MatterId}");
        page.Chronology.ShouldNotContain(l => l.Contains("Triage", StringComparison.Ordinal), "a draft is not record");
        page = await page.Follows("Triage");

        page.Value("Why do you think so?").ShouldBe("Line one\nLine two");
        page.Value("How great is the risk now?").ShouldBe("");
        child.Name.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_was_unticked_is_unticked_when_one_comes_back()
    {
        var child = await Given.AChild();
        await As(FrontDoorWorker).Starts("front-door", child);
        var worker = await SignedIn(FrontDoorWorker);
        var address = $"/steps/{(await Stage.Step("contact", child)).Id}/fill";
        await (await worker.Opens(address)).Fill("What is present?", "Neglect, Not enough money").Presses("Save and return later");

        await (await worker.Opens(address)).Fill("What is present?", "").Presses("Save and return later");

        (await worker.Opens(address)).Value("What is present?").ShouldBe("");
    }

    [Fact]
    public async Task Two_who_write_at_once_are_told_and_neither_loses_a_word()
    {
        var (_, step) = await Triage();
        var (one, two) = (await SignedIn(FrontDoorWorker), await SignedIn(FrontDoorWorker, number: 2));
        var hers = await one.Opens($"/steps/{step.Id}/fill");
        var his = await two.Opens($"/steps/{step.Id}/fill");

        await hers.Fill("Why do you think so?", "The school has rung twice").Fill("How great is the risk now?", "Amber: significant worries, no immediate danger").Presses("Save and return later");
        his = await his.Fill("Why do you think so?", "The grandmother moved out").Presses("Save and return later");

        his.Path.ShouldBe($"/steps/{step.Id}/fill");
        his.Notice.ShouldContain("Front door worker 1, RBKC wrote another version on 2 March 2026, 9am");
        his.Notice.ShouldContain("The school has rung twice");
        his.Notice.ShouldContain("Amber: significant worries");
        his.Value("Why do you think so?").ShouldBe("The grandmother moved out");
        await his.Fill("Why do you think so?", "The school has rung twice. The grandmother moved out").Presses("Save and return later");
        (await one.Opens($"/steps/{step.Id}/fill")).Value("Why do you think so?").ShouldBe("The school has rung twice. The grandmother moved out");
    }

    [Fact]
    public async Task What_somebody_had_saved_stays_readable_when_another_saves_over_it()
    {
        var (_, step) = await Triage();
        var (one, two) = (await SignedIn(FrontDoorWorker), await SignedIn(FrontDoorWorker, number: 2));
        await (await one.Opens($"/steps/{step.Id}/fill")).Fill("Why do you think so?", "The school has rung twice").Presses("Save and return later");

        await (await two.Opens($"/steps/{step.Id}/fill")).Fill("Why do you think so?", "The grandmother moved out").Presses("Save and return later");

        var again = await one.Opens($"/steps/{step.Id}/fill");
        again.Value("Why do you think so?").ShouldBe("The grandmother moved out");
        var kept = again.Document.QuerySelector("details")!;
        kept.QuerySelector("summary")!.TextContent.ShouldContain("What Front door worker 1, RBKC had saved on 2 March 2026, 9am");
        kept.QuerySelector(".t-words")!.TextContent.ShouldContain("The school has rung twice");
    }

    [Fact]
    public async Task Who_saves_after_it_was_completed_is_told_by_whom_and_keeps_what_they_typed()
    {
        var (child, step) = await Triage();
        var two = await SignedIn(FrontDoorWorker, number: 2);
        var his = await two.Opens($"/steps/{step.Id}/fill");
        await As(FrontDoorWorker).Completes("triage", child, outcome: "referral");

        his = await his.Fill("Why do you think so?", "The grandmother moved out").Presses("Continue");

        his.Notice.ShouldContain("Front door worker 1, RBKC has completed this step.");
        his.SummaryValue("Why do you think so?").ShouldBe("The grandmother moved out");
    }

    [Fact]
    public async Task What_changed_while_it_was_checked_is_checked_again()
    {
        var (_, step) = await Triage();
        var (one, two) = (await SignedIn(FrontDoorWorker), await SignedIn(FrontDoorWorker, number: 2));
        var check = await (await one.Opens($"/steps/{step.Id}/fill")).Fill("How great is the risk now?", "Amber: significant worries, no immediate danger").Fill("What happens next?", "It is a referral").Presses("Continue");
        await (await two.Opens($"/steps/{step.Id}/fill")).Fill("How great is the risk now?", "Red: a child may be at risk of serious harm now").Presses("Save and return later");

        check = await check.Presses("Complete triage");

        check.Errors.ShouldBe(["Somebody else changed these answers while you were checking them. Check them again"]);
        check.SummaryValue("How great is the risk now?").ShouldStartWith("Red");
        (await check.Presses("Complete triage")).Done.ShouldBe("Triage completed");
    }

    [Fact]
    public async Task Completing_twice_is_once()
    {
        var (child, step) = await Triage();
        var worker = await SignedIn(FrontDoorWorker);
        var check = await (await worker.Opens($"/steps/{step.Id}/fill")).Fill("How great is the risk now?", "Amber: significant worries, no immediate danger").Fill("What happens next?", "It is a referral").Presses("Continue");

        var both = await Task.WhenAll(check.Presses("Complete triage"), check.Presses("Complete triage"));
        var third = await check.Presses("Complete triage");

        both.Append(third).ShouldAllBe(p => p.Status == HttpStatusCode.OK, Site.Failures.ToString());
        (await Stage.Facts(child)).Count(f => f.Kind == "front-door.triage").ShouldBe(1);
        (await Stage.Steps(child)).Count(s => s.Name == "referral").ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_does_and_the_other_is_told()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Completes("decision", child, "assess");
        var step = await As(SocialWorker).Completes("assessment", child);
        var (one, two) = (await SignedIn(TeamManager), await SignedIn(TeamManager, number: 2));
        var (hers, his) = (await one.Opens($"/steps/{step.Id}"), await two.Opens($"/steps/{step.Id}"));

        var both = await Task.WhenAll(hers.Presses("Approve"), his.Presses("Approve"));

        both.ShouldAllBe(p => p.Status == HttpStatusCode.OK, Site.Failures.ToString());
        both.Count(p => p.Done == "Assessment approved").ShouldBe(1);
        both.Count(WasTold).ShouldBe(1);
        (await Stage.Facts(child)).Count(f => f.Kind == "child-in-need.assessment.approved").ShouldBe(1);
        (await Stage.Steps(child)).Count(s => s.Name == "plan").ShouldBe(1);
    }

    [Fact]
    public async Task Of_one_who_approves_and_one_who_sends_it_back_at_once_one_does()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Completes("decision", child, "assess");
        var step = await As(SocialWorker).Completes("assessment", child);
        var (one, two) = (await SignedIn(TeamManager), await SignedIn(TeamManager, number: 2));
        var hers = await one.Opens($"/steps/{step.Id}");
        var his = (await two.Opens($"/steps/{step.Id}")).Fill("What has to change?", "Say what the school told you");

        var both = await Task.WhenAll(hers.Presses("Approve"), his.Presses("Send it back"));

        both.Count(WasTold).ShouldBe(1);
        var facts = await Stage.Facts(child);
        (facts.Count(f => f.Kind.EndsWith("assessment.approved", StringComparison.Ordinal)) + facts.Count(f => f.Kind.EndsWith("assessment.returned", StringComparison.Ordinal))).ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_correct_at_once_are_told_and_the_second_keeps_what_they_typed()
    {
        var (child, _) = await Triage();
        var triage = await As(FrontDoorWorker).Completes("triage", child, outcome: "referral");
        var (one, two) = (await SignedIn(FrontDoorWorker), await SignedIn(FrontDoorWorker, number: 2));
        var hers = await one.Opens($"/steps/{triage.Id}/correct");
        var his = await two.Opens($"/steps/{triage.Id}/correct");
        (await hers.Fill("Why do you think so?", "Hers").Fill("What was wrong?", "Words").Presses("Save the correction")).Done.ShouldBe("Triage corrected");

        his = await his.Fill("Why do you think so?", "His").Fill("What was wrong?", "Words too").Presses("Save the correction");

        his.Errors.ShouldHaveSingleItem().ShouldContain("Front door worker 1, RBKC corrected this step");
        his.Value("Why do you think so?").ShouldBe("His");
        his.Notice.ShouldContain("Hers");
        (await his.Presses("Save the correction")).Done.ShouldBe("Triage corrected");
        (await one.Opens($"/steps/{triage.Id}")).SummaryValue("Why do you think so?").ShouldBe("His");
        (await one.Opens($"/steps/{triage.Id}?version=2")).SummaryValue("Why do you think so?").ShouldBe("Hers");
    }

    private async Task<(Person Child, CaseStep Triage)> Triage()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        return (child, await Stage.Step("triage", child));
    }

    /// <summary>Told that somebody was first: by the page they had open, or, when both saved in the same moment, by the next.</summary>
    private static bool WasTold(TestPage page) => page.Errors.Count == 1 || page.Done.StartsWith("Somebody else was first", StringComparison.Ordinal);
}
