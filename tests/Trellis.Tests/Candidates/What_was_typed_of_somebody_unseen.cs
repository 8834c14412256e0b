using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Candidates;

/// <summary>What a referrer typed of a child whom they are not shown is what their agency said, for whoever may see the child, and for nobody else.</summary>
public sealed class What_was_typed_of_somebody_unseen(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task The_hub_reads_it_with_the_child_and_the_matter_and_the_school_does_not()
    {
        var child = await Given.AChild(c => c.Named("Sanderling Unshown").BornOn("2015-05-15").LivingAt("6 Recorded Row", "ZZ5 6RR"));
        var begun = await Begins("Sandy", "Unshown", "6 Said Street");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, $"select s.said->>'Name' || '; ' || (s.said->>'Date of birth') || '; ' || (s.said->>'Address') || '; ' || (s.said->>'NHS number') || '; ' || s.agency from people.source_record s where s.person_id = '{child.Id}'"))
            .ShouldBe("Sandy Unshown; 15 May 2015; 6 Said Street, ZZ5 6PP; 999 123 4500; rbkc-school-a");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select a.word || ' ' || f.agency || ' ' || string_agg(d.field || '=' || d.code, ',' order by d.code) from record.fact f join record.act a on a.id = f.act_id join record.fact_detail d on d.fact_id = f.id join people.source_record s on s.id = f.source_id and s.matter_id = f.matter_id where f.person_id = $1 and f.kind = 'person.heard' group by f.id, a.word", child.Id))
            .ShouldBe("matter.start rbkc-school-a said=address,said=birth-date,said=name,said=number");

        var worker = await SignedIn(FrontDoorWorker);
        var page = await worker.Opens($"/people/{child.Id}/details");
        page.Said.ShouldContain("6 Said Street, ZZ5 6PP");
        page.Said.ShouldContain("by somebody who was not shown this record");
        var reference = await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select m.reference from casework.matter m join people.source_record s on s.matter_id = m.id where s.person_id = $1", child.Id);
        (await page.Follows($"Front door {reference}")).Text.ShouldContain(reference!);
        (await worker.Opens($"/people/{child.Id}")).Said.ShouldContain("An agency that is not shown the record said who it means");

        begun.Text.ShouldNotContain("Recorded Row");
        (await (await SignedIn(SchoolLead)).Opens($"/people/{child.Id}/details")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await As(SchoolLead).Sees(db => db.Set<Modules.People.Parts.SourceRecord>().CountAsync(s => s.PersonId == child.Id))).ShouldBe(0, "what their record has is not shown them in any way");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from people.source_record")).ShouldBe(0, "nobody asking");
    }

    [Fact]
    public async Task Where_they_live_is_confidential_so_is_what_the_school_said_of_it()
    {
        var child = await Given.AChild(c => c.Named("Merlin Shielded").BornOn("2015-05-15"));
        await (await (await SignedIn(SocialWorker)).Opens($"/people/{child.Id}/addresses")).Fill("What kind of address is it?", "Refuge").Fill("Address", "9 Harbourage Wynd").Fill("It is confidential", "yes").Presses("Save");

        await Begins("Merlin", "Shielded", "9 Harbourage Wynd");

        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select visible_to from people.source_record where person_id = $1", child.Id)).ShouldBe("addresses");
        (await (await SignedIn(FrontDoorWorker)).Opens($"/people/{child.Id}/details")).Text.ShouldNotContain("Harbourage");
    }

    [Fact]
    public async Task Nothing_typed_or_what_another_typed_keeps_nothing()
    {
        var child = await Given.AChild(c => c.Named("Osprey Untyped").BornOn("2015-05-15"));
        var page = await Search("Osprey", "Untyped", "");
        var search = page.Document.QuerySelector("a[href*='search=']")!.GetAttribute("href")!.Split("search=")[1];
        page = await (await SignedIn(HealthProfessional)).Opens($"/start/front-door?person={child.Id}&search={search}");
        page.Said.ShouldNotContain("What you typed is kept");
        (await page.Presses("Continue")).Heading.ShouldBe("Contact");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from people.source_record where person_id = $1", child.Id)).ShouldBe(0);
    }

    private async Task<TestPage> Begins(string given, string family, string address)
    {
        var page = await (await Search(given, family, address)).Follows("Go on about this child without being shown who they are");
        page.Said.ShouldContain($"What you typed is kept as what your agency said, for those who see their record: name: {given} {family}; date of birth: 15 May 2015; address: {address}");
        page = await page.Presses("Continue");
        page.Heading.ShouldBe("Contact");
        return page;
    }

    private async Task<TestPage> Search(string given, string family, string address)
    {
        var page = await (await SignedIn(SchoolLead)).Opens("/start/front-door");
        page.Fill("First name", given).Fill("Last name", family).Fill("Date of birth", "15 5 2015").Fill("Postcode", "ZZ5 6PP");
        if (address.Length > 0) { page.Fill("Address", address).Fill("NHS number", "999 123 4500"); }
        return await page.Presses("Search");
    }
}
