using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>A concern comes in and is decided on, page by page.</summary>
public sealed class ContactTests(TestSite site) : OnSite(site)
{
    private const string Worry = "She has come to school without a coat since the clocks changed.";

    [Fact]
    public async Task From_a_contact_about_a_child_who_is_found_to_the_decision_and_back_to_who_told_us()
    {
        var child = await Given.AChild(c => c.Named("Rowan Hazelcombe").BornOn("2016-05-01"));
        var worker = await SignedIn(FrontDoorWorker);

        var page = await (await worker.Opens("/work")).Follows("Record a contact");
        page.Heading.ShouldBe("Is the child known?");
        page = await page.Fill("First name", "Rowen").Fill("Last name", "Hazelcomb").Presses("Search");
        page.Said.ShouldContain("Born 1 May 2016 (9 years)");
        page = await page.Follows("This is Rowan Hazelcombe");
        page.Heading.ShouldBe("Who is this contact about?");
        page.Value("Select every child it is about").ShouldBe("Rowan Hazelcombe");
        page = await page.Presses("Continue");

        page.Heading.ShouldBe("Contact");
        page = await FillContact(page).Presses("Continue");
        page.Heading.ShouldBe("Check your answers");
        page.SummaryValue("What are you worried about?").ShouldBe(Worry);
        page.SummaryValue("When was it received?").ShouldBe("2 March 2026, 8:40am");
        page = await page.Presses("Complete contact");

        page.Done.ShouldBe("Contact completed");
        page.Tasks.ShouldBe(["Triage: To do", "Acknowledge to the referrer: To do"], ignoreOrder: true);
        page = await (await page.Follows("Acknowledge to the referrer")).Fill("What happens next?", "Sent").Presses("Continue");
        page = await page.Presses("Complete acknowledge to the referrer");
        page = await page.Follows("Triage");
        page = await page.Fill("How great is the risk now?", "Amber: significant worries, no immediate danger").Fill("What happens next?", "It is a referral").Presses("Continue");
        page = await page.Presses("Complete triage");
        page = await page.Follows("Referral");
        page.Value("Who made the referral?").ShouldBe("School", "carried from the contact");
        page = await page.Fill("When did it become a referral?", "2 3 2026 8:55am").Fill("What is the primary need?", "Abuse or neglect").Presses("Continue");
        page = await page.Presses("Complete referral");

        page = await page.Follows("Decision");
        page = await page.Fill("What is the level of need?", "Level 4: statutory help from children’s social care").Fill("Why did you decide this?", "She is cold and hungry.").Fill("What happens next?", "Assess").Presses("Continue");
        page = await page.Presses("Complete decision");
        page.Errors.ShouldBe(["Only a social worker can complete this step"]);

        var social = await SignedIn(SocialWorker);
        page = await (await social.Opens("/work")).Follows("Decision for Rowan Hazelcombe");
        page.Value("Why did you decide this?").ShouldBe("She is cold and hungry.", "what was filled in is kept for who may complete it");
        page = await (await page.Presses("Continue")).Presses("Complete decision");
        page.Tasks.ShouldBe(["Tell the referrer what was decided: To do"]);
        page.Links.ShouldContain(l => l.StartsWith("Child in need RBKC-26-", StringComparison.Ordinal));

        page = await (await worker.Opens(page.Path)).Follows("Tell the referrer what was decided");
        page = await page.Fill("What happens next?", "Told").Fill("When were they told?", "2 3 2026").Presses("Continue");
        page = await page.Presses("Complete tell the referrer what was decided");

        page.Heading.ShouldStartWith("Front door Closed");
        page.Chronology.ShouldContain(l => l.Contains("Decision: Assess", StringComparison.Ordinal) && l.Contains("Social worker 1, RBKC", StringComparison.Ordinal));
        var record = await worker.Opens($"/people/{child.Id}");
        record.Table("Statuses").ShouldHaveSingleItem().Values.ShouldBe(["Child in need", "2 March 2026", "Now"]);
    }

    [Fact]
    public async Task Somebody_added_for_no_process_is_shown_as_they_were_recorded()
    {
        var worker = await SignedIn(FrontDoorWorker);

        var page = (await worker.Opens("/people/add")).Fill("First name", "Teasel").Fill("Last name", "Onlyadded").Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained");
        page = await page.Presses("Save and continue");

        page.Heading.ShouldBe("Teasel Onlyadded");
        page.Done.ShouldBe("Teasel Onlyadded added");
    }

    [Fact]
    public async Task A_child_who_is_not_known_is_added_after_looking_at_those_who_are_like_them()
    {
        await Given.AChild(c => c.Named("Linnet Marshwiggle").BornOn("2014-03-27"));
        var worker = await SignedIn(FrontDoorWorker);

        var page = (await worker.Searches("Linet Marshwigle", "/start/front-door"));
        page = await page.Presses("None of these: add a new person");
        page.Value("First name").ShouldBe("Linet");
        page.Value("Last name").ShouldBe("Marshwigle");
        page.Value("Which area do they live in?").ShouldBe("Royal Borough of Kensington and Chelsea");
        page.Fill("Date of birth", "27 3 2014").Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").Fill("Address", "1 Nowhere Lane").Fill("Postcode", "zz9 9zz");
        page = await page.Presses("Save and continue");

        page.Heading.ShouldBe("Who is this contact about?");
        page.Value("Select every child it is about").ShouldBe("Linet Marshwigle");
        page = await page.Presses("Continue");
        page.Heading.ShouldBe("Contact");
        page.Said.ShouldContain("Linet Marshwigle");
    }

