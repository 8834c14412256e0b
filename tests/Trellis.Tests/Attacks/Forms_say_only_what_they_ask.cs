using System.Net;
using Microsoft.EntityFrameworkCore;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Attacks;

/// <summary>A form with more in it than the page asked, or with somebody else's ids: the rest is not heard.</summary>
public sealed class Forms_say_only_what_they_ask(TestSite site) : OnSite(site)
{
    private static readonly (string Name, string Value)[] Extra =
    [
        ("Id", "00000000-0000-0000-0000-000000000001"), ("Person.Id", "00000000-0000-0000-0000-000000000001"), ("Reference", "P-1"), ("HouseholdId", "00000000-0000-0000-0000-000000000001"), ("DiedOn", "2026-01-01"),
        ("AuthorId", "00000000-0000-0000-0000-000000000001"), ("Step.AuthorId", "00000000-0000-0000-0000-000000000001"), ("UserId", "00000000-0000-0000-0000-000000000001"), ("Actor.UserId", "00000000-0000-0000-0000-000000000001"),
        ("Actor.Acts", "step.approve"), ("Role", "team-manager"), ("Agency", "police"), ("VisibleTo", "governance"), ("State", "Completed"), ("Step.State", "Completed"), ("MatterId", "00000000-0000-0000-0000-000000000001"),
        ("db.Acting.Actor.Role", "team-manager"), ("Today", "2020-01-01"), ("Now", "2020-01-01"), ("MayClose", "true"),
    ];

    [Fact]
    public async Task Somebody_added_has_what_the_page_asks_and_nothing_more()
    {
        var visitor = await SignedIn(FrontDoorWorker);
        var form = await NewPerson(visitor, "Rowan Overpost");

        var answer = await visitor.Sends(HttpMethod.Post, "/people/add", [.. form, .. Extra.Select(e => KeyValuePair.Create(e.Name, e.Value))], follow: false);

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        var person = await Stage.LookAsync(db => db.People.AsNoTracking().SingleAsync(p => p.FamilyName == "Overpost"));
        person.Id.ShouldNotBe(Guid.Parse("00000000-0000-0000-0000-000000000001"));
        person.HouseholdId.ShouldNotBe(Guid.Parse("00000000-0000-0000-0000-000000000001"));
        person.Reference.ShouldNotBe("P-1");
        person.DiedOn.ShouldBeNull();
        var act = (await Stage.Facts(person)).Select(f => f.ActId).Distinct().ShouldHaveSingleItem();
        (await Count("record.act", $"id = '{act}' and user_id = '{Stage.Someone(FrontDoorWorker).UserId}' and agency = 'rbkc-children'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("WCC")]
    [InlineData("LBHF")]
    [InlineData("RBKC,WCC")]
    [InlineData("' or '1'='1")]
    public async Task Nobody_is_added_to_an_area_one_does_not_act_in(string area)
    {
        var visitor = await SignedIn(FrontDoorWorker);
        var form = await NewPerson(visitor, "Rowan Elsewhere");
        var before = await Count("people.person");

        var answer = await visitor.Sends(HttpMethod.Post, "/people/add", form.Select(f => f.Key == "Area" ? KeyValuePair.Create("Area", area) : f), follow: false);

        answer.Errors.ShouldContain("Select the area they live in");
        (await Count("people.person")).ShouldBe(before);
    }

    [Fact]
    public async Task A_step_is_by_whoever_signed_in_and_about_whom_it_is_about()
    {
        var (child, other) = (await Given.AChild(), await Given.AChild(c => c.In("WCC")));
        await Given.AContact(child);
        var step = await Stage.Step("triage", child);
        var visitor = await SignedIn(FrontDoorWorker);
        var page = (await visitor.Opens($"/steps/{step.Id}/fill")).Fill("How great is the risk now?", "Amber: significant worries, no immediate danger").Fill("What happens next?", "It is a referral");
        var form = page.FormOf("Continue");

        var check = await visitor.Sends(HttpMethod.Post, page.Path, [.. form, .. Extra.Select(e => KeyValuePair.Create(e.Name, e.Value)), new("People", other.Id.ToString()), new($"{other.Id}.risk", "red"), new("person", other.Id.ToString())]);
        check = await check.Presses("Complete triage");

        check.Done.ShouldBe("Triage completed");
        (await Stage.Facts(other)).ShouldNotContain(f => f.Kind.StartsWith("front-door", StringComparison.Ordinal));
        var done = await Stage.Step("triage", child);
        done.AuthorId.ShouldBe(Stage.Someone(FrontDoorWorker).UserId);
        done.Area.ShouldBe("RBKC");
        done.VisibleTo.ShouldBeNull();
        (await Stage.Facts(child)).Single(f => f.Kind == "front-door.triage").Details.ShouldNotContain(d => d.Code == "red");
    }

    [Fact]
    public async Task A_matter_is_begun_about_those_the_page_offers()
    {
        var (child, other) = (await Given.AChild(), await Given.AChild());
        var elsewhere = await Given.AChild(c => c.In("WCC"));
        var visitor = await SignedIn(FrontDoorWorker);
        var form = (await visitor.Opens($"/start/front-door?person={child.Id}")).FormOf("Continue");

        var answer = await visitor.Sends(HttpMethod.Post, $"/start/front-door?person={child.Id}", [.. form, new("People", other.Id.ToString()), new("People", elsewhere.Id.ToString())], follow: false);

        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        (await Stage.Steps(child)).ShouldHaveSingleItem();
        (await Stage.Steps(other)).ShouldBeEmpty("not of the household the page offers");
        (await Stage.Steps(elsewhere)).ShouldBeEmpty();
    }

    private static async Task<List<KeyValuePair<string, string>>> NewPerson(Visitor visitor, string name) =>
        (await visitor.Opens("/people/add")).Fill("First name", name.Split(' ')[0]).Fill("Last name", name.Split(' ')[1]).Fill("Date of birth", "27 3 2014").Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").FormOf("Save and continue");
}
