using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Commands;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.People;
using Trellis.Modules.Retention;
using Trellis.Platform.Backup;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Retention;

/// <summary>A record is kept as long as its schedule says and nothing holds it; then one proposes, another decides, and what is left is that it happened.</summary>
public sealed class Disposed_of(TestSite site) : OnSite(site)
{
    [Theory]
    [InlineData("2000-05-01", null, "2015-01-01", "2025-05-01")] // of age 25
    [InlineData("2000-05-01", null, "2024-06-01", "2030-06-01")] // six years after closing is longer
    [InlineData(null, null, "2015-01-01", "2040-01-01")] // not known: as if born when it was closed
    public void A_matter_is_kept_until_the_longest_of_what_its_schedule_says(string? born, string? died, string closed, string until) =>
        Stage.Practised.Model.Retention.Find("child-protection")!.Until(born is null ? null : LondonTimes.Day(born), died is null ? null : LondonTimes.Day(died), LondonTimes.Day(closed)).ShouldBe(LondonTimes.Day(until));

    [Fact]
    public void Of_a_looked_after_child_who_died_fifteen_years_are_counted_from_the_death()
    {
        var schedule = Stage.Practised.Model.Retention.Find("looked-after")!;

        schedule.Until(new(2010, 5, 1), new(2020, 5, 1), new(2020, 6, 1)).ShouldBe(new DateOnly(2035, 5, 1));
        schedule.Until(new(1990, 5, 1), new(2020, 5, 1), new(2008, 6, 1)).ShouldBe(new DateOnly(2065, 5, 1), "they were grown up");
        schedule.Until(new(2010, 5, 1), null, new(2020, 6, 1)).ShouldBe(new DateOnly(2085, 5, 1));
    }

    [Theory]
    [InlineData("retention.yaml", "    from-birth: 75 years", "    from-birth: 75", "\"from-birth\" in a schedule must be years, not \"75\"")]
    [InlineData("retention.yaml", "without-matters: never-more-than-known", "without-matters: never-more-then-known", "Did you mean \"never-more-than-known\"?")]
    [InlineData("children/front-door.yaml", "retention: early-help", "retention: early-halp", "there is no schedule \"early-halp\"")]
    [InlineData("children/front-door.yaml", "retention: early-help\n", "", "the process \"front-door\" does not say how long it is kept")]
    public void A_mistake_about_retention_is_found_with_its_line(string file, string text, string replacement, string said) =>
        Practice.PracticeFiles.Broken(file, text, replacement).Mistakes.Select(m => m.ToString()).ShouldContain(m => m.StartsWith($"practice/{file}:", StringComparison.Ordinal) && m.Contains(said, StringComparison.Ordinal));