    [Fact]
    public async Task Whoever_is_added_without_having_looked_is_shown_those_who_are_like_them_first()
    {
        await Given.AChild(c => c.Named("Perdita Quillinghurst").BornOn("2014-03-27"));
        var page = (await (await SignedIn(FrontDoorWorker)).Opens("/people/add")).Fill("First name", "Perdita").Fill("Last name", "Quilinghurst").Fill("Date of birth", "27 3 2014").Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").Fill("Address", "1 Nowhere Lane");
        page = await page.Presses("Save and continue");

        page.Notice.ShouldContain("1 person is like this. Is it one of them?");
        page.Notice.ShouldContain("Perdita Quillinghurst, born 27 March 2014 Very likely the same person: first name same; last name another spelling; date of birth same");
        page.Value("Address").ShouldBe("1 Nowhere Lane", "nothing typed is lost");
        page = await page.Fill("None of these", "It is none of these people. Add a new one").Presses("Save and continue");

        page.Heading.ShouldBe("Perdita Quilinghurst");
        (await Count("record.fact f join record.act a on a.id = f.act_id", "f.kind = 'person.ruled-out' and a.word = 'person.add' and f.person_id is null")).ShouldBe(1);
    }

    [Fact]
    public async Task One_who_is_known_already_is_taken_rather_than_added_twice()
    {
        var known = await Given.AChild(c => c.Named("Merle Thistledown").BornOn("2013-06-05"));
        var worker = await SignedIn(FrontDoorWorker);
        var people = await Count("people.person");

        var page = (await worker.Opens("/people/add?start=front-door")).Fill("First name", "Merle").Fill("Last name", "Thistledown");
        page = await page.Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").Presses("Save and continue");
        page = await page.Follows("Merle Thistledown, born 5 June 2013");

        page.Heading.ShouldBe("Who is this contact about?");
        page.Address.Query.ShouldContain(known.Id.ToString());
        (await Count("people.person")).ShouldBe(people);
    }

    [Fact]
    public async Task One_who_is_known_with_other_accents_is_known()
    {
        await Given.AChild(c => c.Named("Zoë Lefèvre").BornOn("2013-06-05"));
        var page = (await (await SignedIn(FrontDoorWorker)).Opens("/people/add")).Fill("First name", "Zoe").Fill("Last name", "Lefevre");

        page = await page.Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").Presses("Save and continue");

        page.Notice.ShouldContain("Zoë Lefèvre, born 5 June 2013");
    }

    [Fact]
    public async Task Brothers_and_sisters_are_offered_and_one_may_join_later()
    {
        var first = await Given.AChild(c => c.Named("Ash Willowherb").BornOn("2012-01-09"));
        var second = await Given.AChild(c => c.Named("Bryony Willowherb").BornOn("2015-01-09").With(first));
        var third = await Given.AChild(c => c.Named("Clover Willowherb").BornOn("2018-01-09").With(first));
        var worker = await SignedIn(FrontDoorWorker);

        var page = await worker.Opens($"/start/front-door?person={first.Id}");
        page = await (await page.Fill("Select every child it is about", "Ash Willowherb, Bryony Willowherb").Presses("Continue")).Follows("Cancel");
        page.Table("Who it is about").Select(r => r["Name"]).ShouldBe(["Ash Willowherb", "Bryony Willowherb"], ignoreOrder: true);

        page = await (await page.Follows("Add a brother, sister or somebody else")).Presses("Add to the matter");
        page.Errors.ShouldBe(["Select who joins this matter", "Enter why they join"]);
        page = await page.Fill("Who joins?", "Clover Willowherb").Fill("Why?", "He lives there too").Presses("Add to the matter");

        page.Done.ShouldBe("Added to the matter");
        page.Table("Who it is about").Count.ShouldBe(3);
        page.Chronology.ShouldContain(l => l.Contains("Joined the matter", StringComparison.Ordinal) && l.Contains("Reason: He lives there too", StringComparison.Ordinal));
        (await worker.Opens($"/start/front-door?person={third.Id}")).Said.ShouldContain("already has an open matter here");
        second.Name.ShouldBe("Bryony Willowherb");
    }

