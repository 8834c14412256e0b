using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Modules.People;
using Trellis.Platform.Access;
using Trellis.Platform.Storage;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Components;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.People;

/// <summary>Two records of one person are joined by a link, parted again exactly, and nobody sees more for it.</summary>
public sealed class Two_records_of_one_person(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task Joined_on_the_page_they_are_shown_as_one_and_the_address_of_the_other_leads_there()
    {
        var (kept, folded) = (await Given.AChild(c => c.Named("Merlin Twofold")), await Given.AChild(c => c.Named("Merlyn Twofold")));
        await Given.AReferral(folded);
        var worker = await SignedIn(SocialWorker);
        var page = await (await worker.Opens($"/people/{kept.Id}")).Follows("Is another record about the same person?");
        (await page.Fill("Reference of the other record", "nobody").Presses("Show both")).Errors.ShouldBe(["Enter the reference of a record you may open"]);
        page = await page.Fill("Reference of the other record", folded.Reference).Presses("Show both");
        page.Table("Side by side").Single(r => r["What"].StartsWith("Names", StringComparison.Ordinal))[folded.Reference].ShouldBe("Merlyn Twofold");
        (await page.Presses("Save")).Errors.ShouldBe(["Select whether they are one person", "Enter how you know"]);
        page = await page.Fill("Are they one person? If so, under which record are they shown?", $"One person: show them as Merlin Twofold, {kept.Reference}").Fill("How do you know?", "One mother, one school").Presses("Save");

        page.Path.ShouldBe($"/people/{kept.Id}");
        page.Done.ShouldBe("Joined");
        page.Table("Matters").ShouldNotBeEmpty();
        page.Table("Matters")[0]["Matter"].ShouldContain($"from the record {folded.Reference}");
        page.Chronology.ShouldContain(l => l.Contains(folded.Reference, StringComparison.Ordinal) && l.Contains("Referral", StringComparison.Ordinal));
        (await worker.Opens($"/people/{folded.Id}")).Path.ShouldBe($"/people/{kept.Id}");
        (await worker.Searches("Merlyn Twofold")).Table("People found").ShouldHaveSingleItem()["Name"].ShouldContain("found as Merlyn Twofold");
        (await (await SignedIn(FrontDoorWorker)).Opens("/work?show=all")).Said.ShouldContain("Merlin Twofold (recorded as Merlyn Twofold)");
        (await Stage.Facts(folded)).ShouldAllBe(f => f.PersonId == folded.Id, "facts keep their own person");

        page = await (await worker.Opens($"/people/{kept.Id}/same")).Presses("Undo it");
        page.Errors.ShouldBe(["Enter why it is undone"]);
        (await page.Fill("Why is it undone?", "Two cousins").Presses("Undo it")).Done.ShouldBe("Undone");
        (await worker.Opens($"/people/{folded.Id}")).Path.ShouldBe($"/people/{folded.Id}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_joining_and_parting_every_page_says_what_it_said_before(int seed)
    {
        var dice = new Random(seed);
        var children = new List<Person>();
        for (var i = 0; i < 5; i++)
        {
            var child = await Given.AChild(c => c.Named($"Osprey{(char)('a' + i)} Roundtrip{(char)('a' + seed)}"));
            children.Add(child);
            switch (dice.Next(4))
            {
                case 0: await Given.AContact(child); break;
                case 1: await Given.AReferral(child); break;
                case 2: await Stage.APlan(child); break;
            }
        }

        await Stage.APlan(children[0]);
        await Stage.APlan(children[1]);
        On("2026-06-01 10:00");
        var before = await WholeAsync(children);
        var ties = new List<(Person, Person)>();
        // Any of them into any other, also into one that others lead to: never one that leads to another itself.
        while (ties.Count < 4)
        {
            var standing = children.Where(c => ties.All(t => t.Item1 != c)).OrderBy(_ => dice.Next()).ToArray();
            await As(SocialWorker).Links(standing[0], standing[1], "Looks like one");
            ties.Add((standing[0], standing[1]));
        }

        ties.Count.ShouldBeGreaterThan(1);
        (await WholeAsync(children)).ShouldNotBe(before);
        foreach (var (folded, kept) in ties.OrderBy(_ => dice.Next())) { await As(SocialWorker).Parts(folded, kept, "They are not"); }

        (await WholeAsync(children)).ShouldBe(before);
        foreach (var (folded, _) in ties) { (await Stage.Facts(folded)).Select(f => f.Kind).ShouldBeSubsetOf([.. (await Stage.Facts(folded)).Select(f => f.Kind), "record.found-to-be-one", "record.found-not-one"]); }
    }

    [Fact]
    public async Task Whoever_may_not_open_one_of_the_two_is_not_led_to_it_by_the_other()
    {
        var (kept, folded) = (await Given.AChild(c => c.Named("Harrier Openly")), await Given.AChild(c => c.Named("Harrier Closedly")));
        await Given.AContact(folded);
        await Given.AContact(kept);
        await As(TeamManager).Links(folded, kept, "One child");
        await As(TeamManager).Closes(folded, ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(SocialWorker, number: 2));

        var worker = await SignedIn(SocialWorker);
        var page = await worker.Opens($"/people/{kept.Id}");
        page.Said.ShouldNotContain("Closedly");
        page.Said.ShouldNotContain(folded.Reference);
        page.Table("Matters").Count.ShouldBe(1);
        (await worker.Opens($"/people/{folded.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await worker.Searches("Harrier Closedly")).Said.ShouldNotContain("found as Harrier Closedly");
        (await (await SignedIn(TeamManager)).Opens($"/people/{kept.Id}")).Table("Matters").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Where_one_is_restricted_a_second_person_has_to_agree_to_join_and_to_part()
    {
        var (kept, folded) = (await Given.AChild(c => c.Named("Hobby Second")), await Given.AChild(c => c.Named("Hobbie Second")));
        await As(TeamManager).Closes(folded, ClosureKind.Restricted, Stage.Someone(TeamManager), Stage.Someone(TeamManager, number: 2));
        var manager = await SignedIn(TeamManager);
        var page = await manager.Opens($"/people/{kept.Id}/same?other={folded.Id}");
        page = await page.Fill("Are they one person? If so, under which record are they shown?", $"One person: show them as Hobby Second, {kept.Reference}").Fill("How do you know?", "The mother said so").Presses("Save");
        page.Done.ShouldBe("Proposed. A second person has to agree");
        page.Buttons.ShouldNotContain("Agree", "not oneself");
        (await manager.Opens($"/people/{folded.Id}")).Path.ShouldBe($"/people/{folded.Id}");
        (await Should.ThrowAsync<RefusedException>(() => As(TeamManager).AgreesAbout(folded, kept))).Message.ShouldBe("Somebody else has to agree: you proposed it");

        var second = await SignedIn(TeamManager, number: 2);
        (await (await second.Opens($"/people/{kept.Id}/same")).Presses("Agree")).Done.ShouldBe("Agreed, and in force");
        (await second.Opens($"/people/{folded.Id}")).Path.ShouldBe($"/people/{kept.Id}");

        (await As(TeamManager, number: 2).Parts(folded, kept, "Not one")).Ended.ShouldBeFalse();
        (await As(TeamManager).AgreesAbout(folded, kept)).Ended.ShouldBeTrue();
        var bare = await Should.ThrowAsync<PostgresException>(() => Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into people.same_person (id, folded_id, kept_id, area, other_area, proposed_by, proposed_at, needs_second, joined_at) values (uuidv7(), $1, $2, 'RBKC', 'RBKC', uuidv7(), now(), true, now())", folded.Id, kept.Id));
        bare.SqlState.ShouldBe("23514");
    }

    /// <summary>One record under two others at once; and two under each other.</summary>
    [Theory]
    [InlineData(0, 1, 0, 2)]
    [InlineData(0, 1, 1, 0)]
    public async Task Of_two_who_join_one_record_at_once_one_wins_and_the_other_is_told(int first, int under, int second, int other)
    {
        var children = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Given.AChild(c => c.Named($"Kestrel Race{(char)('a' + i)}"))));
        var tries = await Task.WhenAll(new[] { (first, under), (second, other) }.Select(async pair =>
        {
            try
            {
                await As(SocialWorker).Links(children[pair.Item1], children[pair.Item2], "Both at once");
                return "";
            }
            catch (RefusedException no) { return no.Message; }
        }));

        tries.Count(t => t.Length == 0).ShouldBe(1, string.Join('|', tries));
        tries.Where(t => t.Length > 0).ShouldAllBe(t => t.StartsWith("This record leads to another already", StringComparison.Ordinal) || t.StartsWith("The record to keep leads", StringComparison.Ordinal) || t.StartsWith("These records are linked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_known_to_be_two_are_not_joined_until_that_is_taken_back()
    {
        var (one, other) = (await Given.AChild(c => c.Named("Buzzard Alike")), await Given.AChild(c => c.Named("Buzzard Alyke")));
        var worker = await SignedIn(FrontDoorWorker);
        var page = await worker.Opens($"/people/{one.Id}/same?other={other.Id}");
        (await page.Fill("Are they one person? If so, under which record are they shown?", "Two people who look alike, for example twins").Fill("How do you know?", "Twins").Presses("Save")).Done.ShouldBe("Recorded as two people");
        (await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).Links(one, other, "One"))).Message.ShouldBe("These are known to be different people. Take that back first if it was wrong");

        page = await worker.Opens($"/people/{other.Id}/same");
        (await page.Fill("Why is it taken back?", "One child after all").Presses("Take it back")).Done.ShouldBe("Taken back");
        (await As(SocialWorker).Links(one, other, "One")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_one_person_has_once_and_the_records_have_twice_is_work()
    {
        var (one, other) = (await Given.AChild(c => c.Named("Goshawk Twice") with { Born = new DateOnly(2015, 1, 2) }), await Given.AChild(c => c.Named("Goshawk Twyce") with { Born = new DateOnly(2015, 2, 1) }));
        (await As(SocialWorker).Links(one, other, "One")).ShouldBe(["birth-date"]);
        (await Stage.ToDo(one)).ShouldContain("records.two-records");

        await As(SocialWorker).Parts(one, other, "Two");
        (await Stage.ToDo(one)).ShouldNotContain("records.two-records");
        (await Stage.ToDo(other)).ShouldNotContain("records.two-records");
    }

    [Fact]
    public async Task Part_of_a_record_is_shown_in_the_record_of_whom_it_is_about_and_back_again()
    {
        var child = await Given.AChild(c => c.Named("Peregrine Mixed"));
        await Given.AReferral(child);
        var wrong = (await Stage.Steps(child))[0].MatterId;
        var worker = await SignedIn(SocialWorker);
        var before = Shown(await worker.Opens($"/people/{child.Id}"));
        var page = await (await (await worker.Opens($"/people/{child.Id}/same")).Follows("Part of this record is about somebody else")).Presses("Begin their own record");
        page.Errors.Count.ShouldBe(6);
        var reference = await Stage.LookAsync(db => db.Matters.FirstAsync(m => m.Id == wrong));
        page = await page.Fill("What is about somebody else?", page.Main.QuerySelectorAll("label").Select(l => l.TextContent.Trim()).First(l => l.Contains(reference.Reference, StringComparison.Ordinal)))
            .Fill("Their first name", "Peregrine").Fill("Their last name", "Other").Fill("Their sex", "Male").Fill("Their ethnic group", "White British").Fill("How do you know?", "Two of one name").Presses("Begin their own record");
        page.Done.ShouldBe("Split");
        page.Heading.ShouldContain("Peregrine Other");
        page.Table("Matters").ShouldContain(m => m["Matter"].Contains(reference.Reference, StringComparison.Ordinal) && m["Matter"].Contains($"from the record {child.Reference}", StringComparison.Ordinal));
        page.Chronology.ShouldContain(l => l.Contains("Referral", StringComparison.Ordinal));
        var first = await worker.Opens($"/people/{child.Id}");
        first.Said.ShouldNotContain(reference.Reference);

        page = await worker.Opens($"/people/{child.Id}/same");
        page = await page.Fill("Why is it undone?", "One after all").Presses("Undo it");
        page.Done.ShouldBe("Undone");
        Shown(await worker.Opens($"/people/{child.Id}")).ShouldBe(before);
    }

    /// <summary>Everything pages and figures say of them, but that records were said to be one and what that began.</summary>
    private async Task<string> WholeAsync(IReadOnlyList<Person> children)
    {
        var worker = await SignedIn(TeamManager);
        var whole = new List<string>();
        foreach (var child in children)
        {
            var page = await worker.Opens($"/people/{child.Id}");
            whole.Add($"{page.Path} {Shown(page)}");
            var found = await worker.Searches(child.Name);
            whole.Add(string.Join('\n', found.Table("People found").Select(r => string.Join('|', r.Values))));
            whole.Add((await worker.Opens($"/people/{child.Id}/details")).Said);
            whole.Add(string.Join('\n', (await Stage.Statuses(child)).Select(s => $"{s.Kind} {s.StartsOn} {s.EndsOn}")));
            whole.Add(string.Join('\n', (await Stage.Deadlines(child)).Select(d => $"{d.Timescale} {d.DueAt} {d.Ending}")));
        }

        whole.Add((await worker.Opens("/work?show=all")).Said);
        whole.Add((await worker.Opens("/figures")).Said);
        return string.Join("\n\n", whole);
    }

    private static string Shown(TestPage page)
    {
        string[] ofTies = ["Found to be the same person", "Parted again", "Records to put right", "Matter withdrawn", "do not agree", "look alike", "looks alike", "about somebody else", "in the record of somebody else"];
        bool IsTie(string text) => ofTies.Any(t => text.Contains(t, StringComparison.Ordinal));
        var tables = page.Main.QuerySelectorAll("table tr").Select(r => r.Said()).Where(t => !IsTie(t));
        var lists = page.Main.QuerySelectorAll("main ul.govuk-list li, .govuk-summary-list__row").Select(r => r.Said());
        return string.Join('\n', [page.Heading, .. tables, .. lists, .. page.Chronology.Where(l => !IsTie(l))]);
    }
}
