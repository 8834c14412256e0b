using System.Net;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>What is not for everyone who may open the page: who rang, an agency's unfinished answer, what was about another child.</summary>
public sealed class KeptFromOthersTests(TestSite site) : OnSite(site)
{
    private const string Who = "Your name and how to reach you";
    private const string Secret = "The neighbour at number 9";

    [Fact]
    public async Task Who_rang_is_not_read_from_an_open_draft_by_another_role()
    {
        var child = await Given.AChild();
        await As(FrontDoorWorker).Starts("front-door", child);
        var step = await Stage.Step("contact", child);
        var worker = await SignedIn(FrontDoorWorker);
        await (await worker.Opens($"/steps/{step.Id}/fill")).Fill(Who, Secret).Presses("Save and return later");
        var other = await SignedIn(SocialWorker);

        var form = await other.Opens($"/steps/{step.Id}/fill");
        form.Asks(Who).ShouldBeFalse();
        form.Text.ShouldNotContain(Secret);
        await form.Fill("What are you worried about?", "No coat").Presses("Save and return later");

        var again = await worker.Opens($"/steps/{step.Id}/fill");
        again.Value(Who).ShouldBe(Secret);
        again.Value("What are you worried about?").ShouldBe("No coat");
    }

    [Fact]
    public async Task Who_rang_is_not_read_from_what_a_clash_shows()
    {
        var child = await Given.AChild();
        var contact = await Given.AContact(child, ("referrer-details", Secret));
        var other = await SignedIn(SocialWorker);
        var page = await other.Opens($"/steps/{contact.Id}/correct");

        page = await other.Sends(HttpMethod.Post, $"/steps/{contact.Id}/correct",
            [.. page.FormOf("Save the correction").Where(f => f.Key is "__RequestVerificationToken"), new("Edition", "0"), new("names", "anonymity"), new("anonymity", "unknown"), new("Why", "")]);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task An_agency_answers_itself_and_what_it_has_not_finished_is_its_own()
    {
        var (_, copy) = await Asked();
        var officer = await SignedIn(PoliceOfficer);
        await (await officer.Opens($"/steps/{copy.Id}/fill")).Fill("Does your agency know this child or household?", "Yes").Fill("What do you know that matters to this worry?", "Called twice last year").Presses("Save and return later");
        var worker = await SignedIn(FrontDoorWorker);

        var page = await worker.Opens($"/steps/{copy.Id}");
        page.Said.ShouldContain("has not answered yet");
        page.Text.ShouldNotContain("Called twice");
        (await worker.Opens($"/steps/{copy.Id}/fill")).Path.ShouldBe($"/steps/{copy.Id}");
        (await worker.Opens($"/steps/{copy.Id}/check")).Path.ShouldBe($"/steps/{copy.Id}");
        (await As(FrontDoorWorker).Sees(db => db.Drafts.CountAsync(d => d.StepId == copy.Id))).ShouldBe(0);
        (await As(PoliceOfficer).Sees(db => db.Drafts.CountAsync(d => d.StepId == copy.Id))).ShouldBe(1);
    }

    [Fact]
    public async Task What_an_agency_had_typed_when_the_hub_went_on_is_shown_to_it()
    {
        var (_, copy) = await Asked();
        var officer = await SignedIn(PoliceOfficer);
        var form = await officer.Opens($"/steps/{copy.Id}/fill");
        await form.Fill("Does your agency know this child or household?", "Yes").Fill("What do you know that matters to this worry?", "Called twice last year").Presses("Save and return later");
        await As(FrontDoorWorker).GoesOn(copy);

        var late = await form.Fill("Does your agency know this child or household?", "Yes").Fill("What do you know that matters to this worry?", "Called three times").Presses("Continue");
        late.Notice.ShouldContain("Nobody waits for this step any more");
        late.Said.ShouldContain("Called three times");

        var page = await officer.Opens($"/steps/{copy.Id}");
        page.Said.ShouldContain("The front door went on without this answer");
        page.SummaryValue("What do you know that matters to this worry?").ShouldBe("Called twice last year");
    }

    [Fact]
    public async Task Only_agencies_of_the_area_can_be_asked()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));
        var request = await Stage.Step("information-request", child);

        foreach (var wrong in new[] { "nobody", "", "wcc-school-a", "x,agency:icb" })
        {
            (await Should.ThrowAsync<RefusedException>(() => As(FrontDoorWorker).Asks(request, "police", wrong))).Message.ShouldBe("Select the agencies you want to ask");
        }

        (await Stage.Steps(child)).ShouldNotContain(s => s.Agency != null);
    }

    [Fact]
    public async Task A_step_about_another_child_leaves_neither_its_reason_nor_what_it_opened_in_the_chronology()
    {
        var wrong = await Given.AChild();
        await Given.AContact(wrong);
        await As(FrontDoorWorker).Completes("triage", wrong, "referral");
        var referral = await Given.AReferral(wrong);
        await As(FrontDoorWorker).Withdraws(referral, "It was about Wren Otherchild", wrongPerson: true);

        var page = await (await SignedIn(SocialWorker)).Opens($"/people/{wrong.Id}");

        page.Chronology.ShouldContain(l => l.Contains("A step about somebody else was recorded here in error and withdrawn"));
        page.Chronology.ShouldNotContain(l => l.Contains("Otherchild"));
        page.Chronology.ShouldNotContain(l => l.Contains("Referral"));
    }

    [Fact]
    public async Task A_manager_who_does_not_agree_to_what_took_effect_withdraws_it()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Completes("decision", child, "strategy-discussion");
        var held = await As(SocialWorker).Completes("strategy-discussion", child);

        var page = await (await SignedIn(TeamManager)).Opens($"/steps/{held.Id}");

        held.State.ShouldBe(StepState.Waiting);
        page.Buttons.ShouldNotContain("Send it back");
        page.Links.ShouldContain("Withdraw this step");
    }

    [Fact]
    public async Task Only_a_chair_completes_what_is_chaired()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Begins("child-protection", "transfer-in-conference", child);
        var conference = await Stage.Step("transfer-in-conference", child);

        (await Should.ThrowAsync<RefusedException>(() => As(FrontDoorWorker).Completes(conference, "plan"))).Message.ShouldContain("conference chair");
        (await As(ConferenceChair).Completes(conference, "plan")).State.ShouldBe(StepState.Done);
    }

    private async Task<(Person Child, CaseStep Copy)> Asked()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "police");
        return (child, (await Stage.Steps(child)).Single(s => s.Agency == "police"));
    }
}
