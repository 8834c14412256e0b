using System.Net;
using Npgsql;
using Trellis.Modules.People;
using Trellis.Platform.Access;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Audits;

/// <summary>Anonymous contacts that came to nothing: drawn, opened to auditors for a time, graded blind, met about, learnt from, closed, looked at again.</summary>
public sealed class An_audit_from_draw_to_learning(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task From_the_draw_to_the_learning_summary_and_again()
    {
        Stage.Clock.Set(TestClock.Start);
        var children = new List<Person>();
        foreach (var anonymity in new[] { "unknown", "unknown", "known-to-us", "agency-known", "unknown", "named" })
        {
            var child = await Stage.Given.AChild();
            await Stage.Given.AContact(child, ("anonymity", anonymity));
            await Stage.As(FrontDoorWorker).Completes("triage", child, "no-further-action");
            children.Add(child);
        }

        await Stage.Given.AContact(await Stage.Given.AChild(), ("anonymity", "unknown")); // still open
        await Stage.As(InformationGovernanceLead).KeepsApart(Stage.Someone(PoliceOfficer), children[0]);
        await Stage.As(InformationGovernanceLead).Closes(children[1], ClosureKind.Hidden, Stage.Someone(TeamManager), Stage.Someone(TeamManager, number: 2));
        Stage.Clock.Set("2026-03-03 09:00");
        await Stage.TakesInActions("Quality group", "action,status\nBegin,Open\n", "RBKC");

        var (manager, officer, second, lead) = (await SignedIn(BusinessManager), await SignedIn(PoliceOfficer), await SignedIn(PoliceOfficer, number: 2), await SignedIn(TeamManager));
        var page = await (await manager.Opens("/audits")).Follows("Plan an audit");
        (await page.Presses("Plan it")).Errors.ShouldBe(["Select what is audited"]);
        page = await page.Fill("What is audited?", "Anonymous referrals").Fill("What is the audit called?", "Anonymous worries").Fill("How many records of Royal Borough of Kensington and Chelsea? (optional)", "2").Fill("Records from which day?", "1 1 2026").Fill("To which day?", "3 3 2026")
            .Fill("Which areas is it for?", "Royal Borough of Kensington and Chelsea").Fill("Which agencies audit?", "Police").Presses("Plan it");
        page.Done.ShouldBe("Planned. Name who audits next", page.Said);
        var here = page.Path[..^"/auditors".Length];
        (await (await manager.Opens($"{here}/draw")).Fill("Seed", "lottery 4").Presses("Draw the records")).Errors.ShouldBe(["Nobody audits RBKC yet. Records are drawn for those who audit them"]);

        page = await manager.Opens($"{here}/auditors");
        (await page.Fill("E-mail address of the auditor", Stage.EmailOf(HealthProfessional)).Presses("Name them")).Errors.ShouldBe(["They are of no agency that takes part in this audit"]);
        page = await page.Fill("E-mail address of the auditor", Stage.EmailOf(PoliceOfficer)).Presses("Name them");
        page.Done.ShouldEndWith("audits");
        page = await page.Fill("E-mail address of the auditor", Stage.EmailOf(PoliceOfficer, number: 2)).Fill("Their part (optional)", "They are the second auditor of their agency, and are not told the first grade").Presses("Name them");
        page.Table("Auditors").Count.ShouldBe(2);
        (await officer.Opens("/messages")).Said.ShouldContain("You audit in Q", customMessage: "whoever is named is told");

        page = await (await page.Follows("Draw the records")).Fill("Seed", "lottery 4 8 15").Presses("Draw the records");
        page.Done.ShouldStartWith("2 records are drawn");
        var part = page.Table("Drawn").ShouldHaveSingleItem();
        (part["There were"], part["Not open to an auditor"], part["Drawn"]).ShouldBe(("4", "1", "2"), "the one named, the one open and the hidden one are not among them");
        foreach (var child in children) { page.Said.ShouldNotContain(child.Name); }
        (await page.Presses("Draw again and compare")).Done.ShouldBe("Drawn again: the same 2 records");
        (await manager.Opens($"{here}/draw")).Status.ShouldBe(HttpStatusCode.NotFound, "drawn once");

        // Nobody is let in before whoever answers for the records says so.
        var drawn = await People();
        drawn.Count.ShouldBe(2);
        drawn.ShouldNotContain(children[0].Id);
        drawn.ShouldNotContain(children[1].Id);
        page = await officer.Opens($"{here}/records/1");
        page.Said.ShouldContain("has not let you in yet");
        page.Buttons.ShouldNotContain("Complete the form");
        (await officer.Opens($"/people/{drawn[0]}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.Opens($"{here}/approve")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(HealthProfessional)).Opens(here)).Status.ShouldBe(HttpStatusCode.NotFound, "their agency takes no part");
        (await (await SignedIn(TeamManager, "WCC")).Opens(here)).Status.ShouldBe(HttpStatusCode.NotFound, "another area");

        (await lead.Opens("/messages")).Said.ShouldContain("Auditors wait to be let in: Q");
        (await (await SignedIn(TeamManager, "WCC")).Opens("/messages")).Said.ShouldNotContain("Auditors wait");
        page = await (await lead.Opens(here)).Follows("Let the auditors in");
        (await page.Fill("Until which day?", "3 12 2026").Fill("Why are they let in?", "The audit").Presses("Let them in")).Errors.ShouldBe(["The last day must be from today to 5 September 2026"]);
        page = await page.Fill("Until which day?", "31 3 2026").Fill("Why are they let in?", "The audit").Presses("Let them in");
        page.Done.ShouldBe("The auditors are let in until 31 March 2026");

        page = await officer.Opens($"{here}/records/1");
        page.Said.ShouldContain("You audit the record of");
        (await officer.Opens($"/people/{drawn[0]}")).Status.ShouldBe(HttpStatusCode.OK);
        (await officer.Opens($"/people/{children.First(c => !drawn.Contains(c.Id)).Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.view where what = 'audit-record' and purpose = 'audit.rate'")).ShouldBe(1);
        (await page.Presses("Complete the form")).Errors.ShouldContain(e => e.Contains("grade", StringComparison.OrdinalIgnoreCase));
        await Fills(officer, 1, "Good");
        await Fills(officer, 2, "Good");
        page = await second.Opens($"{here}/records/1");
        page.Said.ShouldNotContain("Because it says so", customMessage: "blind to the first");
        (await Stage.As(PoliceOfficer, number: 2).Sees(db => Sheets(db))).ShouldBe(0);
        (await Stage.As(BusinessManager).Sees(db => Sheets(db))).ShouldBe(0, "the lead neither, until the agencies meet");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select (select count(*) from audits.audit) + (select count(*) from audits.record) + (select count(*) from audits.subject) + (select count(*) from audits.sheet) + (select count(*) from audits.reported)")).ShouldBe(0, "nobody asking");
        (await Stage.As(BusinessManager).Sees(db => Subjects(db))).ShouldBe(0, "whose records they are");
        await Fills(second, 1, "Requires improvement");

        page = await manager.Opens($"{here}/records/2");
        (await page.Presses("Share what they wrote")).Errors.ShouldHaveSingleItem().ShouldStartWith("Not everybody has completed the form");
        page = await (await manager.Opens($"{here}/records/1")).Presses("Share what they wrote");
        page.Said.ShouldContain("Because it says so");
        foreach (var child in children) { page.Said.ShouldNotContain(child.Name); }
        (await page.Fill("Which grade do the agencies agree?", "Requires improvement").Presses("Record the grade")).Errors.ShouldBe(["Enter why this grade"]);
        page = await page.Fill("Which grade do the agencies agree?", "Requires improvement").Fill("Why this grade?", "The view of the child is missing").Presses("Record the grade");
        page.Table("Records by number")[0]["Grade"].ShouldBe("Requires improvement");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(d.field || ' ' || d.code, ', ' order by d.field) from record.fact f join record.fact_detail d on d.fact_id = f.id where f.kind = 'audit.graded-twice'")).ShouldBe("agreed no, first good, second requires-improvement");
        foreach (var figure in new[] { "records-audited", "auditors-kappa", "auditors-agree", "records-good" }) { (await manager.Opens($"/figures/{figure}")).Status.ShouldBe(HttpStatusCode.OK); }

        page = await (await manager.Opens(here)).Follows("Record what was found");
        (await page.Fill("What kind of finding is it?", "An area for improvement").Fill("What was found?", "The child’s view is missing").Fill("Which records does it rest on?", "1, 9").Presses("Add the finding")).Errors.ShouldBe(["There is no record 9 in this audit"]);
        page = await page.Fill("What kind of finding is it?", "An area for improvement").Fill("What was found?", "The child’s view is missing").Fill("Which records does it rest on?", "1, 2").Presses("Add the finding");
        page.Done.ShouldBe("Finding 1 is recorded");
        page = await page.Fill("What is to be done?", "Ask every child").Fill("Which agency does it?", "Police").Fill("By when?", "30 6 2026").Presses("Set the action");
        page.Done.ShouldEndWith("is set");
        page.Said.ShouldContain("Ask every child");

        // A body recommends because of it, and whoever sees the audit may disagree with what it found.
        (await (await manager.Opens($"{here}/findings")).Presses("Make the recommendation")).Errors.ShouldBe(["Select the finding it is made because of"]);
        page = await (await manager.Opens($"{here}/findings")).Fill("Because of which finding?", "1. The child’s view is missing").Fill("What is recommended?", "Write down what every child says").Fill("Which body makes it?", "Quality group").Fill("To which agency?", "Police").Presses("Make the recommendation");
        page.Done.ShouldEndWith("is made");
        page.Said.ShouldContain("Write down what every child says (Police). Not answered yet");
        (await officer.Opens(page.Document.QuerySelector("a[href^='/actions/recommendations/R']")!.GetAttribute("href")!)).Said.ShouldContain("Anonymous worries, finding 1");
        var disagree = await (await (await SignedIn(BoardMember)).Opens(here)).Follows("I disagree with this: finding 1");
        disagree.Said.ShouldContain("The child’s view is missing");
        var finding = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from audits.finding limit 1");
        (await (await SignedIn(BoardMember, "WCC")).Opens($"/challenges/new?about=finding:{finding}")).Status.ShouldBe(HttpStatusCode.NotFound, "another area");
        disagree = await disagree.Fill("Who is to answer?", "Whoever decided or answered").Fill("What do you disagree with, why, and what should happen?", "It was asked for in record 2").Presses("Ask them to answer");
        disagree.Done.ShouldEndWith("they are asked, and told");

        page = await (await manager.Opens(here)).Follows("Write the learning summary");
        page.Value("What happened").ShouldStartWith("We looked at 2 of 4 in Royal Borough of Kensington and Chelsea");
        (await page.Presses("Publish in the library")).Errors.ShouldContain("Write “Questions for your team”");
        page = await page.Fill("What we learnt", "Agencies check what they are told").Fill("Questions for your team", "Whose view is missing?").Presses("Publish in the library");
        page.Done.ShouldBe("Published in the library");
        (await officer.Opens(page.Path)).Said.ShouldContain("Whose view is missing?");

        page = await (await manager.Opens(here)).Presses("Close it");
        page.Done.ShouldBe("Closed. Its auditors are no longer let in");
        page.SummaryValue("Let in, RBKC").ShouldBe("Ended on 3 March 2026");
        (await officer.Opens($"/people/{drawn[0]}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact where kind = 'matter.involvement-ended'")).ShouldBe(4, "two auditors, two records");

        // The same again, a year later: like with like.
        page = await (await manager.Opens(here)).Follows("Audit again");
        page = await page.Fill("Records from which day?", "1 1 2026").Fill("To which day?", "3 3 2026").Presses("Plan it");
        var again = page.Path[..^"/auditors".Length];
        (await manager.Opens($"{again}/beside")).Table("Agreed grades").Count.ShouldBe(4);
        await Change("update audits.audit set tool_print = 'other' where closed_at is not null");
        (await manager.Opens($"{again}/beside")).Said.ShouldContain("the audit tool has changed");

        async Task Fills(Visitor auditor, int number, string grade)
        {
            var form = await auditor.Opens($"{here}/records/{number}");
            foreach (var question in new[] { "Was the same threshold applied as to a referral with a name?", "Was what the family said checked with other agencies?", "Was it part of a dispute between parents?", "Was the child seen, or their view known?" }) { form.Fill(question, "Yes"); }
            form = await form.Fill("How do you grade it?", grade).Fill("Why this grade?", "Because it says so").Presses("Complete the form");
            form.Done.ShouldBe($"The form for record {number} is completed", form.Said);
        }

        async Task<List<Guid>> People()
        {
            await using var ask = Stage.Database.As(DatabaseRoles.Owner).CreateCommand("select s.person_id from audits.subject s join audits.record r on r.id = s.record_id order by r.number");
            await using var row = await ask.ExecuteReaderAsync();
            var found = new List<Guid>();
            while (await row.ReadAsync()) { found.Add(row.GetGuid(0)); }
            return found;
        }

        async Task Change(string sql)
        {
            await using var connection = await Stage.Database.As(DatabaseRoles.Owner).OpenConnectionAsync();
            await using var change = new NpgsqlCommand($"set session_replication_role = replica; {sql}", connection);
            await change.ExecuteNonQueryAsync();
        }

        static Task<int> Sheets(TrellisDb db) => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(db.Set<Modules.Audits.Sheet>());
        static Task<int> Subjects(TrellisDb db) => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(db.Set<Modules.Audits.Subject>());
    }

    [Fact]
    public async Task An_agency_reports_an_audit_of_its_own_and_a_dip_sample_is_one_auditors()
    {
        Stage.Clock.Set(TestClock.Start);
        var (officer, school, manager) = (await SignedIn(PoliceOfficer), await SignedIn(SchoolLead), await SignedIn(BusinessManager));
        var page = await (await officer.Opens("/audits")).Follows("Report an audit your agency made");
        (await page.Presses("Report it")).Errors.ShouldBe(["How many records must be a whole number, like 12", "Enter the day it was finished", "Select the grade"]);
        page = await page.Fill("What is the audit called?", "Merlins").Fill("What was looked at?", "Notifications of domestic abuse").Fill("How many records?", "30").Fill("When was it finished?", "1 2 2026").Fill("How do you grade it overall?", "Good").Fill("What was learnt?", "Say who was in the room").Presses("Report it");
        page.Done.ShouldBe("Reported to the partnership");
        (await manager.Opens("/audits")).Table("Audits agencies made by themselves").ShouldHaveSingleItem()["Records"].ShouldBe("30");
        (await school.Opens("/audits")).Said.ShouldNotContain("Merlins");

        page = await manager.Opens("/audits/new");
        page = page.Fill("What is audited?", "Decisions on referrals").Fill("What is the audit called?", "A dip").Fill("What kind of audit is it?", "Dip sample").Fill("Records from which day?", "1 1 2026").Fill("To which day?", "1 3 2026").Fill("Which areas is it for?", "Royal Borough of Kensington and Chelsea");
        (await page.Fill("Which agencies audit?", "Police, Health trust").Presses("Plan it")).Errors.ShouldBe(["A dip sample is one agency’s"]);
        page = await page.Fill("Which agencies audit?", "Police").Presses("Plan it");
        page = await page.Fill("E-mail address of the auditor", Stage.EmailOf(PoliceOfficer)).Presses("Name them");
        (await page.Fill("E-mail address of the auditor", Stage.EmailOf(PoliceOfficer, number: 2)).Presses("Name them")).Errors.ShouldBe(["A dip sample has one auditor"]);
        page = await (await page.Follows("Draw the records")).Fill("Seed", "heron").Presses("Draw the records");
        page.Errors.ShouldHaveSingleItem().ShouldStartWith("There are no such records");
    }
}
