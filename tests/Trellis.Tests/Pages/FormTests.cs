using AngleSharp.Dom;
using Trellis.Modules.Casework;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>Forms of the practice model in a browser: what is wrong is said where it is, and nothing typed is lost.</summary>
public sealed class FormTests(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task An_empty_form_is_answered_by_every_question_that_needs_an_answer_in_the_order_of_the_form()
    {
        var page = await (await Open("contact")).Presses("Continue");

        page.Title.ShouldStartWith("Error: Contact");
        page.Errors.ShouldBe(
        [
            "Select whether the family may know who you are", "Select who is raising the worry", "Select how the contact came", "Enter when it was received",
            "Enter what you are worried about", "Select whether the parents know and agree", "Select yes if a child is in immediate danger",
        ]);
        LinksLeadToControls(page);
    }

    [Theory]
    [InlineData("When was it received?", "31 2 2026 9am", "Date must be a real date")]
    [InlineData("When was it received?", "2 3 26 9am", "Year must include 4 numbers")]
    [InlineData("When was it received?", "2 3 2026", "Enter the time, like 2:30pm or 14:30")]
    [InlineData("When was it received?", "2 3 2026 teatime", "Time must be like 2:30pm or 14:30")]
    [InlineData("When was it received?", "3 3 2026 9am", "Date must be today or in the past")]
    [InlineData("When was it received?", "2 3 2026 11pm", "Time must be in the past")]
    [InlineData("When was it received?", "2 Smarch 2026 9am", "Month must be a number from 1 to 12, or its name")]
    [InlineData("When was it received?", "first 3 2026 9am", "Date must be a real date")]
    [InlineData("What are you worried about?", "   ", "Enter what you are worried about")]
    [InlineData("Do the parents know you are contacting us, and do they agree?", "They do not know", "Enter the reason for “They do not know”")]
    public async Task What_cannot_be_read_is_said_at_its_field_and_stands_as_it_was_typed(string label, string answer, string words)
    {
        var page = await Filled(await Open("contact")).Fill(label, answer).Presses("Continue");

        page.Errors.ShouldBe([words]);
        LinksLeadToControls(page);
        if (!answer.StartsWith("They", StringComparison.Ordinal)) { page.ErrorAt(label).ShouldBe(words); }
        page.Value(label).ShouldBe(answer);
        page.Value("Your name and how to reach you").ShouldBe("The head of Larkspur Primary School");
        page.Value("What is present?").ShouldBe("Neglect, Not enough money");
        page.Value("Who is raising the worry?").ShouldBe("School");
    }

    [Fact]
    public async Task An_answer_that_hangs_on_another_is_asked_only_with_it()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Completes("decision", child, "no-further-action");
        var worker = await SignedIn(FrontDoorWorker);
        var step = await Stage.Step("feedback", child);

        var page = await (await worker.Opens($"/steps/{step.Id}/fill")).Fill("What happens next?", "Told").Presses("Continue");
        page.Errors.ShouldBe(["Enter when they were told"]);
        page = await page.Fill("What happens next?", "Not told").Presses("Continue");
        page.Errors.ShouldBe(["Enter the reason for “Not told”"]);
        LinksLeadToControls(page);
        page = await page.Fill("Reason", "We do not know who it was").Presses("Continue");

        page.SummaryValue("Reason").ShouldBe("We do not know who it was");
        page.Said.ShouldNotContain("When were they told?");
    }

    [Fact]
    public async Task A_wrong_date_in_a_table_is_said_at_its_box_and_a_right_one_reads_in_words()
    {
        var child = await Given.AChild();
        await As(SocialWorker).Begins("child-in-need", "plan", child);
        var step = await Stage.Step("plan", child);
        var worker = await SignedIn(SocialWorker);
        var page = (await worker.Opens($"/steps/{step.Id}/fill")).Fill("When was the plan made?", "2 3 2026").Fill("What needs to change for the child?", "Warm clothes")
            .Fill("Action", "Find a coat").Fill("By when", "31 2 2026").Fill("What happens next?", "Agreed with the family");

        page = await page.Presses("Continue");
        page.Errors.ShouldHaveSingleItem().ShouldContain("real date");
        LinksLeadToControls(page);
        page = await page.Fill("By when", "5 3 2026").Presses("Continue");

        page.SummaryValue("Who does what, by when?").ShouldContain("5 March 2026");
    }

    [Fact]
    public async Task What_was_never_on_the_form_is_not_taken_from_it()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        var worker = await SignedIn(FrontDoorWorker);
        var step = await Stage.Step("triage", child);
        var page = (await worker.Opens($"/steps/{step.Id}/fill")).Fill("How great is the risk now?", "Green: worries that may need help").Fill("What happens next?", "It is a referral");

        page = await worker.Sends(HttpMethod.Post, $"/steps/{step.Id}/fill",
        [
            .. page.FormOf("Continue"), new("recontacts", "99"), new("names", "recontacts AuthorId"), new("AuthorId", Guid.NewGuid().ToString()), new("State", "Done"), new("Step.State", "Done"),
            new("Area", "WCC"), new("Id", Guid.NewGuid().ToString()), new("CompletedAt", "2020-01-01"), new("anything", "at all"),
        ]);
        await page.Presses("Complete triage");

        var done = await Stage.Step("triage", child);
        (done.State, done.Area, done.AuthorId).ShouldBe((StepState.Done, "RBKC", Stage.Someone(FrontDoorWorker).UserId));
        var fact = (await Stage.Facts(child)).Last(f => f.Kind == "front-door.triage");
        fact.Codes("recontacts").ShouldBe(["1"], "counted, not typed");
        (await Stage.SqlAsync<string>("trellis_owner", "select string_agg(body, ' ') from record.words")).ShouldNotBeNull().ShouldNotContain("at all");
    }

    [Fact]
    public async Task A_choice_that_is_not_offered_is_refused()
    {
        var page = Filled(await Open("contact"));

        page = await page.Visitor.Sends(HttpMethod.Post, page.Path, page.FormOf("Continue").Where(f => f.Key != "source").Append(new("source", "99Z")));

        page.Errors.ShouldBe(["Select one answer from the list"]);
    }

    [Fact]
    public async Task A_correction_needs_a_reason_and_keeps_what_it_does_not_show()
    {
        var child = await Given.AChild();
        var contact = await Given.AContact(child, ("referrer-details", "The neighbour upstairs"));
        var page = await (await SignedIn(SocialWorker)).Opens($"/steps/{contact.Id}/correct");

        page.Said.ShouldNotContain("The neighbour upstairs");
        page.Asks("Your name and how to reach you").ShouldBeFalse("it is kept to the front door");
        page = await page.Fill("How did the contact come?", "In person").Presses("Save the correction");
        page.Errors.ShouldBe(["Enter what was wrong"]);
        page.Value("How did the contact come?").ShouldBe("In person");
        page = await page.Fill("What was wrong?", "They came to the office").Presses("Save the correction");

        page.Done.ShouldBe("Contact corrected");
        page.SummaryValue("Your name and how to reach you").ShouldBe("Kept from you: only some roles may read this");
        (await (await SignedIn(FrontDoorWorker)).Opens($"/steps/{contact.Id}")).SummaryValue("Your name and how to reach you").ShouldBe("The neighbour upstairs");
        (await (await SignedIn(FrontDoorWorker)).Opens($"/steps/{contact.Id}?version=1")).SummaryValue("How did the contact come?").ShouldNotBe("In person");
    }

    [Theory]
    [InlineData("Date of birth", "30 2 2014", "Date of birth must be a real date")]
    [InlineData("Date of birth", "27 3", "Date of birth must include a year")]
    [InlineData("Date of birth", "1 4 2027", "Date of birth must be today or in the past, or when a baby is expected")]
    [InlineData("First name", "", "Enter a first name. If you do not know it, enter what you would call them")]
    [InlineData("First name", " ", "Enter a first name. If you do not know it, enter what you would call them")]
    [InlineData("Postcode", "far too long a postcode", "Postcode must be 10 characters or fewer")]
    [InlineData("Ethnic group", "", "Select their ethnic group, or not yet obtained")]
    public async Task A_person_who_cannot_be_added_so_is_said_so_at_the_field(string label, string answer, string words)
    {
        var page = (await (await SignedIn(FrontDoorWorker)).Opens("/people/add"))
            .Fill("First name", "Teal").Fill("Last name", "Oddfellow").Fill("Date of birth", "27 3 2014").Fill("Sex", "Male").Fill("Ethnic group", "Not yet obtained").Fill("Address", "1 Nowhere Lane").Fill("Postcode", "ZZ9 9ZZ");

        page = await page.Fill(label, answer).Presses("Save and continue");

        page.Errors.ShouldBe([words]);
        page.ErrorAt(label).ShouldBe(words);
        page.Value(label).ShouldBe(answer);
        page.Value("Last name").ShouldBe("Oddfellow");
        page.Value("Sex").ShouldBe("Male");
        LinksLeadToControls(page);
    }

    [Fact]
    public async Task A_search_needs_something_to_search_for()
    {
        var worker = await SignedIn(FrontDoorWorker);

        (await (await worker.Opens("/people")).Presses("Search")).Errors.ShouldBe(["Enter a name or a date of birth"]);
        (await (await worker.Opens("/people")).Fill("Date of birth", "40 1 2014").Presses("Search")).Errors.ShouldBe(["Date of birth must be a real date"]);
        (await (await worker.Opens("/start/front-door")).Presses("Search")).Errors.ShouldBe(["Enter a name, a date of birth or a number to search for"]);
        (await (await worker.Opens("/people")).Fill("Name", "Nobody Atall").Presses("Search")).Said.ShouldContain("Nobody of this name or date of birth is known");
    }

    private async Task<TestPage> Open(string step)
    {
        var child = await Given.AChild();
        await As(FrontDoorWorker).Starts("front-door", child);
        return await (await SignedIn(FrontDoorWorker)).Opens($"/steps/{(await Stage.Step(step, child)).Id}/fill");
    }

    private static TestPage Filled(TestPage page) => page
        .Fill("May the family know who you are?", "Yes, the family may know").Fill("Your name and how to reach you", "The head of Larkspur Primary School")
        .Fill("Who is raising the worry?", "School").Fill("How did the contact come?", "By telephone").Fill("When was it received?", "2 3 2026 8:40am")
        .Fill("What are you worried about?", "No coat").Fill("Do the parents know you are contacting us, and do they agree?", "They know and agree")
        .Fill("What is present?", "Neglect, Not enough money").Fill("Is a child in immediate danger?", "No");

    /// <summary>Every error leads to a control that can be put right.</summary>
    private static void LinksLeadToControls(TestPage page)
    {
        foreach (var link in page.Document.QuerySelectorAll(".govuk-error-summary li"))
        {
            var target = link.QuerySelector("a")?.GetAttribute("href").ShouldNotBeNull($"“{link.TextContent}” leads nowhere");
            page.Document.GetElementById(target![1..]).ShouldNotBeNull($"“{link.TextContent}” leads to {target}").LocalName.ShouldBeOneOf("input", "select", "textarea");
        }
    }
}
