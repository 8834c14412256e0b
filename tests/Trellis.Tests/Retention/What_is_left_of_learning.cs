using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Modules.People;
using Trellis.Modules.Questionnaires;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Questionnaires;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Retention;

/// <summary>What becomes of reviews, audits, disagreements, hidden matters and questionnaires when they need not be kept any more.</summary>
public sealed class What_is_left_of_learning(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task A_review_goes_with_its_matter_and_an_audit_keeps_numbers_alone()
    {
        await Stage.TakesInActions("Case review group", "action,status\nBegin,Open\n", "RBKC");
        var child = await Given.AChild(c => c.Named("Ptarmigan Hollowfield").BornOn("1960-05-01"));
        var lead = As(CaseReviewLead);
        var matter = (await lead.Starts("serious-incident", child)).Id;
        await lead.Completes("incident", child, ("what-happened", "Ptarmigan was hurt"));
        await lead.Completes("criteria", child, "notify");
        await lead.Completes("notification", child);
        await lead.Completes("scoping", child);
        await lead.Asks(await Stage.Step("agency-chronology", child), "police");

        // Entries typed and from a file, one of them about the child by name; a draft with its copies and what a reader says; what was found and recommended.
        var (reviewer, police) = (await SignedIn(CaseReviewLead), await SignedIn(PoliceOfficer));
        await (await reviewer.Opens($"/reviews/{matter}")).Fill("What is it called?", "Hazel").Presses("Give it this case name");
        await (await police.Opens($"/reviews/{matter}/chronology/add")).Fill("When did it happen?", "5 1 2025").Fill("What happened?", "Ptarmigan was seen").Presses("Add it");
        var file = await (await police.Opens($"/reviews/{matter}/chronology/bring-in")).Attach("The chronology", "police.csv", Encoding.UTF8.GetBytes("Date,Event\n2025-01-03,Hollowfield was visited\n")).Presses("Look at it");
        (await file.Fill("What happened", "Event").Presses("Look again")).Buttons.ShouldContain("Take in 1 entry");
        await (await file.Fill("What happened", "Event").Presses("Look again")).Presses("Take in 1 entry");
        await Behind($"update reviews.entry set person_id = '{child.Id}' where matter_id = '{matter}'");
        var page = await (await (await reviewer.Opens($"/reviews/{matter}/drafts")).Follows("Write a report")).Fill("Title", "Review Hazel").Fill("Text", "Ptarmigan was hurt.\n\nNobody asked.").Presses("Save as a new version");
        page = await (await page.Fill("May it stay?", "It may stay").Fill("Why?", "Agreed").Presses("Decide")).Fill("Which e-mail address does the reader sign in with? (optional)", Stage.EmailOf(PoliceOfficer)).Fill("By which day do they say whether it is accurate? (optional)", "1 12 2030").Presses("Give the copy");
        var copy = (await police.Opens("/reviews")).Document.QuerySelector("a[href^='/reviews/copies/']")!.GetAttribute("href")!;
        await (await police.Opens($"{copy}?paragraph=1")).Fill("Is it accurate?", "Not accurate").Fill("What is not right, and what would be? (optional)", "Ptarmigan was not there").Presses("Save");
        page = await (await reviewer.Opens($"/reviews/{matter}/path")).Fill("What was found?", "Nobody asked Ptarmigan").Fill("Theme", "Think family").Presses("Record it");
        page = await (await page.Follows("Recommend something because of finding 1")).Fill("What is recommended?", "Ask every child").Fill("Which body makes it?", "Case review group").Fill("To which agency?", "Police").Presses("Make the recommendation");
        page.SummaryValue("Evidence that it did").ShouldBe("None yet");

        // It was audited, and somebody disagreed about it.
        var audit = Guid.CreateVersion7();
        var police1 = Stage.Someone(PoliceOfficer).UserId;
        await Behind($$"""
            insert into audits.audit (id, reference, template, title, kind, scope, tool, tool_print, areas, sizes, agencies, from_on, until_on, lead_id, made_at, edition)
              values ('{{audit}}', 'AU900', 'anonymous-referrals', 'Looked at', 'dip-sample', '', '', '', '{RBKC}', '{1}', '{police}', '2025-01-01', '2025-12-31', '{{Stage.Someone(BusinessManager).UserId}}', now(), 0);
            with rec as (insert into audits.record (id, audit_id, number, area, part, shared_at, grade, reason, graded_at, edition) values (uuidv7(), '{{audit}}', 1, 'RBKC', '', now(), 'good', 'Ptarmigan was heard', now(), 0) returning id),
              subject as (insert into audits.subject (record_id, audit_id, area, fact_id, person_id, matter_id) select id, '{{audit}}', 'RBKC', uuidv7(), '{{child.Id}}', '{{matter}}' from rec),
              sheet as (insert into audits.sheet (id, record_id, audit_id, area, auditor_id, agency, second, answers, body, grade, hash, completed_at, edition)
                select uuidv7(), id, '{{audit}}', 'RBKC', '{{police1}}', 'police', false, '{"words":["Ptarmigan"]}', '[{"label":"What","text":"Ptarmigan was heard"}]', 'good', sha256('x'), now(), 0 from rec),
              challenge as (insert into challenges.challenge (id, reference, areas, level, about, about_id, matter_id, subject, from_agency, to_agency, to_written, raised_by, raised_at, state, stage, involved, changed, learning, edition)
                values (uuidv7(), 'CH900', '{RBKC}', 'case', 'step', '{{matter}}', '{{matter}}', 'About Ptarmigan', 'police', 'rbkc-children', '', '{{police1}}', now(), 'asked', 'practitioner', array['{{police1}}'::uuid], '', '', 0) returning id)
            insert into messages.message (id, user_id, kind, topic, reference, link, about_id, at) select uuidv7(), '{{police1}}', 'challenge-asked', 'challenge', 'CH900', '/challenges', id, now() from challenge
            """);
        var ids = (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
            select array(select t.id::text from (select id from reviews.review where matter_id = $1 union select id from reviews.entry where matter_id = $1 union select id from reviews.draft where matter_id = $1 union select id from reviews.copy where matter_id = $1
              union select id from reviews.finding where matter_id = $1 union select id from reviews.incoming where matter_id = $1 union select id from casework.step where matter_id = $1 union select id from challenges.challenge where matter_id = $1 union select $1 union select $2) t)
            """, matter, child.Id))!;
        ids.Length.ShouldBeGreaterThan(12);

        await OverLongAgo(child);
        await Disposes(InformationGovernanceLead, child);

        var left = await Left([.. ids, "Ptarmigan", "Hollowfield"]);
        left.ShouldBeEmpty();
        (await Count("audits.record", "grade = 'good' and reason = ''")).ShouldBe(1, "the audit keeps its number");
        (await Count("audits.sheet", "grade = 'good' and body = '[]'")).ShouldBe(1);
        (await Count("actions.recommendation", "text = 'Ask every child' and source_id is null")).ShouldBe(1, "what was recommended stays, without saying because of whom");
        await Stage.Services.GetRequiredService<Seals>().SealAllAsync(Stage.Database);
        (await RecordVerifier.VerifyAsync(Stage.Database, Stage.Clock.GetUtcNow())).Tampered.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_hidden_is_disposed_of_by_two_of_its_circle_and_nobody_else_is_told_that_it_was_due()
    {
        // One is known from the allegation alone, the other from their own childhood too.
        var known = await Given.AChild(c => c.Named("Curlew Withersedge").BornOn("1950-05-01"));
        await As(FrontDoorWorker).Starts("front-door", known);
        await As(FrontDoorWorker).Completes("contact", known);
        await As(FrontDoorWorker).Completes("triage", known, "advice");
        await As(Lado).Starts("allegations", known);
        await As(Lado).Completes("referral", known, ("allegation", "Curlew gripped an arm"));
        var kept = await (await (await (await SignedIn(SchoolLead)).Opens("/start/allegations")).Fill("First name", "Godwit").Fill("Last name", "Withersedge").Presses("Search")).Presses("Nobody like them was found: add a new person");
        await kept.Fill("Sex", "Male").Fill("Ethnic group", Stage.Practised.Model.Codes["ethnic-group"].Codes[0].Title).Presses("Save and continue");
        var godwit = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from people.person where given_name = 'Godwit'");
        var reference = (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select reference from people.person where id = $1", godwit))!;
        await OverLongAgo(known);
        await Behind($"update record.fact set recorded = '2015-01-01' where person_id = '{godwit}'");

        var governs = await (await SignedIn(InformationGovernanceLead)).Opens("/retention");
        governs.Said.Split(' ').ShouldNotContain(known.Reference, "its schedule would tell");
        governs.Said.Split(' ').ShouldNotContain(reference);
        (await (await SignedIn(TeamManager)).Opens("/retention")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(Lado, "WCC")).Opens("/retention")).Said.Split(' ').ShouldNotContain(known.Reference, "of another area");

        // Two of the circle; a hold of those who govern information is theirs to keep to.
        await As(InformationGovernanceLead).Does("retention.hold", services =>
        {
            services.GetRequiredService<Trellis.TrellisDb>().Add(new Modules.Retention.Hold { Title = "Court order 12", Authority = "Court", Area = "RBKC", Process = "allegations", FromOn = new(2026, 1, 1) }.Placed(Stage.Clock.GetUtcNow(), null));
            return Task.FromResult(true);
        }, "A court asked");
        var lado = await SignedIn(Lado);
        var page = await lado.Opens("/retention");
        page.Table("Due, the longest first").Single(r => r["Record"] == known.Reference)["Held"].ShouldBe("Court order 12");
        page.Buttons.ShouldNotContain("Lift it", "theirs who placed it");
        await Behind("delete from retention.hold");
        await TheCircleHolds(lado, known.Reference);

        await Disposes(Lado, known, async () =>
        {
            (await (await SignedIn(InformationGovernanceLead)).Opens("/retention")).Said.Split(' ').ShouldNotContain(known.Reference);
            var proposal = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from retention.proposal where person_id = $1", known.Id);
            (await (await SignedIn(InformationGovernanceLead)).Opens($"/retention/decide/{proposal}")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await (await SignedIn(Lado, "WCC")).Opens($"/retention/decide/{proposal}")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await lado.Opens($"/retention/decide/{proposal}")).Said.ShouldContain("You proposed this, so somebody else must decide");
        });
        (await Left(["Curlew", known.Id.ToString()])).ShouldBeEmpty();
        (await (await SignedIn(InformationGovernanceLead)).Opens("/retention")).Said.Split(' ').ShouldNotContain(known.Reference, "nor that it went");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(body, ' ') from record.words w join record.act a on a.id = w.act_id where a.word = 'record.dispose'"))!.ShouldNotContain("llegation");

        await Disposes(Lado, new Person { Id = godwit, Reference = reference, Area = "RBKC", GivenName = "", FamilyName = "", Sex = "", EthnicGroup = "", HouseholdId = godwit });
        (await Left(["Godwit", godwit.ToString()])).ShouldBeEmpty();
    }

    /// <summary>A circle holds one of its records by itself. Those who govern information are not told, and cannot lift it; nobody holds what is not theirs.</summary>
    private async Task TheCircleHolds(Visitor lado, string reference)
    {
        var other = await Given.AChild(c => c.Named("Ordinary Recordson"));
        TestPage Filled(TestPage form, string of) => form.Fill("What is it called?", "Tribunal").Fill("On whose authority?", "Employment tribunal, letter of 1 March").Fill("In which area?", "Royal Borough of Kensington and Chelsea")
            .Fill("What is held?", "The record of a person, or a matter").Fill("Reference of the person or matter", of).Fill("Why?", "The tribunal asked");
        var page = await lado.Opens("/retention/hold");
        page.Said.ShouldNotContain("Everything in the area");
        page.Document.QuerySelectorAll("select[name=Process] option").Select(o => o.TextContent.Trim()).Where(o => o.Length > 0).Except(["Choose one"]).ShouldBe(["Allegation against somebody who works with children"]);
        (await Filled(page, other.Reference).Presses("Place the hold")).Errors.ShouldBe(["You hold what is kept to your circle. Those who govern information hold this"]);
        page = await Filled(await lado.Opens("/retention/hold"), reference).Presses("Place the hold");
        page.Done.ShouldBe("The hold stands");
        page.Table("Due, the longest first").Single(r => r["Record"] == reference)["Held"].ShouldBe("Tribunal");

        var governs = await (await SignedIn(InformationGovernanceLead)).Opens("/retention");
        governs.Said.ShouldNotContain("Tribunal");
        (await As(InformationGovernanceLead).Sees(db => db.Set<Modules.Retention.Hold>().CountAsync())).ShouldBe(0);
        (await As(Lado, "WCC").Sees(db => db.Set<Modules.Retention.Hold>().CountAsync())).ShouldBe(0);
        (await Count("record.fact", "kind = 'retention.held' and visible_to = 'allegations'")).ShouldBe(1);

        // Said with bare SQL, by one who is not of the circle, and of a record nothing keeps.
        foreach (var (role, whom, keptTo) in new[] { (InformationGovernanceLead, reference, "allegations"), (Lado, other.Reference, "allegations"), (Lado, reference, "case-review") })
        {
            var id = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from people.person where reference = $1", whom);
            (await Should.ThrowAsync<DbUpdateException>(() => As(role).Does("retention.hold", async services =>
            {
                var db = services.GetRequiredService<Trellis.TrellisDb>();
                db.Add(new Modules.Retention.Hold { Title = "Not theirs", Authority = "Nobody", Area = "RBKC", PersonId = id, KeptTo = keptTo, FromOn = new(2026, 1, 1) }.Placed(Stage.Clock.GetUtcNow(), null));
                await db.SaveChangesAsync();
                return true;
            }, "Try"))).InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, $"{role} {keptTo}");
        }

        page = await (await lado.Opens("/retention")).Fill("Which is lifted?", "Tribunal").Fill("Why is it lifted?", "It was settled").Presses("Lift it");
        page.Done.ShouldBe("Lifted");
        page.Table("Due, the longest first").Single(r => r["Record"] == reference)["Held"].ShouldBe("No");
    }

    [Fact]
    public async Task Addresses_of_a_round_go_after_a_year_and_answers_after_six_unless_they_are_held()
    {
        var manager = await SignedIn(BusinessManager);
        var round = await manager.Makes("private-health", "Private dippers", "27 3 2026", p => p.Fill("People or organisations without an account", "name,address\nDipper Clinic,lead@dipper.example\nThe Mews,The Mews surgery"));
        var link = await (await round.Follows("Dipper Clinic")).Presses("Make a link");
        var guest = Site.Visitor();
        await (await (await guest.Opens(new Uri(link.Document.QuerySelector("#address")!.TextContent).AbsolutePath)).Fill("Your code", link.Document.QuerySelector("#code")!.TextContent).Presses("Continue")).Presses("Begin");
        var section = await guest.Opens("/questionnaire/section/your-arrangements");
        await section.Rates("Met").Fill(section.Document.QuerySelectorAll("textarea").Select(t => section.Document.QuerySelector($"label[for='{t.Id}']")!.TextContent.Trim()).First(), "Dippers nest here").Presses("Save and return later");
        (await (await guest.Opens("/questionnaire")).Fill("Who sends it?", "Safeguarding lead").Presses("Send")).Heading.ShouldBe("Thank you");
        var here = $"/questionnaires/{round.Id()}";
        (await (await manager.Opens(here)).Presses("Close the round now")).SummaryValue("Kept until").ShouldBe("2 March 2032. Names and addresses until 2 March 2027");
        (await Passes("2027-03-01 09:00")).ShouldBe(0);
        await Behind("insert into retention.hold (id, title, authority, area, from_on) values (uuidv7(), 'Inquiry', 'Letter', 'RBKC', '2026-01-01')");
        (await Passes("2027-03-02 09:00")).ShouldBe(0, "everything in the area is held");
        await Behind("delete from retention.hold");

        (await Passes("2027-03-02 09:00")).ShouldBe(1);
        (await Passes("2027-03-02 09:00")).ShouldBe(0);
        (await Left(["Dipper Clinic", "dipper.example"])).ShouldBeEmpty();
        (await Left(["Dippers nest here"])).ShouldNotBeEmpty("answers are kept longer");
        (await Count("questionnaires.link", $"round_id = '{round.Id()}'")).ShouldBe(0);
        manager = await SignedIn(BusinessManager);
        var page = await manager.Opens(here);
        page.SummaryValue("Answered").ShouldBe("1 of 2 (50%)");
        page.SummaryValue("Kept until").ShouldBe("2 March 2032. Names and addresses were disposed of");
        (await manager.Opens($"{here}/results")).Said.ShouldContain("1 answer of 2 asked");

        (await Passes("2032-03-02 09:00")).ShouldBe(1);
        (await Left(["Dippers nest here", "Dipper Clinic"])).ShouldBeEmpty();
        On("2027-03-03 09:00"); // pages of today need today's calendar
        manager = await SignedIn(BusinessManager);
        page = await manager.Opens(here);
        page.SummaryValue("Answered").ShouldBe("1 of 2 (50%)", "how many answered stays");
        page.SummaryValue("Kept until").ShouldBe("Answers were disposed of on 2 March 2032");
        foreach (var address in new[] { "/results", "/report", "/words" }) { (await manager.Opens($"{here}{address}")).Status.ShouldBe(HttpStatusCode.OK, address); }
        (await manager.Opens($"{here}/results")).Said.ShouldContain("What was answered was disposed of on 2 March 2032");
        (await Count("record.fact", "kind = 'questionnaire.disposed'")).ShouldBe(1);
        (await Count("record.fact", "kind = 'questionnaire.standard-rated'")).ShouldBeGreaterThan(0, "what figures counted stays");

        async Task<int> Passes(string on)
        {
            On(on);
            await using var scope = Stage.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<AnswersKept>().PassAsync();
        }
    }

    /// <summary>All their matters were closed long ago.</summary>
    private Task<object?> OverLongAgo(Person person) => Behind($"update casework.matter set closed_at = '1990-01-01' where id in (select matter_id from casework.participant where person_id = '{person.Id}')");

    /// <summary>By the owner of the database, past its triggers.</summary>
    private Task<object?> Behind(string sql) => Stage.SqlAsync<object>(DatabaseRoles.Owner, $"set session_replication_role = replica; {sql}");

    /// <summary>One proposes on the page, another decides on the page.</summary>
    private async Task Disposes(string role, Person person, Func<Task>? meanwhile = null)
    {
        var page = await (await SignedIn(role)).Opens("/retention");
        page = await page.Fill("Which record is proposed for disposal?", person.Reference).Fill("What did you check?", "No claim is known").Presses("Propose it");
        page.Done.ShouldBe("Proposed. Somebody else decides");
        if (meanwhile is not null) { await meanwhile(); }
        var decide = await (await (await SignedIn(role, number: 2)).Opens("/retention")).Follows($"Decide about {person.Reference}");
        (await decide.Fill("What do you decide?", "Dispose of it").Fill("Why?", "The period is over").Presses("Save")).Done.ShouldContain("disposed of under act");
    }

    /// <summary>Tables in which the owner of the database still finds one of these, anywhere in a row.</summary>
    private async Task<List<string>> Left(string[] words)
    {
        var tables = (await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, "select array(select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1)"))!;
        await using var connection = await Stage.Database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        var found = new List<string>();
        foreach (var table in tables)
        {
            // Acts, and looks at a matter that named nobody, keep its id; a view of several people keeps the id, which leads to nobody (decision 112); the queue of the index of people is emptied as it is worked through.
            var but = table is "record.act" ? "and t.matter_id is null" : table is "record.view" ? "and cardinality(t.people) = 1" : table is "candidates.change" ? "and false" : "";
            await using var ask = new NpgsqlCommand($"select t::text from {table} t where t::text ~ $1 {but} limit 1", connection) { Parameters = { new() { Value = string.Join('|', words) } } };
            if (await ask.ExecuteScalarAsync() is string row) { found.Add($"{table}: {row}"); }
        }

        return found;
    }
}
