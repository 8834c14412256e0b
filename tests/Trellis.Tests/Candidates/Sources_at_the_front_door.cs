using Trellis.Platform.Storage;
using Trellis.Tests.Sources;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Candidates;

/// <summary>The button that looks asks the sources too: found, nothing, or could not check, which is never "not known".</summary>
public sealed class Sources_at_the_front_door : IClassFixture<SourcesSite>
{
    private readonly SourcesSite site;

    public Sources_at_the_front_door(SourcesSite site)
    {
        this.site = site;
        site.Stage.Clock.Set(TestClock.Start);
        site.Nhs.Asked.Clear();
    }

    [Fact]
    public async Task What_each_says_stands_beside_who_is_known_here_and_one_that_is_off_could_not_be_checked()
    {
        await site.Stage.Given.AChild(c => c.Named("Robin Fernsby").BornOn("2014-03-27"));
        var worker = await site.SignedIn(FrontDoorWorker);
        var page = await worker.Opens("/start/front-door");
        page.Said.ShouldContain("Searching also asks NHS demographics");
        page.Fill("First name", "Robyn").Fill("Last name", "Fernsby").Fill("Date of birth", "27 3 2014");
        (await worker.Sends(HttpMethod.Post, "/start/front-door?handler=Look", page.FormOf("Search"))).Text.ShouldContain("This is Robin Fernsby");
        site.Nhs.Asked.ShouldBeEmpty("not on each letter");

        site.Nhs.Says(200, FhirAnswers.People(FhirAnswers.Patient()));
        var found = await page.Presses("Search");
        found.Links.ShouldContain("This is Robin Fernsby");
        found.Said.ShouldContain("NHS demographics Found 1 person");
        found.Said.ShouldContain("9990000018");
        site.Nhs.Asked.Count.ShouldBe(1);

        site.Nhs.Says(200, FhirAnswers.Nobody);
        (await found.Presses("Search")).Said.ShouldContain("Nothing It was asked and has nobody like them");

        site.Nhs.Says(503, FhirAnswers.Outcome("UNAVAILABLE"));
        var off = await found.Fill("First name", "Siskin").Fill("Last name", "Nowhereknown").Presses("Search");
        off.Said.ShouldContain("Could not check");
        off.Said.ShouldContain("Whether they are known there is not known. It is tried again by itself, from 2 March 2026");
        off.Said.ShouldNotContain("has nobody");
        (await off.Presses("Nobody like them was found: add a new person")).Heading.ShouldBe("Add a person");
        (await site.Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact f join record.fact_detail d on d.fact_id = f.id where f.kind = 'person.ruled-out' and d.field = 'source' and d.code = 'nhs:not-checked'")).ShouldBe(1);
        Uri.UnescapeDataString(off.Address.PathAndQuery).ShouldNotContain("Nowhereknown");
    }

    [Fact]
    public async Task A_school_does_not_ask_them()
    {
        var page = await (await site.SignedIn(SchoolLead)).Opens("/start/front-door");
        page.Said.ShouldNotContain("also asks");
        page = await page.Fill("First name", "Serin").Fill("Last name", "Schoolchild").Presses("Search");
        page.Said.ShouldNotContain("NHS demographics");
        site.Nhs.Asked.ShouldBeEmpty();
    }
}
