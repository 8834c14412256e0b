using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Casework;
using Trellis.Modules.Challenges;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Challenges;

/// <summary>Somebody disagrees with what another agency decided, from the first stage to what both learnt; and what is not theirs nobody finds.</summary>
public sealed class A_declined_welfare_check(TestSite site) : OnSite(site)
{
    private const string Safety = "What keeps the child safe meanwhile?";

    [Fact]
    public async Task It_is_raised_answered_taken_further_and_ended_with_what_both_learn()
    {
        Stage.On("2026-03-05 09:00");
        var (child, check) = await Declined();
        var worker = await SignedIn(SocialWorker);
        var form = await (await worker.Opens($"/steps/{check.Id}")).Follows("I disagree with this");
        form.Heading.ShouldContain("Welfare check");
        form.Said.ShouldContain("They have until 6 March 2026 to answer");
        (await form.Presses("Ask them to answer")).Errors.ShouldBe(["Enter what you disagree with, and why", Wanted, "Select who is to answer"], ignoreOrder: true);
        var raised = await form.Fill("What do you disagree with, why, and what should happen?", "Nobody has seen the child for nine days").Fill(Safety, "An aunt rings twice a day").Fill("Who is to answer?", "Whoever decided or answered").Presses("Ask them to answer");
        raised.Errors.ShouldBeEmpty(raised.Said);
        raised.SummaryValue("To be answered by").ShouldBe("6 March 2026");
        var reference = raised.Path.Split('/')[^1];

        // Whoever decided is told, answers, and nobody else of the police but their safeguarding lead reads it.
        var officer = await SignedIn(PoliceOfficer);
        (await officer.Opens("/messages")).Said.ShouldContain($"Somebody disagrees, and asks you to answer: {reference}");
        var theirs = await officer.Opens($"/challenges/{reference}");
        theirs.Said.ShouldContain("An aunt rings twice a day");
        (await (await SignedIn(PoliceOfficer, number: 2)).Opens($"/challenges/{reference}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(SafeguardingLead)).Opens($"/challenges/{reference}")).Status.ShouldBe(HttpStatusCode.OK);
        (await (await SignedIn(SocialWorker, number: 2)).Opens($"/challenges/{reference}")).Status.ShouldBe(HttpStatusCode.OK, "theirs is the matter");
        (await (await SignedIn(HealthProfessional)).Opens($"/challenges/{reference}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(SocialWorker, "WCC")).Opens($"/challenges/{reference}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(Analyst)).Opens($"/challenges/{reference}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        Stage.On("2026-03-05 16:00");
        theirs = await (await SignedIn(PoliceOfficer)).Opens($"/challenges/{reference}");
        (await theirs.Presses("Answer")).Errors.ShouldBe(["Select what your answer is"]);
        (await theirs.Fill("What is your answer?", "It stands").Fill("Why, and what happens next?", "There is no immediate risk to life").Presses("Answer")).Done.ShouldBe("Answered");

        // Taken further, with the child's safety said anew; not answered in time, which is said once.
        var page = await (await SignedIn(SocialWorker)).Opens($"/challenges/{reference}");
        page.Said.ShouldContain("They have until 9 March 2026 to answer");
        (await page.Fill(Safety, "").Presses("Take it further")).Errors.ShouldNotBeEmpty();
        page = await page.Fill("Why do you take it further?", "The aunt has not reached her since").Fill(Safety, "I visit at six").Fill("Who is to answer?", "Safeguarding lead of an agency").Presses("Take it further");
        page.Done.ShouldBe("Taken further: between managers");
        (await Late(reference)).ShouldBe(0);
        Stage.On("2026-03-10 09:00");
        (await Late(reference)).ShouldBe(1);
        (await Late(reference)).ShouldBe(1, "said once");
        page = await (await SignedIn(SocialWorker)).Opens($"/challenges/{reference}");
        page.Said.ShouldContain("Not answered in time");
        (await page.Visitor.Opens("/messages")).Said.ShouldContain($"Not answered in time: {reference}");
        page = await page.Fill("Why do you take it further?", "Nobody answered").Fill(Safety, "The school sees her each morning").Fill("Who is to answer?", "Board member of an agency").Presses("Take it further");
        page.SummaryValue("To be answered by").ShouldBe("12 March 2026");

        // Answered, agreed, ended with what changed.
        Stage.On("2026-03-11 09:00");
        var board = await (await SignedIn(BoardMember)).Opens($"/challenges/{reference}");
        await board.Fill("What is your answer?", "We change it").Fill("Why, and what happens next?", "Officers went at once and saw her").Presses("Answer");
        page = await (await SignedIn(SocialWorker)).Opens($"/challenges/{reference}");
        page = await page.Fill("What was agreed?", "A declined check goes to the duty inspector").Presses("We agree");
        page = await page.Fill("How did it end?", "The decision was changed, or the request met").Fill("What changed because of it?", "The check was made").Presses("End it");
        page.Errors.ShouldBe(["Enter what both agencies learn from it"]);
        page = await page.Fill("What do both agencies learn from it?", "Say on the phone why nobody else can see the child").Presses("End it");
        page.SummaryValue("Outcome").ShouldBe("The decision was changed, or the request met");
        page.Buttons.ShouldNotContain("End it");

        var facts = await Stage.LookAsync(db => db.Facts.Include(f => f.Details).Where(f => f.Kind.StartsWith("challenge.") && f.MatterId == check.MatterId).OrderBy(f => f.Recorded).ThenBy(f => f.Id).ToListAsync());
        facts.Select(f => $"{f.Kind} {string.Join(' ', f.Details.Where(d => d.Field is "stage" or "in-time" or "outcome" or "took").OrderBy(d => d.Field, StringComparer.Ordinal).Select(d => d.Code))}").ShouldBe(
        [
            "challenge.raised practitioner", "challenge.asked practitioner", "challenge.answered yes practitioner same-day", "challenge.asked manager", "challenge.late manager",
            "challenge.asked safeguarding-lead", "challenge.answered yes safeguarding-lead 1-2", "challenge.agreed safeguarding-lead", "challenge.closed changed safeguarding-lead",
        ], ignoreOrder: true);
        var book = Stage.Services.GetRequiredService<FigureBook>();
        (await book.CountAsync(book.Find("challenge-stages")!, new FigureCut("stage"))).Where(v => v.Area == "RBKC").Select(v => $"{v.Part} {v.Value:0}").Where(v => v.EndsWith(" 1", StringComparison.Ordinal) && !v.Contains("practitioners", StringComparison.Ordinal)).ShouldBe(["Between managers 1", "Between safeguarding leads 1"], ignoreOrder: true);
        (await book.CountAsync(book.Find("challenge-answers-in-time")!)).Single(v => v.Area == "RBKC").Value.ShouldBe(100);
        (await book.CountAsync(book.Find("challenge-outcomes")!, new FigureCut("outcome"))).Single(v => v.Area == "RBKC").Part.ShouldBe("The decision was changed, or the request met");
    }

    [Fact]
    public async Task About_a_hidden_matter_it_is_as_hidden_and_asked_only_of_those_who_may_know()
    {
        var person = await Given.AChild(c => c.Named("Peregrine Ashdown").BornOn("1980-01-01"));
        var matter = await As(Lado).Starts("allegations", person);
        await As(Lado).Completes("referral", person, ("sector", "police"), ("role", "officer"));
        var receipt = await As(Lado, number: 2).Completes("receipt", person, ("told-by", "police"), ("sector", "police"), ("role", "officer"), ("harm", "conduct"));
        await As(Lado).Involves(matter.Id, null, Stage.Someone(PoliceOfficer).UserId, InvolvementLevel.Full);

        var officer = await SignedIn(PoliceOfficer);
        var form = await officer.Opens($"/challenges/new?about=step:{receipt.Id}");
        form = form.Fill("What do you disagree with, why, and what should happen?", "He is not told yet").Fill(Safety, "He is on other duties");
        (await form.Fill("Who is to answer?", "Team manager").Presses("Ask them to answer")).Errors.ShouldBe(["Nobody in this post is let into this matter, which is hidden. Let them in by name first, or ask somebody else"]);
        var raised = await form.Fill("Who is to answer?", "Designated officer for allegations (LADO)").Presses("Ask them to answer");
        raised.Errors.ShouldBeEmpty(raised.Said);
        var reference = raised.Path.Split('/')[^1];

        (await (await SignedIn(Lado)).Opens($"/challenges/{reference}")).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var role in (string[])[TeamManager, SocialWorker, SafeguardingLead, BoardMember, BusinessManager])
        {
            var stranger = await SignedIn(role);
            (await stranger.Opens($"/challenges/{reference}")).Status.ShouldBe(HttpStatusCode.NotFound, role);
            (await stranger.Opens($"/challenges/new?about=step:{receipt.Id}")).Status.ShouldBe(HttpStatusCode.NotFound, role);
            (await stranger.Opens("/challenges")).Said.ShouldNotContain(reference);
            (await Stage.InTables(Stage.Someone(role), reference)).ShouldBeEmpty(role);
        }
    }

    [Fact]
    public async Task Partnerships_challenge_each_other_and_agencies_assure_after_an_event_before_an_extraordinary_meeting()
    {
        Stage.On("2026-03-02 09:00");
        var manager = await SignedIn(BusinessManager);
        var between = await manager.Opens("/challenges/between");
        var page = await between.Fill("What is it about?", "A finding of a published review").Fill("What do you ask, and why?", "The finding does not follow from the evidence")
            .Fill("Or which other partnership?", "Safeguarding partnership of another county").Presses("Ask them");
        page.SummaryValue("To be answered by").ShouldBe("30 March 2026");
        page = await page.Fill("What is your answer?", "We change it in part").Fill("Why, and what happens next?", "The wording is put right in the second edition").Presses("Answer");
        page = await page.Fill("What was agreed?", "The second edition").Presses("We agree");
        page = await page.Fill("How did it end?", "It was changed in part").Fill("What changed because of it?", "Finding 4 reads otherwise").Fill("What do both agencies learn from it?", "Drafts are shown to named agencies").Presses("End it");
        page.SummaryValue("Outcome").ShouldBe("It was changed in part");

        var ask = await manager.Opens("/challenges/events/new");
        page = await ask.Fill("What is the event called?", "Families placed in hotels at short notice").Fill("What happened?", "Families arrived within a week").Fill("When did it happen?", "20 2 2026")
            .Fill("What are agencies asked?", "Does every child have a school place?\nWho visits them?").Fill("Which agencies are asked?", "Police, Health trust").Presses("Ask them");
        page.Errors.ShouldBeEmpty(page.Said);
        page.Done.ShouldEndWith("2 agencies are asked");
        var address = page.Path;
        var lead = await SignedIn(SafeguardingLead);
        (await lead.Opens("/messages")).Said.ShouldContain("Your agency is asked for assurance");
        var answer = await (await lead.Opens(address)).Follows("Answer for your agency");
        (await answer.Presses("Send the answer")).Errors.ShouldBe(["Select how far you can assure it"]);
        answer.Fill("1. Does every child have a school place?", "Does not apply to us").Fill("How do you know? (question 1)", "Not ours").Fill("2. Who visits them?", "Assured in part").Fill("How do you know? (question 2)", "Officers call weekly");
        (await answer.Presses("Send the answer")).Done.ShouldBe("Your agency’s answer is sent");
        (await (await SignedIn(SchoolLead)).Opens(address)).Status.ShouldBe(HttpStatusCode.Forbidden);

        page = await (await SignedIn(BusinessManager)).Opens(address);
        page.Table("Who has answered").Select(r => r["Answered"]).ShouldContain("Not yet");
        var body = await (await (await page.Visitor.Opens("/meetings/new")).Fill("What is it called?", "Executive group").Fill("What kind of body is it?", "Board").Fill("Which areas is it for?", "Royal Borough of Kensington and Chelsea").Fill("Seats", "Chair").Presses("Set it up")).Visitor.Opens(address);
        page = await body.Fill("Whose meeting is it?", "Executive group").Fill("Which day?", "9 3 2026").Fill("From when?", "2pm").Fill("How do people take part?", "Online").Presses("Call the meeting");
        page.Done.ShouldBe("The extraordinary meeting is called");
        var meeting = await page.Follows("The extraordinary meeting about it");
        meeting.Said.ShouldContain("Families placed in hotels at short notice");
        (await lead.Opens($"{address}/answer")).Status.ShouldBe(HttpStatusCode.NotFound, "it is the meeting's paper now");
    }

    private const string Wanted = "Enter what keeps the child safe meanwhile";

    /// <summary>Time passes; how often it was said by now that nobody answered in time.</summary>
    private async Task<long> Late(string reference)
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Overdue>().PassAsync();
        return await Count("challenges.turn t join challenges.challenge c on c.id = t.challenge_id", $"t.kind = 'late' and c.reference = '{reference}'");
    }

    private async Task<(Person Child, CaseStep Check)> Declined()
    {
        var child = await Given.AChild();
        await As(SocialWorker).Starts("welfare-check", child);
        await As(SocialWorker).Completes("request", child, ("asked-at", "2026-03-05 09:00"));
        await As(SocialWorker).Asks(await Stage.Step("welfare-check.check", child), "police");
        var copy = (await Stage.Steps(child)).Single(s => s.Agency is "police");
        return (child, await As(PoliceOfficer).Completes(copy, "declined", ("answered-at", "2026-03-05 09:00")));
    }
}
