using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Casework;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Messages;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Allegations;

/// <summary>An allegation from a school to its outcome, and everybody else, to whom it is not there.</summary>
public sealed class An_allegation_is_managed(TestSite site) : OnSite(site)
{
    private const string Surname = "Quarrington";

    /// <summary>Monday, ten in the morning.</summary>
    private const string Told = "2026-03-02 10:00";

    [Fact]
    public async Task A_school_refers_it_is_managed_to_its_outcome_and_to_everybody_else_it_is_not_there()
    {
        var child = await Given.AChild(c => c.Named("Nettle Farrow"));
        On(Told);
        var (person, matter) = await ReferredByASchool();

        // The school's own lead reads what they wrote; a colleague with the same post finds nothing.
        var school = await SignedIn(SchoolLead);
        (await school.Opens($"/matters/{matter}")).Status.ShouldBe(HttpStatusCode.OK);
        var colleague = await SignedIn(SchoolLead, number: 2);
        (await colleague.Opens($"/matters/{matter}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await colleague.Searches($"Peregrine {Surname}")).Said.ShouldContain("0 people found");

        // The designated officer is told, and takes it through every step.
        var lado = await SignedIn(Lado);
        (await lado.Opens("/messages")).Said.ShouldContain("Receipt by the designated officer");
        (await (await SignedIn(TeamManager)).Opens("/messages")).Said.ShouldNotContain("designated officer");
        var page = await lado.Opens("/allegations");
        page.Table("What waits").Select(r => r["About"]).ShouldContain($"Peregrine {Surname}");
        await Stage.On("2026-03-02 11:00").As(Lado).Completes("receipt", person, ("told-at", "2026-03-02 10:30"), ("told-by", "employer-education"), ("employing-agency", "rbkc-school-a"), ("sector", "education"), ("role", "teacher"), ("harm", "physical"), ("before", "no"));
        Stage.On("2026-03-03 09:00");
        (await Should.ThrowAsync<RefusedException>(() => As(Lado).Completes("threshold", person, "met", ("decided-on", "2026-03-03"), ("harmed", "no"), ("offence", "no"), ("risk", "no"), ("suitability", "no")))).Message.ShouldStartWith("The threshold is met where at least one");
        (await Should.ThrowAsync<RefusedException>(() => As(Lado).Completes("threshold", person, "not-met", ("decided-on", "2026-03-03"), ("harmed", "yes"), ("offence", "no"), ("risk", "no"), ("suitability", "no")))).Message.ShouldStartWith("At least one of the four tests");
        await Stage.On("2026-03-03 09:00").As(Lado).Completes("threshold", person, "met", ("decided-on", "2026-03-03"), ("harmed", "yes"), ("offence", "yes"), ("risk", "no"), ("suitability", "yes"));
        await As(Lado).Completes("informing", person, "not-yet");
        (await Stage.Deadlines(person, "allegations.informing")).Single().Line().ShouldBe("2026-03-03 due 2026-03-06");
        await Stage.On("2026-03-05 09:00").As(Lado).Completes("informing", person, "told", ("on", "2026-03-05"), ("named-contact", "yes"));

        // The child concerned is linked, and nothing is said in the child's record to those who may not know.
        var linked = await (await SignedIn(Lado)).Opens($"/matters/{matter}/linked");
        (await linked.Fill("Whose record?", "P99999").Fill("How are they concerned?", "The child concerned").Presses("Link them")).Errors.ShouldBe(["There is no record with this reference that you may see"]);
        (await linked.Fill("Whose record?", child.Reference).Fill("How are they concerned?", "The child concerned").Presses("Link them")).Table("Linked to this matter").ShouldHaveSingleItem()["How"].ShouldBe("The child concerned");

        // The police officer who investigates is let in by name, and no agency is.
        var network = await (await SignedIn(Lado)).Opens($"/matters/{matter}/network");
        var refused = await network.Fill("Agency", "Police").Fill("What do they see?", "Everything").Fill("Why are they let in?", "They investigate").Presses("Let them in");
        refused.Errors.ShouldBe(["This matter is hidden. Let people in by name, so that nobody else of their agency learns of it"]);
        await As(Lado).Involves(matter, null, Stage.Someone(PoliceOfficer).UserId, InvolvementLevel.Full);

        await NothingIsThereForAnybodyElse(person, matter, child);

        await Stage.On("2026-03-09 09:00").As(Lado).Completes("management-meeting", person, "continue", ("held-on", "2026-03-09"), ("police", "under-way"), ("care", "not-needed"), ("employer", "under-way"), ("suspension", "alternative"));
        await Stage.On("2026-03-31 09:00").As(Lado).Completes("management-meeting", person, "conclude", ("held-on", "2026-03-31"), ("police", "ended-no-action"), ("care", "not-needed"), ("employer", "ended-action"), ("suspension", "suspended"));
        await Stage.On("2026-04-08 09:00").As(Lado).Completes("outcome", person, "substantiated", ("decided-on", "2026-04-08"), ("sector", "education"), ("employer-action", "dismissed"), ("person-told", "yes"), ("family-told", "yes"));
        await Stage.On("2026-04-20 09:00").As(Lado).Completes("dbs", person, "referred", ("decided-on", "2026-04-20"));
        await Stage.On("2026-05-11 09:00").As(Lado).Completes("regulator", person, "referred", ("decided-on", "2026-05-11"), ("regulator", "teaching"));
        await As(Lado).Completes("learning", person, ("written-on", "2026-05-11"));

        // Every clock, from the facts.
        (await Lines(person, "allegations.referral")).ShouldBe("2026-02-26 16:00 due 2026-02-27 met 2026-03-02 10:30");
        (await Lines(person, "allegations.threshold")).ShouldBe("2026-03-02 10:30 due 2026-03-04 met 2026-03-03");
        (await Lines(person, "allegations.informing")).ShouldBe("2026-03-03 due 2026-03-06 met 2026-03-05");
        (await Lines(person, "allegations.first-meeting")).ShouldBe("2026-03-03 due 2026-03-10 met 2026-03-09");
        (await Lines(person, "allegations.next-meeting")).ShouldBe("2026-03-09 due 2026-04-09 met 2026-03-31");
        (await Lines(person, "allegations.within-1-month")).ShouldBe("2026-03-02 10:30 due 2026-04-02 met 2026-04-08");
        (await Lines(person, "allegations.within-3-months")).ShouldBe("2026-03-02 10:30 due 2026-06-02 met 2026-04-08");
        (await Lines(person, "allegations.within-12-months")).ShouldBe("2026-03-02 10:30 due 2027-03-02 met 2026-04-08");
        (await Lines(person, "allegations.dbs")).ShouldBe("2026-04-08 due 2026-05-08 met 2026-04-20");
        (await Lines(person, "allegations.regulator")).ShouldBe("2026-04-08 due 2026-05-08 met 2026-05-11");
        (await Stage.LookAsync(db => db.Matters.SingleAsync(m => m.Id == matter))).ClosedAt.ShouldNotBeNull();

        // Kept to its own schedule: until normal pension age, or ten years if that is longer.
        var schedule = Stage.Practised.Model.Retention.Schedules.Single(s => s.Id == Stage.Practised.Model.ProcessIn("RBKC", "allegations").Retention);
        (schedule.FromBirth, schedule.AfterClosing).ShouldBe((67, 10));
        await NothingIsInTablesForAnybodyElse(await WordsAsync(person, matter));
        await EachRowSaysThatItIsKept(matter);
    }

    /// <summary>A row that does not say so is not asked about (decision 194). Triggers fill it in, after those that repeat the matter in it.</summary>
    private async Task EachRowSaysThatItIsKept(Guid matter)
    {
        foreach (var table in new[] { "casework.participant", "casework.step", "casework.step_person", "casework.version", "record.act", "record.fact", "record.deadline", "record.status_period" })
        {
            (await Stage.SqlAsync<long>(DatabaseRoles.Owner, $"select count(*) from {table} where matter_id = $1 and not kept", matter)).ShouldBe(0, table);
            if (table is not "record.status_period") { (await Stage.SqlAsync<long>(DatabaseRoles.Owner, $"select count(*) from {table} where matter_id = $1 and kept", matter)).ShouldBeGreaterThan(0, table); }
        }

        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact_detail d join record.fact f on f.id = d.fact_id where f.matter_id = $1 and not d.kept", matter)).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.words w join record.act a on a.id = w.act_id where a.matter_id = $1 and not w.kept", matter)).ShouldBe(0);
    }