    [Fact]
    public async Task A_school_records_a_contact_of_its_own_and_reads_it_afterwards()
    {
        await As(SchoolLead).Adds("Poppy", "Fennelworth");
        var lead = await SignedIn(SchoolLead);

        var page = await (await (await lead.Opens("/work")).Follows("Record a contact")).Fill("First name", "Poppy").Fill("Last name", "Fennelworth").Presses("Search");
        page = await (await page.Follows("This is Poppy Fennelworth")).Presses("Continue");
        page = await FillContact(page).Presses("Save and return later");
        page.Table("Work, the most urgent first").ShouldContain(r => r["Who it is about"] == "Poppy Fennelworth");
        page = await page.Follows("Contact for Poppy Fennelworth");
        page.Value("What are you worried about?").ShouldBe(Worry);
        page = await (await page.Presses("Continue")).Presses("Complete contact");

        page.Done.ShouldBe("Contact completed");
        page.Said.ShouldNotContain("Poppy Fennelworth", Case.Sensitive, "what follows is the front door’s");
        var theirs = (await Stage.LookAsync(db => db.Steps.Where(s => s.Agency == "rbkc-school-a" && s.Name == "contact").Select(s => s.Id).ToListAsync())).Single();
        (await lead.Opens($"/steps/{theirs}")).SummaryValue("What are you worried about?").ShouldBe(Worry);
        (await (await SignedIn(SchoolLead, number: 2)).Opens($"/steps/{theirs}")).Heading.ShouldBe("Contact", "it is the agency’s");
        (await (await SignedIn(PoliceOfficer)).Opens($"/steps/{theirs}")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_assessment_waits_for_a_manager_who_did_not_write_it()
    {
        var child = await Decided("assess");
        var author = await SignedIn(TeamManager);
        var step = await Stage.Step("assessment", child);

        var page = await FillAssessment(await author.Opens($"/steps/{step.Id}"), child).Presses("Continue");
        page.Said.ShouldContain("it goes to a manager for approval");
        page = await page.Presses("Complete assessment");
        page.Done.ShouldBe("Assessment sent for approval");
        page.Tasks.ShouldContain("Assessment: Waiting for approval");

        page = await author.Opens($"/steps/{step.Id}");
        page.Said.ShouldContain("You completed this step, so someone else must approve it.");
        page.Buttons.ShouldNotContain("Approve");
        page = await author.Sends(HttpMethod.Post, $"/steps/{step.Id}?handler=Approve", page.FormOf("Sign out"));
        page.Errors.ShouldBe(["You completed this step, so someone else must approve it"]);

        var other = await SignedIn(TeamManager, number: 2);
        (await other.Opens("/work")).Table("Work, the most urgent first").ShouldContain(r => r["What to do"].StartsWith($"Assessment for {child.Name}", StringComparison.Ordinal) && r["Waits for"] == "approval by team manager");
        page = await (await other.Opens($"/steps/{step.Id}")).Presses("Send it back");
        page.Errors.ShouldBe(["Enter what has to change"]);
        page = await page.Fill("What has to change?", "Say what the school told you").Presses("Send it back");
        page.Done.ShouldBe("Assessment sent back to its author");
        page.Chronology.ShouldContain(l => l.Contains("Assessment: sent back to its author", StringComparison.Ordinal) && l.Contains("Reason: Say what the school told you", StringComparison.Ordinal));

        page = await author.Opens($"/steps/{step.Id}");
        page.Value("Who was asked, and what did they say?").ShouldBe("Her mother, on 3 March.", "the author finds what was written");
        page = await (await page.Fill("Who was asked, and what did they say?", "Her mother and the school, on 3 March.").Presses("Continue")).Presses("Complete assessment");
        page = await (await other.Opens($"/steps/{step.Id}")).Presses("Approve");

        page.Done.ShouldBe("Assessment approved");
        page.Tasks.ShouldContain("Child in need plan: To do");
        (await other.Opens($"/steps/{step.Id}")).Said.ShouldContain("Approved by Team manager 2, RBKC");
    }

    private async Task<Person> Decided(string outcome)
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Completes("decision", child, outcome);
        return child;
    }

    private static TestPage FillAssessment(TestPage page, Person child)
    {
        child.Name.ShouldNotBeEmpty();
        return page.Fill("When did the assessment begin?", "2 3 2026").Fill("Who was asked, and what did they say?", "Her mother, on 3 March.").Fill("Was the child seen?", "Seen alone")
            .Fill("When was the child last seen?", "2 3 2026").Fill("What does the child say, or show?", "I like it when it is warm.").Fill("What did the assessment find?", "Neglect").Fill("What does it mean for the child?", "She needs a warm home.")
            .Fill("What happens next?", "Child in need plan");
    }

    private static TestPage FillContact(TestPage page) => page
        .Fill("May the family know who you are?", "Yes, the family may know").Fill("Your name and how to reach you", "The head of Larkspur Primary School")
        .Fill("Who is raising the worry?", "School").Fill("How did the contact come?", "By telephone").Fill("When was it received?", "2 3 2026 8:40am")
        .Fill("What are you worried about?", Worry).Fill("What has the child said, in their own words?", "My coat is at my dad’s.")
        .Fill("Do the parents know you are contacting us, and do they agree?", "They know and agree").Fill("What is present?", "Neglect, Not enough money").Fill("Is a child in immediate danger?", "No");
}