    [Fact]
    public async Task A_record_that_is_due_goes_when_two_agree_and_the_record_holds_and_no_figure_changes()
    {
        var (child, brother) = await Grown("Sandpiper Quillfeather");
        var open = await Given.AChild(c => c.BornOn("1990-01-01"));
        await As(FrontDoorWorker).Starts("front-door", open);
        On("2026-03-02 10:00");
        var before = await Counts();
        var (keptBefore, decidedBefore) = (await Stage.SqlAsync<string>(DatabaseRoles.Owner, Kept), await Count("record.fact", Decisions));

        // What else is known of them: a name that was, a number, an address, what an agency said, and that he is a brother.
        var worker = await SignedIn(SocialWorker);
        await (await worker.Opens($"/people/{child.Id}/names")).Fill("What kind of name is it?", "Former name").Fill("Last name", "Sandpiper").Presses("Save");
        await (await worker.Opens($"/people/{child.Id}/numbers")).Fill("What kind of number is it?", "Hospital number").Fill("Number", "SANDPIPER1").Presses("Save");
        await (await worker.Opens($"/people/{child.Id}/addresses")).Fill("What kind of address is it?", "Refuge").Fill("Address", "1 Sandpiper Row").Fill("It is confidential", "yes").Presses("Save");
        (await (await worker.Opens($"/people/{child.Id}/relationships")).Fill("Reference of somebody else", brother.Reference).Fill($"Who are they to {child.GivenName}?", "Brother").Presses("Save")).Done.ShouldBe("Relationship added");
        await As(SocialWorker).TellsApart(child, brother, "Sandpiper and Sandpiper");

        // Of a step about nobody else: a meeting, who was invited and what they said, what they were sent, and an action about the matter.
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            with step as (select s.id, s.area, s.matter_id from casework.step s where s.name = 'decision' and s.matter_id in (select matter_id from casework.participant where person_id = $1)),
              sitting as (insert into casework.sitting (id, step_id, area, number, starts_at, how, place, link, went_on_because, edition) select uuidv7(), id, area, 1, now(), 'online', 'Sandpiper House', '', '', 0 from step returning id),
              invited as (insert into casework.invited (id, step_id, area, name, part, knows_child, invited_at, scales, view_words, words, edition) select uuidv7(), id, area, 'Hazel Sandpiper', 'Mother', false, now(), '{}', '', 'Sandpiper is afraid', 0 from step returning id, step_id, area),
              attended as (insert into casework.attended (sitting_id, invited_id, step_id, area, state, online, deputy) select s.id, i.id, i.step_id, i.area, 'present', false, 'Rowan Sandpiper' from sitting s, invited i),
              sent as (insert into casework.sent (id, step_id, area, invited_id, version, how, withheld, hash, sent_at, sent_by, edition) select uuidv7(), step_id, area, id, 1, 'letter', 0, '', now(), $2, 0 from invited),
              link as (insert into casework.guest_link (id, step_id, area, invited_id, secret, code, made_at, until, tries, edition) select uuidv7(), step_id, area, id, sha256(id::text::bytea), sha256('x'), now(), now(), 0, 0 from invited),
              action as (insert into actions.action (id, reference, areas, text, status, made_at, edition, source, source_id, matter_id, carried, standard) select uuidv7(), 'A900001', array[area], 'See Sandpiper each week', 'not-started', now(), 0, 'step', id, matter_id, 0, '' from step returning id)
            insert into actions.progress (id, action_id, at, status, text, kind) select uuidv7(), id, now(), 'not-started', 'Sandpiper was seen', 'said' from action
            """, child.Id, Stage.Someone(SocialWorker).UserId);
        (await Count("actions.action", "text like '%Sandpiper%'")).ShouldBe(1);

        var lead = await SignedIn(InformationGovernanceLead);
        var page = await lead.Opens("/retention");
        page.Table("Due, the longest first").Select(r => r["Record"]).ShouldContain(child.Reference);
        page.Said.ShouldNotContain("Quillfeather");
        page.Table("Due, the longest first").Select(r => r["Record"]).ShouldNotContain(open.Reference, "there is work open about them");
        (await page.Presses("Propose it")).Errors.ShouldBe(["Select a record", "Enter what you checked"]);
        page = await page.Fill("Which record is proposed for disposal?", child.Reference).Fill("What did you check?", "No claim is known").Presses("Propose it");
        page.Done.ShouldBe("Proposed. Somebody else decides");
        (await page.Follows($"Decide about {child.Reference}")).Said.ShouldContain("You proposed this, so somebody else must decide");
        (await Forced(lead, child)).Errors.ShouldBe(["You proposed this, so somebody else must decide"]);
        (await Count("people.person", $"id = '{child.Id}'")).ShouldBe(1);

        var other = await SignedIn(InformationGovernanceLead, number: 2);
        var decide = await (await other.Opens("/retention")).Follows($"Decide about {child.Reference}");
        page = await decide.Fill("What do you decide?", "Dispose of it").Fill("Why?", "The period is over").Presses("Save");
        page.Done.ShouldContain("disposed of under act");

        var everything = (await Stage.SqlAsync<string>(DatabaseRoles.Owner, """
            select string_agg(t, E'\n') from (select p::text as t from people.person p union all select f::text from record.fact f union all select d::text from record.fact_detail d union all select w::text from record.words w
              union all select v::text from record.view v union all select s::text from casework.step s union all select m::text from casework.matter m union all select r::text from retention.proposal r union all select o::text from access.person_open_to o
              union all select n::text from people.name n union all select n::text from people.identifier n union all select n::text from people.address n union all select n::text from people.relationship n union all select n::text from people.different_person n
              union all select m::text from casework.sitting m union all select m::text from casework.invited m union all select m::text from casework.attended m union all select a::text from actions.action a union all select p::text from actions.progress p) a
            """))!;
        everything.ShouldNotContain("Sandpiper");
        var ids = (await Stage.SqlAsync<string>(DatabaseRoles.Owner, """
            select string_agg(t, E'\n') from (select p::text as t from people.person p union all select f::text from record.fact f union all select d::text from record.fact_detail d union all select s::text from casework.step s
              union all select c::text from casework.participant c union all select r::text from retention.proposal r union all select o::text from access.person_open_to o
              union all select n::text from people.name n union all select n::text from people.relationship n union all select n::text from people.different_person n) a
            """))!;
        ids.ShouldNotContain(child.Id.ToString(), Case.Sensitive);
        everything.ShouldContain(brother.Id.ToString(), Case.Sensitive, "what is his stays");
        await Stage.Services.GetRequiredService<Seals>().SealAllAsync(Stage.Database);
        var verified = await RecordVerifier.VerifyAsync(Stage.Database, Stage.Clock.GetUtcNow());
        verified.Tampered.ShouldBeEmpty();
        verified.Disposed.ShouldNotBeEmpty();
        var after = await Counts();
        after.Except(before).Concat(before.Except(after)).ShouldBeEmpty("figures count what was, whoever is gone");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, Kept)).ShouldNotBe(keptBefore);
        (await Count("record.fact", Decisions)).ShouldBe(decidedBefore + 2);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from retention.proposal where decided_by = proposed_by")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_held_is_not_disposed_of_until_the_hold_is_lifted()
    {
        var (child, _) = await Grown("Whimbrel Quillfeather");
        On("2026-03-02 10:00");
        var lead = await SignedIn(InformationGovernanceLead);
        var form = await lead.Opens("/retention/hold");
        (await form.Presses("Place the hold")).Errors.Count.ShouldBeGreaterThan(3);
        var page = await form.Fill("What is it called?", "Legal hold: public inquiry").Fill("On whose authority?", "Letter of the inquiry").Fill("In which area?", "Royal Borough of Kensington and Chelsea")
            .Fill("What is held?", "The record of a person, or a matter").Fill("Reference of the person or matter", child.Reference).Fill("Why?", "The inquiry asked").Presses("Place the hold");
        page.Done.ShouldBe("The hold stands");
        page.Table("Due, the longest first").Single(r => r["Record"] == child.Reference)["Held"].ShouldBe("Legal hold: public inquiry");
        (await Should.ThrowAsync<RefusedException>(() => Proposes(child))).Message.ShouldContain("This record is held");

        page = await page.Fill("Which is lifted?", "Legal hold: public inquiry").Fill("Why is it lifted?", "The inquiry ended").Presses("Lift it");
        page.Done.ShouldBe("Lifted");
        var proposal = await Proposes(child);
        (await As(TeamManager).Sees(db => db.Set<Proposal>().CountAsync())).ShouldBe(0, "asked bare");
        (await As(InformationGovernanceLead, "WCC").Sees(db => db.Set<Proposal>().CountAsync(p => p.Id == proposal.Id))).ShouldBe(0);
        (await As(TeamManager).Sees(db => db.Set<Hold>().CountAsync())).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select (select count(*) from retention.proposal) + (select count(*) from retention.hold)")).ShouldBe(0, "nobody asking");
        (await (await SignedIn(TeamManager)).Opens("/retention")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);

        // Held again after it was proposed: not approved.
        await As(InformationGovernanceLead).Does("retention.hold", services =>
        {
            services.GetRequiredService<TrellisDb>().Add(new Hold { Title = "Everything", Authority = "Court", Area = "RBKC", FromOn = new(2026, 1, 1) }.Placed(Stage.Clock.GetUtcNow(), null));
            return Task.FromResult(true);
        }, "A court asked");
        var decide = await (await (await SignedIn(InformationGovernanceLead, number: 2)).Opens("/retention")).Follows($"Decide about {child.Reference}");
        (await decide.Fill("What do you decide?", "Dispose of it").Fill("Why?", "The period is over").Presses("Save")).Errors.ShouldBe(["This record is held: Everything"]);
        (await Count("people.person", $"id = '{child.Id}'")).ShouldBe(1);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "set session_replication_role = replica; delete from retention.hold; delete from retention.proposal where disposed_act is null");
    }

    [Fact]
    public async Task An_older_backup_does_not_bring_back_who_was_disposed_of_nor_their_documents()
    {
        var (child, brother) = await Grown("Dunlin Quillfeather");
        On("2026-03-02 10:00");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            insert into documents.document (id, step_id, matter_id, area, field, name, type, size, sha256, scanned, at, by_id)
            select uuidv7(), s.id, s.matter_id, s.area, 'report', 'photograph.png', 'png', 1, sha256('x'), true, now(), s.author_id from casework.step s
            join casework.step_person p on p.step_id = s.id where p.person_id = $1 and s.name = 'referral'
            """, child.Id);
        await Stage.Services.GetRequiredService<Seals>().SealAllAsync(Stage.Database);
        var folder = Directory.CreateDirectory(TestPostgres.File($"disposed-{Guid.NewGuid():N}")).FullName;
        var (file, key) = (Path.Combine(folder, "trellis.backup"), BackupKey.Of("the heron waits at the weir"));
        await BackupMaking.MakeAsync(Stage.Database, Stage.Journal, file, key, Stage.Clock.Now);
        var proposal = await Proposes(child);
        var other = As(InformationGovernanceLead, number: 2);
        await other.Does("retention.decide", async services =>
        {
            var found = await Again(services);
            return found.Decide(approve: true, await services.GetRequiredService<Keeping>().OfAsync(child.Id), other.Actor, new(2026, 3, 2), Stage.Clock.GetUtcNow());
        }, "The period is over");
        await other.Does("retention.decide", async services => await services.GetRequiredService<Disposing>().DisposeAsync(await Again(services)), "The period is over");
        (await Count("documents.document")).ShouldBe(0);
        var counted = await Stage.SqlAsync<string>(DatabaseRoles.Owner, Kept);

