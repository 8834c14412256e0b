using System.Net;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People;
using Trellis.Platform.Access;
using Trellis.Platform.Storage;
using Trellis.Tests.Components;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Candidates;

/// <summary>At the front door a child is typed, and those known who may be that child are shown, with why; and to nobody more than they may know.</summary>
public sealed class Who_may_be_the_one_typed(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_child_known_under_another_spelling_is_found_with_why_and_what_is_open()
    {
        var child = await Given.AChild(c => c.Named("Muhammad Nightjarson").BornOn("2016-05-01").LivingAt("4 Quarry Steps", "ZZ1 4QQ").OfSex("M"));
        await Given.AContact(child);
        var page = await Search(await SignedIn(FrontDoorWorker), ("First name", "Mohammed"), ("Last name", "Nightjarson"), ("Date of birth", "5 1 2016"), ("Postcode", "zz1 4qq"));

        page.Said.ShouldContain("1 person found who may be this child");
        page.Said.ShouldContain("Very likely the same person");
        page.Said.ShouldContain("First name: another spelling. Last name: same. Date of birth: day and month changed about. Postcode: same.");
        page.Said.ShouldContain("Born 1 May 2016 (9 years). 4 Quarry Steps, ZZ1 4QQ. Royal Borough of Kensington and Chelsea");
        page.Said.ShouldContain("Open now: Front door RBKC-26-");
        (await Count("record.view", $"what = 'person-search' and purpose = 'matter.start' and '{child.Id}' = any(people)")).ShouldBe(1, "a recorded view");
        (await page.Follows("This is Muhammad Nightjarson")).Heading.ShouldBe("Who is this contact about?");
    }

    [Fact]
    public async Task A_name_somebody_had_finds_them_and_one_that_was_found_to_be_wrong_does_not()
    {
        var child = await Given.AChild(c => c.Named("Avocet Formerly").BornOn("2015-02-03"));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await (await worker.Opens($"/people/{child.Id}/names")).Fill("What kind of name is it?", "Former name").Fill("First and middle names", "Dipper").Fill("Last name", "Beforehand").Presses("Save");
        (await Search(worker, ("First name", "Dipper"), ("Last name", "Beforehand"))).Said.ShouldContain("This is Avocet Formerly");
        await (await page.Follows("Correct or end Former name: Dipper Beforehand")).Fill("Why was it wrong?", "Another child’s").Presses("Take it away");

        (await Search(worker, ("First name", "Dipper"), ("Last name", "Beforehand"))).Said.ShouldContain("Nobody like this child was found on Trellis");
    }

    [Fact]
    public async Task A_twin_is_offered_as_one_and_added_with_who_they_are_to_each_other()
    {
        var first = await Given.AChild(c => c.Named("Plover Twinsworth").BornOn("2017-09-09").LivingAt("8 Saltmarsh Row", "ZZ2 8SR"));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await Search(worker, ("First name", "Sanderling"), ("Last name", "Twinsworth"), ("Date of birth", "9 9 2017"), ("Postcode", "ZZ2 8SR"), ("Address", "8 Saltmarsh Row"));

        page.Said.ShouldContain("Possible twin of Plover Twinsworth: same last name, date of birth and address; other first name");
        page = await page.Follows("Add a new person, twin of Plover Twinsworth");
        page.Said.ShouldContain("They will be recorded as a twin of Plover Twinsworth, in the same household");
        page.Value("First name").ShouldBe("Sanderling");
        page = await page.Fill("Sex", "Male").Fill("Ethnic group", "Not yet obtained").Presses("Save and continue");

        page.Heading.ShouldBe("Who is this contact about?");
        page.Value("Select every child it is about").ShouldBe("Sanderling Twinsworth");
        var twin = await Stage.LookAsync(db => db.People.AsNoTracking().Include(p => p.Relationships).SingleAsync(p => p.GivenName == "Sanderling"));
        twin.HouseholdId.ShouldBe(first.HouseholdId);
        twin.Relationships.ShouldHaveSingleItem().Kind.ShouldBe("twin");
        (await Count("people.different_person", $"'{twin.Id}' in (one_id, other_id) and '{first.Id}' in (one_id, other_id)")).ShouldBe(1, "never offered as one");
    }

    [Fact]
    public async Task A_brother_or_sister_of_another_age_is_offered_as_one()
    {
        await Given.AChild(c => c.Named("Wheatear Kinsfolk").BornOn("2012-03-03").LivingAt("3 Heron Yard", "ZZ3 3HY"));
        var page = await Search(await SignedIn(FrontDoorWorker), ("First name", "Garganey"), ("Last name", "Kinsfolk"), ("Date of birth", "4 4 2019"), ("Postcode", "ZZ3 3HY"));

        page.Said.ShouldContain("Possible brother or sister of Wheatear Kinsfolk: same last name and address; other first name and date of birth");
        page.Links.ShouldContain("Add a new person, brother or sister of Wheatear Kinsfolk");
    }

    [Fact]
    public async Task Somebody_elsewhere_is_known_there_and_no_more_and_nobody_learns_where_they_live_by_trying()
    {
        var child = await Given.AChild(c => c.Named("Turnstone Farborough").BornOn("2014-04-04").LivingAt("5 Distant Mews", "ZZ4 5DM").In("WCC"));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await Search(worker, ("First name", "Turnstone"), ("Last name", "Farborough"), ("Date of birth", "4 4 2014"));
        page.Said.ShouldContain("Someone who may be this child is known");
        page.Said.ShouldContain("Contact the front door of");
        page.Text.ShouldNotContain("Mews");
        page.Said.ShouldNotContain("Why");
        page.Said.ShouldNotContain("likely");

        // Without the birth date the name alone is too little; the right address must not change that.
        (await Fragment(worker, ("First name", "Turnstne"), ("Last name", "Farbrough"), ("Postcode", "ZZ4 5DM"), ("Address", "5 Distant Mews"))).Said().ShouldBe((await Fragment(worker, ("First name", "Turnstne"), ("Last name", "Farbrough"), ("Postcode", "ZZ7 7ZZ"), ("Address", "1 Other Road"))).Said());
        (await Fragment(worker, ("First name", ""), ("Last name", "Farborough"), ("Postcode", "ZZ4 5DM"), ("Address", "5 Distant Mews"))).Said().ShouldNotContain("is known");
        child.Area.ShouldBe("WCC");
    }

    [Fact]
    public async Task Restricted_is_said_to_be_known_hidden_is_not_there_at_all_and_the_fragment_says_what_the_page_says()
    {
        var restricted = await Given.AChild(c => c.Named("Phalarope Lockwood").BornOn("2013-03-13"));
        var hidden = await Given.AChild(c => c.Named("Dotterel Vanishing").BornOn("2013-03-13"));
        var named = Stage.Someone(TeamManager);
        await As(TeamManager).Closes(restricted, ClosureKind.Restricted, named, Stage.Someone(SocialWorker));
        await As(TeamManager).Closes(hidden, ClosureKind.Hidden, named, Stage.Someone(SocialWorker));
        var worker = await SignedIn(FrontDoorWorker);
        (string, string)[] one = [("First name", "Phalarope"), ("Last name", "Lockwood"), ("Date of birth", "13 3 2013")];
        (string, string)[] other = [("First name", "Dotterel"), ("Last name", "Vanishing"), ("Date of birth", "13 3 2013")];

        (await Search(worker, one)).Said.ShouldContain("Someone who may be this child is known. Their record is restricted");
        (await Fragment(worker, one)).Said().ShouldContain("Their record is restricted");
        var nobody = await Search(worker, other);
        nobody.Said.ShouldContain("Nobody like this child was found on Trellis");
        nobody.Text.ShouldNotContain(hidden.Id.ToString());
        (await Fragment(worker, other)).Said().ShouldStartWith("Nobody like this child is found yet");
        (await Search(await SignedIn(SocialWorker), other)).Said.ShouldContain("This is Dotterel Vanishing");
    }

    [Fact]
    public async Task A_school_sees_of_those_it_may_not_open_only_that_they_are_known()
    {
        await Given.AChild(c => c.Named("Whimbrel Openfield").BornOn("2015-05-15").LivingAt("6 Pupil Path", "ZZ5 6PP"));
        var page = await Search(await SignedIn(SchoolLead), ("First name", "Whimbrel"), ("Last name", "Openfield"), ("Date of birth", "15 5 2015"), ("Postcode", "ZZ5 6PP"));

        page.Main.QuerySelector("#candidates")!.TextContent.ShouldNotContain("Openfield");
        page.Said.ShouldNotContain("Pupil Path, ");
        (await page.Follows("Go on about this child without being shown who they are")).Heading.ShouldBe("This contact is about a child who is known");
    }

    [Fact]
    public async Task A_confidential_address_finds_nobody()
    {
        var child = await Given.AChild(c => c.Named("Linnet Sheltered").BornOn("2016-06-16"));
        var social = await SignedIn(SocialWorker);
        var page = await (await social.Opens($"/people/{child.Id}/addresses")).Fill("What kind of address is it?", "Refuge").Fill("Address", "9 Harbourage Wynd").Fill("Postcode", "ZZ6 9HW").Fill("It is confidential", "yes").Presses("Save");
        page.Errors.ShouldBeEmpty();

        foreach (var who in new[] { social, await SignedIn(FrontDoorWorker) })
        {
            (await Search(who, ("First name", "Ruff"), ("Last name", "Sheltered"), ("Date of birth", "16 6 2016"), ("Postcode", "ZZ6 9HW"), ("Address", "9 Harbourage Wynd"))).Said.ShouldNotContain("Postcode: same");
            (await Search(who, ("Last name", "Sheltered"), ("Postcode", "ZZ6 9HW"))).Said.ShouldNotContain("address: same", Case.Insensitive);
        }
    }

    [Fact]
    public async Task None_of_these_is_recorded_with_who_was_shown_and_so_is_that_nobody_was()
    {
        var child = await Given.AChild(c => c.Named("Bittern Lookalike").BornOn("2011-11-11"));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await (await Search(worker, ("First name", "Bitterne"), ("Last name", "Lookalike"))).Presses("None of these: add a new person");
        page.Heading.ShouldBe("Add a person");
        (await Details($"other={child.Id}")).ShouldBe($"person.rule-out by=index,found=somebody,other={child.Id}");

        page = await (await Search(worker, ("First name", "Smew"), ("Last name", "Unheardof"))).Presses("Nobody like them was found: add a new person");
        page.Value("First name").ShouldBe("Smew");
        (await Details("found=nobody")).ShouldBe("person.rule-out by=index,found=nobody");
        (await As(SchoolLead).Sees(db => db.Facts.CountAsync(f => f.Kind == "person.ruled-out"))).ShouldBe(0, "who was looked at is the front door's to know");
        (await As(FrontDoorWorker, "WCC").Sees(db => db.Facts.CountAsync(f => f.Kind == "person.ruled-out"))).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select (select count(*) from candidates.ruled_out) + (select count(*) from candidates.change)")).ShouldBe(0, "nobody asking");
        (await As(FrontDoorWorker).Sees(db => db.Database.SqlQuery<long>($"select count(*) as \"Value\" from candidates.change").SingleAsync())).ShouldBe(0, "whose record changed is for nobody but the system");
    }

    [Fact]
    public async Task Numbers_and_school_typed_before_are_kept_with_the_person_who_is_added()
    {
        var worker = await SignedIn(FrontDoorWorker);
        var page = await (await Search(worker, ("First name", "Plover"), ("Last name", "Numbered"), ("NHS number", "999 123 4500"), ("School", "Larkspur Primary School"))).Presses("Nobody like them was found: add a new person");
        page.Said.ShouldContain("Kept with them as it was typed before: NHS number 999 123 4500, School Larkspur Primary School.");
        page = await page.Fill("Date of birth", "1 2 2015").Fill("Sex", "Female").Fill("Ethnic group", "Not yet obtained").Fill("Which area do they live in?", "Royal Borough of Kensington and Chelsea").Presses("Save and continue");
        page.Errors.ShouldBeEmpty();
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select i.kind || ' ' || i.value || ', ' || p.school from people.identifier i join people.person p on p.id = i.person_id where p.family_name = 'Numbered'")).ShouldBe("nhs 9991234500, Larkspur Primary School");
    }

    [Fact]
    public async Task What_was_typed_of_somebody_known_is_kept_as_what_the_agency_said_and_added_when_they_say_so()
    {
        var child = await Given.AChild(c => c.Named("Godwit Heardof").BornOn("2014-01-14").LivingAt("1 Before Street", "ZZ1 1BS"));
        var page = await Search(await SignedIn(FrontDoorWorker), ("First name", "Godwitt"), ("Last name", "Heardof"), ("Date of birth", "14 1 2014"), ("Postcode", "ZZ1 2AS"), ("Address", "2 After Street"));
        page = await page.Follows("This is Godwit Heardof");
        page.Said.ShouldContain("You typed what their record does not have: another name, another address. It is kept as what your agency said");
        page = await page.Fill("Add it to their record too?", "Godwitt Heardof, as another name").Presses("Continue");

        page.Heading.ShouldBe("Contact");
        var person = await Stage.LookAsync(db => db.People.AsNoTracking().Include(p => p.Names).Include(p => p.Addresses).Include(p => p.Sources).SingleAsync(p => p.Id == child.Id));
        person.Sources.ShouldHaveSingleItem().Lines["Address"].ShouldBe("2 After Street, ZZ1 2AS");
        var added = person.Names.Single(n => n.GivenName == "Godwitt");
        (added.Kind, added.Agency, added.SourceId).ShouldBe(("other-spelling", "rbkc-children", person.Sources[0].Id));
        person.Addresses.ShouldHaveSingleItem().Text.ShouldBe("1 Before Street", "not chosen");
        (await Stage.Facts(child)).Select(f => f.Kind).ShouldBeSubsetOf(["person.added", "person.described", "matter.opened", "front-door.contact.opened", "person.heard", "person.named", "front-door.opened"]);
        (await Acts(child, "person.heard", "person.named")).ShouldBe("matter.start person.heard, person.change person.named");
    }

    [Fact]
    public async Task Nothing_new_keeps_nothing_and_a_school_offers_to_add_nothing()
    {
        var child = await As(SchoolLead).Adds("Curlew", "Asbefore");
        var page = await (await Search(await SignedIn(SchoolLead), ("First name", "curlew"), ("Last name", "ASBEFORE"))).Follows("This is Curlew Asbefore");
        page.Said.ShouldNotContain("You typed");
        page = await (await Search(await SignedIn(SchoolLead), ("First name", "Curlewe"), ("Last name", "Asbefore"))).Follows("This is Curlew Asbefore");
        page.Said.ShouldContain("It is kept as what your agency said");
        page.Asks("Add it to their record too?").ShouldBeFalse("changing a record is not theirs to do");
        await page.Presses("Continue");
        (await Count("people.source_record", $"person_id = '{child.Id}' and agency = 'rbkc-school-a'")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_that_seem_one_person_lead_to_both_side_by_side_and_joined_they_are_shown_once()
    {
        var (one, other) = (await Given.AChild(c => c.Named("Pochard Doubleton").BornOn("2010-10-10")), await Given.AChild(c => c.Named("Pocherd Doubleton").BornOn("2010-10-10")));
        var worker = await SignedIn(FrontDoorWorker);
        (string, string)[] typed = [("First name", "Pochard"), ("Last name", "Doubleton"), ("Date of birth", "10 10 2010")];
        var page = await Search(worker, typed);
        page.Said.ShouldContain("may be two records of one person");
        (await page.Follows("Look at them side by side")).Table("Side by side").ShouldNotBeEmpty();

        await As(FrontDoorWorker).Links(other, one, "One mother");
        page = await Search(worker, typed);
        page.Said.ShouldContain("1 person found who may be this child");
        page.Links.ShouldContain("This is Pochard Doubleton");
    }

    [Theory]
    [InlineData("NHS number", "9990000019", "Enter an NHS number of 10 digits, as it was given to you. Its last digit does not fit the others")]
    [InlineData("Unique pupil number", "Z123456789012", "Enter a unique pupil number of 13 characters, as it was given to you. Its first letter does not fit the rest")]
    [InlineData("Date of birth", "31 2 2014", "Date of birth must be a real date")]
    [InlineData("Date of birth", "31 2", "Date of birth must include a year")]
    [InlineData("Postcode", "far too long a postcode", "Postcode must be 10 characters or fewer")]
    public async Task What_cannot_be_searched_by_is_said_at_its_field(string label, string typed, string words)
    {
        var page = await Search(await SignedIn(FrontDoorWorker), ("First name", "Knot"), ("Last name", "Anyone"), (label, typed));
        page.Errors.ShouldBe([words]);
        page.ErrorAt(label).ShouldBe(words);
        page.Value("First name").ShouldBe("Knot", "nothing typed is lost");
    }

    [Fact]
    public async Task A_year_alone_helps_and_a_single_name_is_looked_for_in_the_database()
    {
        await Given.AChild(c => c.Named("Eider Partly").BornOn("2013-07-07"));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await worker.Opens("/start/front-door");
        page.Document.QuerySelector("[name='Typed.Born.Year']")!.SetAttribute("value", "2013");
        page = await page.Fill("First name", "Eider").Fill("Last name", "Partly").Presses("Search");
        page.Said.ShouldContain("Date of birth: what is known agrees");

        page = await Search(worker, ("Last name", "Partly"));
        page.Said.ShouldContain("How alike they are is not worked out");
    }

    [Fact]
    public async Task Nobody_gets_the_fragment_who_may_not_start_a_matter_and_none_without_the_forms_token()
    {
        var analyst = await SignedIn(Analyst);
        var token = (await analyst.Opens("/work")).FormOf("Sign out").Single(f => f.Key.StartsWith("__", StringComparison.Ordinal));
        (await analyst.Sends(HttpMethod.Post, "/start/front-door?handler=Look", [token, new("Typed.GivenName", "Wren"), new("Typed.FamilyName", "Example")])).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(FrontDoorWorker)).Sends(HttpMethod.Post, "/start/front-door?handler=Look", [new("Typed.GivenName", "Wren"), new("Typed.FamilyName", "Example")])).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<TestPage> Search(Visitor visitor, params (string Label, string Text)[] typed)
    {
        var page = await visitor.Opens("/start/front-door");
        foreach (var (label, text) in typed) { page.Fill(label, text); }
        return await page.Presses("Search");
    }

    /// <summary>As the page's script asks.</summary>
    private static async Task<AngleSharp.Dom.IElement> Fragment(Visitor visitor, params (string Label, string Text)[] typed)
    {
        var page = await visitor.Opens("/start/front-door");
        foreach (var (label, text) in typed) { page.Fill(label, text); }
        var answer = await visitor.Sends(HttpMethod.Post, "/start/front-door?handler=Look", page.FormOf("Search"));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return answer.Document.Body!;
    }

    private Task<string?> Details(string with) => Stage.SqlAsync<string>(DatabaseRoles.Owner, """
        select a.word || ' ' || string_agg(d.field || '=' || d.code, ',' order by d.field) from record.fact f join record.act a on a.id = f.act_id join record.fact_detail d on d.fact_id = f.id
        where f.kind = 'person.ruled-out' and exists (select from record.fact_detail w where w.fact_id = f.id and w.field || '=' || w.code = $1) group by f.id, a.word
        """, with);

    private Task<string?> Acts(Person about, params string[] kinds) => Stage.SqlAsync<string>(DatabaseRoles.Owner,
        "select string_agg(a.word || ' ' || f.kind, ', ' order by f.kind) from record.fact f join record.act a on a.id = f.act_id where f.person_id = $1 and f.kind = any($2)", about.Id, kinds);
}