    [Fact]
    public async Task Figures_of_it_are_whole_and_not_small_for_those_who_may_not_know()
    {
        On("2025-11-03 10:00");
        for (var n = 0; n < 7; n++) { await Received($"Ashling Number{(char)('a' + n)}", n < 3 ? "faith" : "education", "2025-11-03 09:00", employer: n < 3 ? [] : [("employing-agency", n < 5 ? "rbkc-school-a" : "police")]); }
        for (var n = 0; n < 2; n++) { await Received($"Bramley Number{(char)('a' + n)}", "education", "2025-11-03 09:00", "WCC"); }
        On("2026-05-04 10:00");
        var book = Stage.Services.GetRequiredService<FigureBook>();
        var figure = book.Find("lado-referrals")!;

        string Said(IReadOnlyList<LiveValue> values) => string.Join(", ", values.Where(v => v.Period == "2025-26").OrderBy(v => v.Area, StringComparer.Ordinal).ThenBy(v => v.Part, StringComparer.Ordinal).Select(v => $"{v.Area}{(v.Part.Length > 0 ? $" {v.Part}" : "")} {v.Value:0}"));
        Said(await book.CountAsync(figure, circles: ["allegations"])).ShouldBe("BI 9, RBKC 7, WCC 2");
        Said(await book.CountAsync(figure, new FigureCut("sector"), circles: ["allegations"])).ShouldEndWith("RBKC Faith groups 3, RBKC Schools and colleges 4, WCC Schools and colleges 2");
        Said(await book.CountAsync(figure, new FigureCut("employing-agency"), circles: ["allegations"])).ShouldEndWith("RBKC Larkspur Primary School 2, RBKC Not in the register 3, RBKC Police 2, WCC Not in the register 2");
        Said(await book.CountAsync(figure, new FigureCut("employing-agency"))).ShouldBe("", "by employer nobody else sees a number");
        Said(await book.CountAsync(figure)).ShouldBe("RBKC 7", "2 is small, and 9 would tell it");
        Said(await book.CountAsync(figure, new FigureCut("sector"))).ShouldBe("");

        foreach (var role in (string[])[Analyst, BusinessManager, TeamManager])
        {
            var reader = await SignedIn(role, "RBKC", "WCC");
            var page = await reader.Opens("/figures/lado-referrals");
            page.Said.ShouldContain("What it counts is known to few");
            page.Document.QuerySelectorAll("main a[href*='/facts']").ShouldBeEmpty();
            (await reader.Opens("/figures/lado-referrals?by=sector")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await reader.Opens("/figures/lado-referrals?by=employing-agency")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await reader.Opens("/figures/lado-referrals/facts?area=RBKC&period=2025-26")).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        var lado = await SignedIn(Lado, "RBKC", "WCC");
        (await lado.Opens("/figures/lado-referrals?by=sector&area=RBKC")).Said.ShouldContain("Faith groups");
        (await lado.Opens("/figures/lado-referrals/facts?area=RBKC&period=2025-26")).Said.ShouldContain("7 were counted");
    }

    [Fact]
    public async Task The_employer_is_one_of_the_register_or_is_written_down()
    {
        On("2026-03-02 10:00");
        var person = await Given.AChild(c => c.Named("Hornbeam Written").BornOn("1980-01-01"));
        await As(Lado).Starts("allegations", person);
        var lado = await SignedIn(Lado);
        var step = await Stage.Step("referral", person);
        (await Should.ThrowAsync<RefusedException>(() => As(Lado).Completes("referral", person, "referred", ("employing-agency", "no-such-agency")))).Message.ShouldBe("Select an agency from the list");
        (await Should.ThrowAsync<RefusedException>(() => As(Lado).Completes("referral", person, "referred", ("employing-agency", ""), ("employer", "")))).Message.ShouldBe("Select the employer or organisation, or enter what it is called");
        (await Should.ThrowAsync<RefusedException>(() => As(Lado).Completes("referral", person, "referred", ("employing-agency", person.Id.ToString())))).Message.ShouldBe("Select an agency from the list", "somebody's id is no agency");
        await As(Lado).Completes("referral", person, "referred", ("employing-agency", ""), ("employer", "A nursery nobody listed"));
        (await lado.Opens($"/steps/{step.Id}")).Said.ShouldContain("A nursery nobody listed");
        (await Stage.Facts(person)).SelectMany(f => f.Details).ShouldNotContain(d => d.Code.Contains("nursery", StringComparison.OrdinalIgnoreCase), "what is written goes into no fact");
    }

    /// <summary>By the site's own pages: looked for, added, referred.</summary>
    private async Task<(Person Person, Guid Matter)> ReferredByASchool()
    {
        var school = await SignedIn(SchoolLead);
        var search = await school.Opens("/start/allegations");
        var found = await search.Fill("First name", "Peregrine").Fill("Last name", Surname).Presses("Search");
        var add = await found.Presses("Nobody like them was found: add a new person");
        var start = await add.Fill("Sex", "Male").Fill("Ethnic group", Stage.Practised.Model.Codes["ethnic-group"].Codes[0].Title).Presses("Save and continue");
        var form = await start.Presses("Continue");
        form.Heading.ShouldBe("Referral to the designated officer");
        form = await form.Fill("When did your organisation first know of it?", "26 2 2026 4pm").Fill("What is alleged, in the words it was said in?", "He gripped her arm").Fill("What kind of harm?", "Physical")
            .Fill("What keeps children safe now?", "He is not alone with children").Fill("Employer or organisation", "Larkspur Primary School").Fill("Sector", "Schools and colleges").Fill("Their role", "Teacher or lecturer").Presses("Continue");
        var done = await form.Presses("Complete referral to the designated officer");
        done.Status.ShouldBe(HttpStatusCode.OK);
        var person = await Stage.LookAsync(db => db.People.SingleAsync(p => p.FamilyName == Surname));
        return (person, (await Stage.Steps(person))[0].MatterId);
    }

    private async Task Received(string name, string sector, string told, string area = "RBKC", params (string, string)[] employer)
    {
        var person = await Given.AChild(c => c.Named(name).In(area).BornOn("1980-01-01"));
        await As(Lado, area).Starts("allegations", person);
        await As(Lado, area).Completes("referral", person, ("known-at", told), ("sector", sector), ("role", "other"));
        await As(Lado, area).Completes("receipt", person, [("told-at", told), ("sector", sector), ("role", "other"), ("harm", "conduct"), .. employer]);
    }

    private async Task<string> Lines(Person person, string timescale) => (await Stage.Deadlines(person, timescale)).Single().Line();

    /// <summary>What would give it away: every id of it, the name, the reference.</summary>
    private async Task<string[]> WordsAsync(Person person, Guid matter) =>
        [person.Id.ToString(), matter.ToString(), .. (await Stage.Steps(person)).Select(s => s.Id.ToString()), Surname, await Stage.LookAsync(db => db.Matters.Where(m => m.Id == matter).Select(m => m.Reference).SingleAsync())];

    private async Task NothingIsThereForAnybodyElse(Person person, Guid matter, Person child)
    {
        var reference = await Stage.LookAsync(db => db.Matters.Where(m => m.Id == matter).Select(m => m.Reference).SingleAsync());
        var steps = await Stage.Steps(person);
        Guid[] hidden = [person.Id, matter, .. steps.Select(s => s.Id)];
        await using (var scope = Stage.Services.CreateAsyncScope()) { await scope.ServiceProvider.GetRequiredService<Reminders>().MakeAsync(); }
        await Site.Site.Services.GetRequiredService<Modules.Duplicates.Finding>().FindAsync(everybody: true);

        await NothingIsInTablesForAnybodyElse(await WordsAsync(person, matter));

        // Asked of every page, by those who see most.
        var addresses = Site.Site.Services.Addresses(hidden, reference);
        foreach (var (role, area) in new[] { (SocialWorker, "RBKC"), (BusinessManager, "RBKC"), (InformationGovernanceLead, "RBKC") })
        {
            var stranger = await SignedIn(role, area, number: 2);
            foreach (var address in addresses)
            {
                var page = await stranger.Opens(address);
                ((int)page.Status).ShouldBeLessThan(500, $"{role}: {address}");
                if (hidden.Any(h => address.Contains(h.ToString(), StringComparison.Ordinal)) && !address.Contains('?', StringComparison.Ordinal)) { ((int)page.Status).ShouldBeOneOf([401, 403, 404], $"{role}: {address}"); }
                page.Text.ShouldNotContain(Surname, Case.Insensitive, $"{role}: {address}");
                if (!address.Contains(reference, StringComparison.Ordinal)) { page.Text.ShouldNotContain(reference, Case.Insensitive, $"{role}: {address}"); }
            }

            if (role is SocialWorker)
            {
                (await stranger.Searches($"Peregrine {Surname}")).Said.ShouldContain("0 people found", Case.Insensitive, role);
                (await stranger.Opens($"/people/{child.Id}")).Said.ShouldNotContain("Linked", Case.Insensitive, "the child's own chronology");
                (await stranger.Opens($"/start/allegations?person={person.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
            }
        }
    }
    private async Task NothingIsInTablesForAnybodyElse(string[] words)
    {
        // Asked of the database itself, as the application, in the name of anybody.
        (await Stage.InTables(Actor.Nobody, words)).ShouldBeEmpty("nobody");
        var strangers = Stage.Practised.Model.Roles.Where(r => r.Id is not Lado).Select(r => Stage.Someone(r.Id, number: 2)).Append(Stage.Someone(Lado, "WCC"))
            .Append(new Actor(Guid.NewGuid(), "A program", null, "rbkc-children", ["RBKC"], [], [], [], []) { Sees = ["RBKC"] }).ToArray();
        foreach (var stranger in strangers) { (await Stage.InTables(stranger, words)).ShouldBeEmpty(stranger.Name); }
        (await Stage.InTables(Stage.Someone(Lado), words)).ShouldContain("casework.matter");
        (await Stage.InTables(Stage.Someone(PoliceOfficer), words)).ShouldContain("casework.matter", "let in by name");
    }
}
