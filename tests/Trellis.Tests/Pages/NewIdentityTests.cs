using System.Net;
using Npgsql;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>Two records of one person: never brought together for anybody who is not named. Typed by hand, reader by reader and page by page.</summary>
public sealed class NewIdentityTests(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task Joined_the_old_record_is_nowhere_beside_the_new_for_anybody_who_is_not_named()
    {
        var (old, now) = await Story("Nuthatch Oldacre", "Treecreeper Newham");
        var both = await (await SignedIn(SocialWorker)).Searches("Nuthatch Oldacre");
        both.Said.ShouldContain("Nuthatch Oldacre", Case.Sensitive, "until they are joined it is a record as any");

        await Joins(old, now);

        foreach (var (role, area, number) in new[] { (FrontDoorWorker, "RBKC", 1), (SocialWorker, "RBKC", 1), (ConferenceChair, "RBKC", 1), (TeamManager, "RBKC", 2), (PoliceOfficer, "RBKC", 1), (SchoolLead, "RBKC", 1), (SocialWorker, "WCC", 1), (InformationGovernanceLead, "RBKC", 1), (AgencyAdministrator, "RBKC", 1) })
        {
            var who = Stage.Someone(role, area, number: number);
            (await MentionsAsync(who, old.Id, now.Id)).ShouldBeEmpty(who.Name);
            (await MentionsAsync(who, old.Id, null)).ShouldBeEmpty(who.Name);
        }

        var worker = await SignedIn(FrontDoorWorker);
        (await worker.Opens($"/people/{old.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await worker.Searches("Nuthatch Oldacre")).Said.ShouldNotContain(old.Reference);
        (await worker.Searches("Treecreeper Newham")).Said.ShouldContain("Treecreeper Newham");
        (await worker.Searches("Treecreeper Newham", "/start/front-door")).Said.ShouldNotContain("Oldacre");
        foreach (var address in (string[])[$"/people/{now.Id}", "/work?show=all", $"/start/front-door?person={now.Id}", "/figures/contacts/facts?area=RBKC&period=2025-26", "/restricted"])
        {
            var page = await worker.Opens(address);
            page.Text.ShouldNotContain("Oldacre", Case.Insensitive, address);
            page.Text.ShouldNotContain(old.Id.ToString(), Case.Insensitive, address);
            page.Text.ShouldNotContain(old.Reference, Case.Sensitive, address);
            page.Text.ShouldNotContain("identity", Case.Insensitive, address);
        }

        (await worker.Opens("/restricted/identities")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(TeamManager, number: 2)).Opens("/restricted/identities")).Said.ShouldNotContain(old.Reference);
        var looked = await (await SignedIn(TeamManager, number: 2)).Opens($"/people/{now.Id}/views");
        looked.Said.ShouldNotContain(old.Reference);
        (await (await SignedIn(TeamManager, number: 2)).Opens($"/people/{now.Id}/views?handler=Csv")).Text.ShouldNotContain(old.Reference);
        (await (await SignedIn(InformationGovernanceLead)).Opens($"/people/{old.Id}/views")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(InformationGovernanceLead)).Opens("/retention")).Said.ShouldNotContain(old.Reference);
        (await Stage.Facts(now)).Select(f => f.Kind).ShouldNotContain("person.new-identity", "the new record says nothing");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from messages.message where reference in ($1, $2)", old.Reference, now.Reference)).ShouldBe(0);
    }

    [Fact]
    public async Task A_copy_of_the_new_record_has_nothing_of_the_old_and_of_the_old_there_is_none()
    {
        var (old, now) = await Story("Redstart Oldacre", "Stonechat Newham");
        await Joins(old, now);
        var lead = await SignedIn(InformationGovernanceLead);

        var copy = await Requests(lead, now.Reference);
        copy.Said.ShouldContain("Stonechat Newham");
        copy.Said.ShouldNotContain("Oldacre");
        copy.Said.ShouldNotContain("Not in this copy", Case.Sensitive, "nor that there is anything");
        (await Requests(lead, old.Reference)).Errors.ShouldBe(["Enter the reference of a person whose record is open to you"]);
    }

    [Fact]
    public async Task Those_named_see_both_and_that_they_looked_is_recorded()
    {
        var (old, now) = await Story("Whinchat Oldacre", "Wheatear Newham");
        await Joins(old, now);
        var named = await SignedIn(SocialWorker, number: 2);

        var page = await named.Opens("/restricted/identities");
        page.Table("Joined").ShouldContain(r => r["Old record"] == old.Reference && r["New record"] == now.Reference);
        (await page.Follows(old.Reference)).Heading.ShouldContain("Whinchat Oldacre");
        (await Count("record.view", $"what = 'identities' and '{old.Id}' = any(people) and '{now.Id}' = any(people)")).ShouldBeGreaterThan(0);
        page.Buttons.ShouldNotContain("Join and hide the old record", "they read");
    }

    [Fact]
    public async Task They_are_never_said_to_be_one_never_in_one_matter_and_the_old_is_never_opened_again()
    {
        var (old, now) = await Story("Fieldfare Oldacre", "Redwing Newham");
        await Joins(old, now);
        (await Should.ThrowAsync<RefusedException>(() => As(TeamManager).Links(old, now, "Alike"))).Message.ShouldBe("Enter the reference of a record you may open", "the same words as for a record that is not there");
        (await Should.ThrowAsync<RefusedException>(() => As(TeamManager).TellsApart(old, now, "Not alike"))).Message.ShouldBe("Enter the reference of a record you may open");
        var step = (await Stage.Steps(now))[0];
        var clash = await Should.ThrowAsync<Exception>(() => As(TeamManager).LetsIn(old, step, "A brother"));
        (clash.ToString().Contains("not in one matter", StringComparison.Ordinal) || clash is RefusedException).ShouldBeTrue(clash.ToString());
        (await Count("casework.participant", $"matter_id = '{step.MatterId}' and person_id = '{old.Id}'")).ShouldBe(0);

        var manager = await SignedIn(TeamManager);
        var closed = await manager.Opens("/restricted");
        (await closed.Fill("Which record is opened?", $"{old.Reference}, hidden").Fill("Why?", "By mistake").Presses("Open it")).Errors.ShouldBe(["This is the old record of somebody with a new identity, and stays hidden"]);
        (await Should.ThrowAsync<PostgresException>(() => Stage.SqlAsync<object>(DatabaseRoles.Owner, "update access.closure set until_at = now() where person_id = $1", old.Id))).SqlState.ShouldBe("23514");
    }

    [Fact]
    public async Task What_has_something_in_common_is_not_joined_and_a_few_must_be_named()
    {
        var child = await Given.AChild();
        var sister = await Given.AChild(c => c.With(child));
        var manager = await SignedIn(TeamManager);
        var page = await manager.Opens("/restricted/identities");
        (await page.Presses("Join and hide the old record")).Errors.Count.ShouldBe(5);
        (await Fills(page, child.Reference, sister.Reference)).Errors.ShouldBe(["Both records are of one household. Whoever opens the one would see the other: begin a new record"]);
        var other = await Given.AChild();
        await As(FrontDoorWorker).Starts("front-door", child, other);
        (await Fills(page, child.Reference, other.Reference)).Errors.ShouldBe(["Both records are in one matter. Take one of them out of it first, or begin a new record"]);
        (await Count("access.identity", $"old_id = '{child.Id}'")).ShouldBe(0);
        (await Count("access.closure", $"person_id = '{child.Id}'")).ShouldBe(0);
    }

    private async Task<(Person Old, Person New)> Story(string old, string now)
    {
        var (before, after) = (await Given.AChild(c => c.Named(old)), await Given.AChild(c => c.Named(now)));
        await Given.AContact(before);
        await Given.AContact(after);
        return (before, after);
    }

    private async Task Joins(Person old, Person now) => (await Fills(await (await SignedIn(TeamManager)).Opens("/restricted/identities"), old.Reference, now.Reference)).Done.ShouldBe("Joined. The old record is hidden");

    private static async Task<TestPage> Fills(TestPage page, string old, string now) =>
        await page.Fill("Reference of the old record", old).Fill("Reference of the new record", now).Fill("Why are there two?", "Adoption").Fill("Who else may open both?", Stage.EmailOf(SocialWorker, number: 2)).Fill("On whose authority?", "Adoption order of 1 March 2026")
            .Presses("Join and hide the old record");

    private static async Task<TestPage> Requests(Visitor lead, string reference) =>
        await (await lead.Opens("/disclosures/new")).Fill("Reference of the person whose record it is", reference).Fill("Who is the copy for?", "A court").Fill("Name of who gets it", "The family court")
            .Fill("How did you check who they are, and that they may have it?", "The court's order").Fill("What is it for?", "Order of 1 March 2026").Fill("When was the request received?", "2 3 2026").Presses("Gather what is held");

    /// <summary>Tables in which somebody finds a row with the old id in it; with a new id, rows with both.</summary>
    private async Task<IReadOnlyList<string>> MentionsAsync(Actor who, Guid old, Guid? now)
    {
        var tables = (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
            select array(select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v') and n.nspname in ('people', 'casework', 'record', 'access', 'figures', 'oversight', 'retention', 'disclosure', 'messages') and has_any_column_privilege('trellis_app', c.oid, 'select') order by 1)
            """))!;
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await WhoIsAsking.TellAsync(connection, who, Stage.Clock.Now);
        var found = new List<string>();
        foreach (var table in tables.Where(t => t is not "record.seal"))
        {
            await using var ask = new NpgsqlCommand($"select exists (select from {table} t where t::text ~ $1 and t::text ~ $2)", connection) { Parameters = { new() { Value = old.ToString() }, new() { Value = now?.ToString() ?? old.ToString() } } };
            if (await ask.ExecuteScalarAsync() is true) { found.Add(table); }
        }

        return found;
    }
}
