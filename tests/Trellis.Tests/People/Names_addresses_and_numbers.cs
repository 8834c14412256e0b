using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.People;

/// <summary>Everything somebody was ever called, where they lived, and by which numbers they are known: added, corrected, ended, never overwritten.</summary>
public sealed class Names_addresses_and_numbers(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_child_is_found_by_a_name_they_no_longer_have_and_the_search_says_which()
    {
        var child = await Given.AChild(c => c.Named("Linnet Newfield"));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await (await (await worker.Opens($"/people/{child.Id}")).Follows("All names, addresses, numbers and family")).Follows("Add a name");
        (await page.Presses("Save")).Errors.ShouldBe(["Select what kind of name it is", "Enter a first name, a last name or both"]);
        page = await page.Fill("What kind of name is it?", "Former name").Fill("First and middle names", "Linnet").Fill("Last name", "Ashgrove").Fill("From", "1 2 2014").Fill("Until", "3 3 2020").Fill("Who said so?", "Police").Presses("Save");
        page.Done.ShouldBe("Name added");
        page.Table("Names").Select(r => $"{r["Name"]}: {r["Kind"]}, {r["When, and who said so"]}").ShouldBe(["Linnet Newfield: Legal name, Not said", "Linnet Ashgrove: Former name, from 1 February 2014 to 3 March 2020; said by Police"]);

        var found = await worker.Searches("Linnet Ashgrove");
        found.Table("People found").ShouldHaveSingleItem()["Name"].ShouldContain("found as Linnet Ashgrove");
        (await worker.Opens($"/people/{child.Id}")).Said.ShouldContain("Linnet Ashgrove");
        (await Stage.Facts(child)).Select(f => f.Kind).ShouldContain("person.named");
        (await Stage.SqlAsync<bool>(DatabaseRoles.Owner, "select exists (select from record.fact_detail where code ilike '%ashgrove%')")).ShouldBeFalse("no name in a fact");
    }

    [Fact]
    public async Task A_wrong_name_is_corrected_and_stays_readable_and_is_no_longer_found()
    {
        var child = await Given.AChild(c => c.Named("Pipit Wrongly"));
        var worker = await SignedIn(SocialWorker);
        var page = await (await worker.Opens($"/people/{child.Id}/details")).Follows("Correct or end Legal name: Pipit Wrongly");
        (await page.Fill("Last name", "Rightly").Presses("Save")).Errors.ShouldBe(["Enter what was wrong"]);
        page = await page.Fill("Last name", "Rightly").Fill("What was wrong?", "Misheard on the telephone").Presses("Save");
        page.Heading.ShouldStartWith("Pipit Rightly");
        page.Table("Names").Select(r => r["Name"]).ShouldBe(["Pipit Rightly", "Pipit Wrongly"]);
        page.Table("Names")[1]["When, and who said so"].ShouldStartWith("found to be wrong");

        (await worker.Searches("Pipit Wrongly")).Said.ShouldNotContain("found as Pipit Wrongly");
        page = await (await page.Follows("Correct or end Legal name: Pipit Rightly")).Fill("Why was it wrong?", "It was not").Presses("Take it away");
        page.Errors.ShouldBe(["This is the only name. Add the right one first"]);
    }

    [Fact]
    public async Task A_number_whose_check_digit_does_not_fit_is_refused_and_one_that_fits_finds_them()
    {
        var child = await Given.AChild(c => c.Named("Dunnock Numbered"));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await worker.Opens($"/people/{child.Id}/numbers");
        (await page.Fill("What kind of number is it?", "NHS number").Fill("Number", "999 000 0001").Presses("Save")).Errors.ShouldBe(["This is not an NHS number: its last digit does not fit the others. Check each digit"]);
        page = await page.Fill("What kind of number is it?", "NHS number").Fill("Number", "999 000 0018").Presses("Save");
        page.Table("Numbers").ShouldHaveSingleItem()["Number"].ShouldBe("999 000 0018");
        (await (await worker.Opens($"/people/{child.Id}/numbers")).Fill("What kind of number is it?", "NHS number").Fill("Number", "9990000018").Presses("Save")).Errors.ShouldBe(["This is recorded already"]);

        (await worker.Searches("999 000 0018")).Table("People found").ShouldHaveSingleItem()["Name"].ShouldContain("Dunnock Numbered");
        (await (await SignedIn(PoliceOfficer)).Searches("9990000018")).Table("People found").ShouldHaveSingleItem()["Name"].ShouldBe("Someone who may be this person is known");
        (await worker.Opens($"/people/{child.Id}")).Chronology.ShouldContain(l => l.Contains("NHS number recorded"));
    }

    [Fact]
    public async Task A_confidential_address_is_for_those_of_its_circle_on_every_page_and_in_every_table()
    {
        var child = await Given.AChild(c => c.Named("Siskin Hidden"));
        var sister = await Given.AChild(c => c.Named("Serin Hidden").With(child));
        await Given.AContact(child);
        var social = await SignedIn(SocialWorker);
        var page = await social.Opens($"/people/{child.Id}/addresses");
        page = await page.Fill("What kind of address is it?", "Refuge").Fill("Address", "9 Sanctuary Wynd").Fill("Postcode", "zz9 1aa").Fill("It is confidential", "yes").Fill("Serin Hidden", "yes").Presses("Save");
        page.Table("Addresses").ShouldHaveSingleItem()["Address"].ShouldBe("9 Sanctuary Wynd, ZZ9 1AA (confidential)");
        (await social.Opens($"/people/{child.Id}")).SummaryValue("Confidential address").ShouldBe("9 Sanctuary Wynd, ZZ9 1AA");

        foreach (var role in new[] { FrontDoorWorker, ConferenceChair })
        {
            var worker = await SignedIn(role);
            foreach (var one in new[] { child, sister })
            {
                var record = await worker.Opens($"/people/{one.Id}");
                record.SummaryValue("Address").ShouldBe("Confidential address: ask children’s social care");
                record.Text.ShouldNotContain("Sanctuary");
                (await worker.Opens($"/people/{one.Id}/details")).Said.ShouldContain("Confidential address: ask children’s social care");
            }

            foreach (var address in new[] { $"/people/{child.Id}/details", "/work?show=all", "/figures" }) { (await worker.Opens(address)).Text.ShouldNotContain("Sanctuary", Case.Insensitive, address); }
            if (role is FrontDoorWorker) { (await worker.Searches("Siskin Hidden")).Text.ShouldNotContain("Sanctuary"); }
        }

        var lead = await SignedIn(InformationGovernanceLead);
        var copy = await (await lead.Opens("/disclosures/new")).Fill("Reference of the person whose record it is", child.Reference).Fill("Who is the copy for?", "Another parent").Fill("Name of who gets it", "The father")
            .Fill("How did you check who they are, and that they may have it?", "Passport").Fill("What is it for?", "He asked").Fill("When was the request received?", "2 3 2026").Presses("Gather what is held");
        copy.Errors.ShouldBeEmpty();
        copy.Text.ShouldNotContain("Sanctuary", Case.Insensitive, "the copy another parent asks for");

        var front = await SignedIn(FrontDoorWorker);
        var moved = await front.Opens($"/people/{child.Id}/addresses");
        moved.Asks("It is confidential").ShouldBeFalse();
        (await moved.Fill("What kind of address is it?", "Home").Fill("Address", "1 Open Road").Presses("Save")).Errors.ShouldBe(["Where they live now is confidential. Somebody who may see it has to record a move"]);
    }

    [Fact]
    public async Task What_was_open_by_mistake_becomes_confidential_with_what_stands_in_its_place()
    {
        var child = await Given.AChild(c => c.Named("Crossbill Mistaken"));
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """insert into people.source_record (id, person_id, area, agency, said, received_at) values (uuidv7(), $1, 'RBKC', 'police', '{"Address": "4 hawthorn rise, flat 2"}', now())""", child.Id);
        var social = await SignedIn(SocialWorker);
        var page = await (await social.Opens($"/people/{child.Id}/addresses")).Fill("What kind of address is it?", "Home").Fill("Address", "4 Hawthorn Rise").Presses("Save");
        (await (await SignedIn(FrontDoorWorker)).Opens($"/people/{child.Id}")).SummaryValue("Address").ShouldBe("4 Hawthorn Rise");
        page = await page.Follows("Correct or end Home: 4 Hawthorn Rise");
        (await page.Fill("It is confidential", "yes").Fill("What was wrong?", "Her father must not know").Presses("Save")).Done.ShouldBe("Address corrected");

        (await (await SignedIn(FrontDoorWorker)).Opens($"/people/{child.Id}/details")).Text.ShouldNotContain("Hawthorn");
        (await (await SignedIn(SocialWorker)).Opens($"/people/{child.Id}/details")).Table("Addresses").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_somebody_is_to_them_stands_in_the_record_of_both()
    {
        var child = await Given.AChild(c => c.Named("Redpoll Kinsman"));
        var mother = await Given.AChild(c => c.Named("Brambling Kinsman").With(child));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await worker.Opens($"/people/{child.Id}/relationships");
        (await page.Fill("Who are they to Redpoll?", "Mother").Presses("Save")).Errors.ShouldBe(["Enter the reference of a record you may open"]);
        page = await page.Fill("Somebody of the household", "Brambling Kinsman").Fill("Who are they to Redpoll?", "Mother").Fill("Do they have parental responsibility for Redpoll?", "Yes").Presses("Save");
        page.Table("Family and others").ShouldHaveSingleItem()["What they are to Redpoll"].ShouldBe("Mother, with parental responsibility");
        (await worker.Opens($"/people/{mother.Id}/details")).Table("Family and others").ShouldHaveSingleItem()["What they are to Brambling"].ShouldBe("Child");

        page = await (await page.Follows("Correct or end Mother: Brambling Kinsman")).Fill("When did it end?", "1 3 2026").Presses("Save when it ended");
        page.Done.ShouldBe("Relationship ended");
        (await worker.Opens($"/people/{mother.Id}/details")).Table("Family and others").ShouldHaveSingleItem()["When, and who said so"].ShouldStartWith("until 1 March 2026");
    }

    [Fact]
    public async Task Somebody_let_in_reads_and_does_not_write()
    {
        var child = await Given.AChild(c => c.In("WCC"));
        await Given.AContact(child);
        await As(FrontDoorWorker, "WCC").Involves((await Stage.Steps(child))[0].MatterId, null, Stage.Someone(SocialWorker).UserId, Modules.Casework.InvolvementLevel.Full);
        var reader = await SignedIn(SocialWorker);

        (await reader.Opens($"/people/{child.Id}/details")).Links.ShouldNotContain("Add a name");
        (await reader.Opens($"/people/{child.Id}/names")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Only_a_year_of_birth_is_shown_as_a_year()
    {
        var child = await Given.AChild(c => c.Named("Goldcrest Yearly"));
        var page = await (await (await SignedIn(SocialWorker)).Opens($"/people/{child.Id}/describe")).Fill("Date of birth", "1 1 2015").Fill("How well is it known?", "To the year").Fill("Why does it change?", "No papers").Presses("Save");
        page.SummaryValue("Date of birth").ShouldBe("2015");
        (await Stage.Facts(child)).Count(f => f.Kind == "person.described").ShouldBe(2);
    }
}
