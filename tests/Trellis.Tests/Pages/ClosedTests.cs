using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>Closed records: known and behind glass, or to everybody not named not there at all.</summary>
public sealed partial class ClosedTests(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_restricted_record_is_known_and_opened_by_breaking_the_glass_for_an_hour_and_somebody_looks_at_it()
    {
        var (child, matter, steps) = await Story("Merrin Holloway");
        var manager = await SignedIn(TeamManager);
        var close = await (await manager.Opens($"/people/{child.Id}")).Follows("Close this record to all but some");
        close = await close.Fill("How is it closed?", "Restricted").Fill("Who may open it?", Stage.EmailOf(SocialWorker, number: 2)).Fill("Do you have to open it yourself?", "No").Fill("Why is it closed?", "Their father works for us").Presses("Close it");
        close.Done.ShouldBe("Closed");

        var worker = await SignedIn(FrontDoorWorker);
        (await worker.Searches("Merrin Holloway")).Table("People found").ShouldHaveSingleItem()["Name"].ShouldBe("Someone who may be this person is known. Their record is restricted");
        (await worker.Opens("/work?show=all")).Said.ShouldNotContain("Holloway");
        foreach (var address in (string[])[$"/people/{child.Id}", $"/matters/{matter}", $"/steps/{steps[0].Id}"])
        {
            var glass = await worker.Opens(address);
            glass.Heading.ShouldBe("This record is restricted", address);
            glass.Said.ShouldNotContain("Holloway");
        }

        (await (await SignedIn(SocialWorker, number: 2)).Opens($"/people/{child.Id}")).Heading.ShouldContain("Merrin Holloway");
        (await (await SignedIn(FrontDoorWorker, "WCC")).Opens($"/people/{child.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(SchoolLead)).Opens($"/people/{child.Id}")).Status.ShouldBe(HttpStatusCode.NotFound, "not theirs to know of");
        (await (await SignedIn(PoliceOfficer)).Opens($"/people/{child.Id}")).Status.ShouldBe(HttpStatusCode.Forbidden, "asked about the child once; they may not break the glass");

        var offer = await worker.Opens($"/people/{child.Id}");
        (await offer.Presses("Open the record")).Errors.ShouldBe(["Enter why you must see this record now"]);
        var opened = await offer.Fill("Why must you see this record now?", "The police wait at the door").Presses("Open the record");
        opened.Heading.ShouldContain("Merrin Holloway");
        opened.Done.ShouldStartWith("Opened to you until");
        (await worker.Opens($"/matters/{matter}")).Status.ShouldBe(HttpStatusCode.OK);
        (await worker.Opens($"/glass/{child.Id}")).Path.ShouldBe($"/people/{child.Id}");
        (await SeesAsync(As(FrontDoorWorker, number: 2), child)).ShouldBe(0, "the glass is broken for one");

        Stage.Clock.Pass(TimeSpan.FromMinutes(61));
        (await SeesAsync(As(FrontDoorWorker), child)).ShouldBe(0);

        var lead = await SignedIn(InformationGovernanceLead);
        var broken = await lead.Opens("/glass");
        broken.Said.ShouldContain("The police wait at the door");
        broken.Said.ShouldContain("Front door worker 1");
        broken.Said.ShouldContain("person");
        broken.Said.ShouldNotContain("Holloway", Case.Sensitive, "oversight needs no name");
        broken = await broken.Fill("What did you find?", "There was a need").Fill("In your words", "Asked the police").Presses("Save");
        broken.Errors.ShouldBe(["Select which you looked at"]);
        var one = broken.Main.QuerySelectorAll("input[name=Id]").Select(i => i.NextElementSibling!.TextContent.Trim()).First();
        broken = await broken.Fill("Which did you look at?", one).Fill("What did you find?", "There was a need").Fill("In your words", "Asked the police").Presses("Save");
        broken.Said.ShouldContain("Accepted");
        (await Stage.Facts(child)).Select(f => f.Kind).ShouldContain("record.glass-reviewed");
    }

    [Fact]
    public async Task What_is_hidden_is_nowhere_for_anybody_not_named_not_even_as_an_id()
    {
        var (child, matter, steps) = await Story("Isolde Penhaligon");
        await As(FrontDoorWorker).Involves(matter, null, Stage.Someone(SocialWorker, "WCC").UserId, InvolvementLevel.Full);
        Actor[] named = [Stage.Someone(TeamManager), Stage.Someone(SocialWorker, number: 2)];
        string[] ids = [child.Id.ToString(), matter.ToString(), .. steps.Select(s => s.Id.ToString())];
        var readers = new[] { Stage.Someone(FrontDoorWorker), Stage.Someone(ConferenceChair), Stage.Someone(PoliceOfficer), Stage.Someone(SocialWorker, "WCC"), Stage.Someone(InformationGovernanceLead), Stage.Someone(TeamManager, number: 2) };
        var referrals = await Listed(FrontDoorWorker);

        await As(TeamManager).Closes(child, ClosureKind.Hidden, named);

        foreach (var reader in readers) { (await MentionsAsync(reader, ids)).ShouldBeEmpty(reader.Name); }
        foreach (var one in named) { (await MentionsAsync(one, ids)).ShouldContain("people.person", one.Name); }
        (await Listed(FrontDoorWorker)).ShouldBe(referrals - 1);
        (await Listed(TeamManager)).ShouldBe(referrals);

        foreach (var (role, area) in new[] { (FrontDoorWorker, "RBKC"), (ConferenceChair, "RBKC"), (PoliceOfficer, "RBKC"), (SocialWorker, "WCC") })
        {
            var reader = await SignedIn(role, area);
            foreach (var address in (string[])[$"/people/{child.Id}", $"/matters/{matter}", $"/matters/{matter}/network", .. steps.Select(s => $"/steps/{s.Id}"), $"/start/front-door?person={child.Id}"])
            {
                ((int)(await reader.Opens(address)).Status).ShouldBe(404, $"{role} of {area}: {address}");
            }

            (await reader.Searches("Isolde Penhaligon")).Said.ShouldContain("0 people found");
            (await reader.Opens("/work?show=all")).Said.ShouldNotContain("Penhaligon");
        }

        var worker = await SignedIn(FrontDoorWorker);
        (await worker.Opens($"/glass/{child.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var add = await (await worker.Opens("/people/add")).Fill("First name", "Isolde").Fill("Last name", "Penhaligon").Fill("Sex", "Female").Fill("Ethnic group", Stage.Practised.Model.Codes["ethnic-group"].Codes[0].Title)
            .Fill("Which area do they live in?", "Royal Borough of Kensington and Chelsea").Presses("Save and continue");
        add.Done.ShouldBe("Isolde Penhaligon added", "no warning of somebody alike");
        (await (await SignedIn(InformationGovernanceLead)).Opens("/restricted")).Said.ShouldNotContain(child.Reference);
        (await (await SignedIn(TeamManager)).Opens("/restricted")).Said.ShouldContain(child.Reference);
    }

    [Fact]
    public async Task Opened_again_it_is_as_it_was()
    {
        var (child, matter, _) = await Story("Corin Ashgrove");
        var closure = await As(TeamManager).Closes(null, matter, "RBKC", ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(SocialWorker));
        var before = await MentionsAsync(Stage.Someone(FrontDoorWorker), [matter.ToString()]);
        (await SeesAsync(As(FrontDoorWorker), child)).ShouldBe(1, "the matter is closed, not the child");

        await As(TeamManager).OpensAgain(closure);

        before.ShouldBeEmpty();
        (await MentionsAsync(Stage.Someone(FrontDoorWorker), [matter.ToString()])).ShouldContain("casework.matter");
    }

    [Fact]
    public async Task To_somebody_with_a_conflict_of_interest_the_child_is_not_there_and_that_they_tried_is_in_the_record_once_a_minute()
    {
        var (child, matter, steps) = await Story("Tansy Merriweather");
        var aunt = Stage.Someone(SocialWorker);
        await As(TeamManager).KeepsApart(aunt, child);

        (await MentionsAsync(aunt, [child.Id.ToString(), matter.ToString()])).ShouldBeEmpty();
        (await SeesAsync(As(SocialWorker, number: 2), child)).ShouldBe(1);
        var visitor = await SignedIn(SocialWorker);
        for (var tries = 0; tries < 5; tries++) { (await visitor.Opens($"/people/{child.Id}")).Status.ShouldBe(HttpStatusCode.NotFound); }
        (await visitor.Opens($"/steps/{steps[0].Id}")).Status.ShouldBe(HttpStatusCode.NotFound);

        (await Count("record.act", $"word = 'access.hidden' and user_id = '{aunt.UserId}'")).ShouldBe(2, "one of the child, one of the step");
        (await Count("record.fact", $"kind = 'access.hidden' and person_id = '{child.Id}' and visible_to = 'governance'")).ShouldBe(1);
        Stage.Clock.Pass(TimeSpan.FromMinutes(1));
        await visitor.Opens($"/people/{child.Id}");
        (await Count("record.act", $"word = 'access.hidden' and user_id = '{aunt.UserId}'")).ShouldBe(3);
        (await (await SignedIn(SocialWorker, number: 2)).Opens($"/people/{child.Id}")).Said.ShouldNotContain("access.hidden");
    }

    [Fact]
    public async Task Who_is_refused_is_noted_with_the_act_and_a_flood_of_it_is_not()
    {
        var visitor = await SignedIn(Scrutineer);
        for (var tries = 0; tries < 100; tries++) { (await visitor.Opens($"/people/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.Forbidden); }

        var who = Stage.Someone(Scrutineer).UserId;
        (await Count("record.act", $"word = 'access.refused' and user_id = '{who}'")).ShouldBe(1);
        (await Count("record.fact_detail", "field = 'asked' and code = 'person.view'")).ShouldBeGreaterThan(0);
        await Stage.Services.GetRequiredService<Seals>().SealAsync();
        (await RecordVerifier.VerifyAsync(Stage.Database)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Closures_conflicts_and_broken_glass_are_seen_by_those_named_and_those_who_govern_information()
    {
        var (restricted, _, _) = await Story("Perran Oakshott");
        var (hidden, _, _) = await Story("Demelza Oakshott");
        await As(TeamManager).Closes(restricted, ClosureKind.Restricted, Stage.Someone(TeamManager));
        await As(TeamManager).Closes(hidden, ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(SocialWorker));
        await As(FrontDoorWorker).BreaksGlass(restricted.Id, "The police wait at the door");
        await As(TeamManager).KeepsApart(Stage.Someone(FrontDoorWorker, number: 2), restricted);

        async Task<string> Seen(Actor who) => $"{await RowsAsync("access.closure", who, restricted, hidden)} {await RowsAsync("access.conflict", who, restricted, hidden)} {await RowsAsync("access.glass", who, restricted, hidden)}";
        (await Seen(Stage.Someone(TeamManager))).ShouldBe("2 1 0");
        (await Seen(Stage.Someone(SocialWorker))).ShouldBe("1 0 0", "named for the hidden one; restricted is closed to them");
        (await Seen(Stage.Someone(FrontDoorWorker))).ShouldBe("0 1 1", "their own breaking of the glass");
        (await Seen(Stage.Someone(FrontDoorWorker, number: 2))).ShouldBe("0 0 0", "not that it is they who are kept apart");
        (await Seen(Stage.Someone(InformationGovernanceLead))).ShouldBe("1 0 1");
        (await Seen(Stage.Someone(InformationGovernanceLead, "WCC"))).ShouldBe("0 0 0");
        (await Seen(Stage.Someone(PoliceOfficer))).ShouldBe("0 0 0");
        (await Should.ThrowAsync<RefusedException>(() => As(TeamManager).Closes(restricted, ClosureKind.Hidden, Stage.Someone(TeamManager)))).Message.ShouldContain("at least two");
        (await Should.ThrowAsync<RefusedException>(() => As(FrontDoorWorker).Closes(restricted, ClosureKind.Restricted, Stage.Someone(TeamManager)))).Message.ShouldContain("may not");
    }

    /// <summary>A child with a contact decided, agencies asked, and a referral.</summary>
    private async Task<(Person Child, Guid Matter, IReadOnlyList<CaseStep> Steps)> Story(string name)
    {
        var child = await Given.AChild(c => c.Named(name));
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "police");
        await As(PoliceOfficer).Completes((await Stage.Steps(child)).First(s => s.Agency is "police"), ("knows", "yes"));
        await As(FrontDoorWorker).Completes("triage", child, "referral");
        await As(FrontDoorWorker).Completes("referral", child);
        var steps = await Stage.Steps(child);
        return (child, steps[0].MatterId, steps);
    }

    private static Task<int> SeesAsync(Player who, Person child) => who.Sees(db => db.People.CountAsync(p => p.Id == child.Id));

    /// <summary>Tables in which somebody finds a row with one of these ids anywhere in it.</summary>
    private async Task<IReadOnlyList<string>> MentionsAsync(Actor who, string[] ids)
    {
        var tables = (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
            select array(select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v') and n.nspname in ('people', 'casework', 'record', 'access', 'figures') and has_any_column_privilege('trellis_app', c.oid, 'select') order by 1)
            """))!;
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await WhoIsAsking.TellAsync(connection, who, Stage.Clock.Now);
        var found = new List<string>();
        foreach (var table in tables.Where(t => t is not "record.seal"))
        {
            await using var ask = new NpgsqlCommand($"select exists (select from {table} t where t::text ~ $1)", connection) { Parameters = { new() { Value = string.Join('|', ids) } } };
            if (await ask.ExecuteScalarAsync() is true) { found.Add(table); }
        }

        return found;
    }

    private async Task<long> RowsAsync(string table, Actor who, params Person[] about)
    {
        await using var connection = await Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        await WhoIsAsking.TellAsync(connection, who, Stage.Clock.Now);
        await using var ask = new NpgsqlCommand($"select count(*) from {table} where person_id = any($1)", connection) { Parameters = { new() { Value = about.Select(p => p.Id).ToArray() } } };
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    /// <summary>How many referrals of the year somebody is told of, listed or not.</summary>
    private async Task<int> Listed(string role)
    {
        var page = await (await SignedIn(role)).Opens("/figures/referrals/facts?area=RBKC&period=2025-26");
        return int.Parse(Counted().Match(page.Said).Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(?<number>\d+) (was|were) counted", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, 1000)]
    private static partial System.Text.RegularExpressions.Regex Counted();
}