        await using var elsewhere = await TestPostgres.NewAsync("bare", _ => Task.CompletedTask);
        var restored = await RestoreVerb.RunAsync(elsewhere, file, key, Stage.Journal, new DisposalJournal(Path.Combine(folder, "onwards")), default);

        restored.Disposed.ShouldBeGreaterThan(0);
        restored.Verified.Tampered.ShouldBeEmpty();
        (await Ask<long>($"select count(*) from people.person where id = '{child.Id}'")).ShouldBe(0);
        (await Ask<long>($"select count(*) from people.person where id = '{brother.Id}'")).ShouldBe(1);
        (await Ask<long>("select count(*) from documents.document")).ShouldBe(0);
        (await Ask<long>($"select count(*) from record.fact where person_id = '{child.Id}'")).ShouldBe(0);
        (await Ask<string>(Kept)).ShouldBe(counted, "figures count what was");

        Task<Proposal> Again(IServiceProvider services) => services.GetRequiredService<TrellisDb>().Set<Proposal>().SingleAsync(p => p.Id == proposal.Id);

        async Task<T> Ask<T>(string sql) => (T)(await elsewhere.As(DatabaseRoles.Owner).CreateCommand(sql).ExecuteScalarAsync())!;
    }

    private const string Decisions = "kind in ('retention.proposed', 'retention.approved')";

    private const string Kept = "select coalesce(string_agg(d::text, ' ' order by d::text), '') from figures.disposed d";

    /// <summary>Somebody who was a child in 2008, with a matter of their own and one shared with a brother, all closed.</summary>
    private async Task<(Person Child, Person Brother)> Grown(string name)
    {
        On("2016-03-01 10:00");
        var child = await Given.AChild(c => c.Named(name).BornOn("1999-05-01"));
        var brother = await Given.AChild(c => c.BornOn("2015-05-01").With(child));
        await As(FrontDoorWorker).Starts("front-door", child, brother);
        await As(FrontDoorWorker).Completes("contact", child);
        await As(FrontDoorWorker).Completes("triage", child, "advice");
        await Given.AContact(child, ("worry", $"{name} was seen alone"));
        await As(FrontDoorWorker).Completes("triage", child, "referral");
        await As(FrontDoorWorker).Completes("referral", child);
        await As(SocialWorker).Completes("decision", child, "no-further-action");
        foreach (var waiting in (await Stage.Steps(child)).Where(s => s.State is Modules.Casework.StepState.Open)) { await As(FrontDoorWorker).Completes(waiting); }
        (await Stage.LookAsync(db => db.Matters.CountAsync(m => m.ClosedAt == null && m.People.Any(p => p.PersonId == child.Id)))).ShouldBe(0, "the story leaves nothing open");
        return (child, brother);
    }

    private async Task<TestPage> Forced(Visitor lead, Person child)
    {
        var id = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from retention.proposal where person_id = $1", child.Id);
        var token = (await lead.Opens("/retention")).FormOf("Sign out").Single(f => f.Key.Contains("RequestVerification", StringComparison.Ordinal));
        return await lead.Sends(HttpMethod.Post, $"/retention/decide/{id}", [token, new("Decision", "approve"), new("Why", "Because")]);
    }

    private Task<Proposal> Proposes(Person child) => As(InformationGovernanceLead).Does("retention.propose", async services =>
    {
        var kept = await services.GetRequiredService<Keeping>().OfAsync(child.Id);
        var outcome = Proposal.Propose(kept!, As(InformationGovernanceLead).Actor, new(2026, 3, 2), Stage.Clock.GetUtcNow());
        if (outcome.Refused(out var why, out var proposal)) { throw new RefusedException(why.Field, why.Words); }
        services.GetRequiredService<TrellisDb>().Add(proposal);
        return proposal;
    }, "No claim is known");

    /// <summary>Every figure, whole and by each way it is split.</summary>
    private async Task<List<string>> Counts()
    {
        var book = Stage.Services.GetRequiredService<FigureBook>();
        var lines = new List<string>();
        foreach (var figure in Stage.Practised.Model.Figures)
        {
            foreach (var by in figure.By.Select(d => (string?)d.Id).Prepend(null))
            {
                foreach (var value in await book.CountAsync(figure, new FigureCut(by))) { lines.Add($"{figure.Id} {by} {value.Area} {value.Period} {value.Part} {value.Value}"); }
            }
        }

        lines.Count.ShouldBeGreaterThan(5);
        return lines;
    }
}
