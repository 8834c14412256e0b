using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Allegations;

/// <summary>Consultations, who was reached, checklists, trends and learning: recorded and read by the designated officer, and by nobody else but where it says so.</summary>
public sealed class The_designated_officers_pages(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task What_is_recorded_is_read_there_counted_and_kept_from_others()
    {
        Stage.On("2026-03-02 10:00");
        var lado = await SignedIn(Lado);

        var log = await lado.Opens("/allegations/consultations");
        (await log.Presses("Record it")).Errors.ShouldBe(["Enter who asked", "Select what they are", "Select the sector", "Enter what they asked", "Select what you advised", "Enter your advice"]);
        log = await log.Fill("Who asked, and of which setting?", "Head of Larkspur Primary School").Fill("What are they?", "School or college").Fill("Sector", "Schools and colleges")
            .Fill("What did they ask?", "A colleague gave a pupil a lift").Fill("What did you advise?", "A low-level concern for the employer").Fill("Your advice, in your words", "Write it down, talk to them").Presses("Record it");
        log.Table("Consultations").ShouldHaveSingleItem()["Who asked"].ShouldStartWith("Head of Larkspur Primary School");

        var reached = await lado.Opens("/allegations/promotion");
        (await reached.Fill("How many people?", "many").Presses("Record it")).Errors.ShouldContain("How many were reached must be a whole number up to 100,000");
        reached = await reached.Fill("How?", "Meet the LADO workshop").Fill("Sector", "Faith groups").Fill("How many people?", "14").Presses("Record it");
        reached.Table("Last two years").ShouldHaveSingleItem()["People"].ShouldBe("14");

        var checklist = await lado.Opens("/allegations/checklists");
        checklist.Fill("Setting", "Riverside church").Fill("Sector", "Faith groups");
        foreach (var (_, title) in Stage.Practised.Model.Allegations.Checklist) { checklist.Fill(title, "Yes"); }
        checklist.Fill(Stage.Practised.Model.Allegations.Checklist[0].Title, "No");
        (await checklist.Presses("Record it")).Errors.ShouldBe(["Enter what is missing, and by when it will be there"]);
        checklist.Fill(checklist.Document.QuerySelectorAll("label").Select(l => l.TextContent.Trim()).First(l => l.StartsWith("What is missing", StringComparison.Ordinal)).Replace(" (optional)", "", StringComparison.Ordinal), "A policy by June");
        checklist = await checklist.Presses("Record it");
        checklist.Table("Settings, as they last stood").ShouldHaveSingleItem()["In place"].ShouldBe("9 of 10");

        // A sector that was told and refers nothing stands out; one nobody of was reached too.
        var trends = await lado.Opens("/allegations/trends");
        var sectors = trends.Table("Sectors");
        sectors.Single(s => s["Sector"] == "Faith groups")["To know"].ShouldBe("No referral this year.");
        sectors.Single(s => s["Sector"] == "Sports and leisure")["To know"].ShouldEndWith("Nobody of this sector was reached in the last 12 months.");
        sectors.Single(s => s["Sector"] == "Schools and colleges")["Settings"].ShouldBe("39");
        sectors.Single(s => s["Sector"] == "Schools and colleges")["Consultations"].ShouldBe("1");

        // Learning is an action of the one list, and says nothing of a matter.
        var learning = await lado.Opens("/allegations/learning");
        learning = await learning.Fill("What is to be done?", "Lone working is in the code of conduct").Fill("Which agency’s is it?", "Larkspur Primary School").Fill("By which day?", "30 6 2026").Presses("Set the action");
        learning.Done.ShouldEndWith("is set");
        (await (await SignedIn(SchoolLead)).Opens("/actions")).Said.ShouldContain("Lone working is in the code of conduct");
        (await Count("actions.action", "matter_id is not null")).ShouldBe(0);

        // Others: the pages are not theirs, and the tables show them nothing but what is no secret.
        foreach (var role in (string[])[TeamManager, BusinessManager, Analyst]) { (await (await SignedIn(role)).Opens("/allegations/consultations")).Status.ShouldBe(HttpStatusCode.Forbidden, role); }
        foreach (var role in (string[])[TeamManager, BusinessManager, SchoolLead, PoliceOfficer]) { (await Stage.InTables(Stage.Someone(role), "gave a pupil a lift", "allegation.consulted")).ShouldBeEmpty(role); }
        (await Stage.InTables(Stage.Someone(Lado, "WCC"), "gave a pupil a lift", "A policy by June")).ShouldBeEmpty("another area’s");
        (await Stage.InTables(Stage.Someone(TeamManager), "A policy by June")).ShouldBeEmpty();
        (await Stage.InTables(Stage.Someone(BusinessManager), "A policy by June")).ShouldBe(["allegations.checklist_answer"], "who keeps the partnership’s business plans who is to be reached");
    }

    [Fact]
    public async Task Whoever_was_kept_is_known_like_everybody_once_they_come_into_a_matter_that_is_not_hidden()
    {
        Stage.On("2026-03-02 10:00");
        var lado = await SignedIn(Lado);
        var add = await lado.Opens("/people/add?start=allegations");
        await add.Fill("First name", "Ottilie").Fill("Last name", "Vantongeren").Fill("Sex", "Female").Fill("Ethnic group", Stage.Practised.Model.Codes["ethnic-group"].Codes[0].Title).Presses("Save and continue");
        var id = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from people.person where family_name = 'Vantongeren'");
        (await (await SignedIn(FrontDoorWorker)).Searches("Ottilie Vantongeren")).Said.ShouldContain("0 people found");
        (await Count("access.kept_person", $"person_id = '{id}'")).ShouldBe(1);

        var person = await Stage.LookAsync(async db => (await db.People.FindAsync(id))!);
        await As(Lado).Begins("front-door", "contact", person);

        (await (await SignedIn(FrontDoorWorker)).Searches("Ottilie Vantongeren")).Table("People found").ShouldHaveSingleItem()["Name"].ShouldContain("Vantongeren");
        (await Count("access.kept_person", $"person_id = '{id}'")).ShouldBe(0);
    }
}
