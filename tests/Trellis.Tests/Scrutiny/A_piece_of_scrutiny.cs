using System.Net;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Scrutiny;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Scrutiny;

/// <summary>From the plan of a year to what was found, what agencies answer and what the annual report says: on its pages.</summary>
public sealed class A_piece_of_scrutiny(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task It_is_planned_seen_found_and_ended_and_others_read_it_then()
    {
        var scrutineer = await SignedIn(Scrutineer);
        var form = await scrutineer.Opens("/scrutiny/new");
        (await form.Presses("Put it on the plan")).Errors.ShouldBe(["Enter what it is called", "Enter the question it is to answer", "Enter who leads it", "Select how it looks", "Select what it serves", "Enter the day"], ignoreOrder: true);
        var page = await Planned(scrutineer, "The front door at night");
        page.SummaryValue("What it serves").ShouldBe("Assurance that the arrangements work");
        (await scrutineer.Opens("/scrutiny")).Said.ShouldContain("What nothing in this plan serves");
        (await page.Fill("What does it say in the end?", "Early").Presses("End it")).Errors.ShouldBe(["Record at least one finding first, a strength or something to improve"]);
        page = await page.Fill("On which day?", "1 1 2090").Fill("Where, or with whom?", "Night duty team").Fill("What was seen and heard?", "Two people answer").Presses("Record it");
        page.Errors.ShouldBe(["The day must be today or in the past"]);
        page = await page.Fill("On which day?", "27 2 2026").Fill("With how many people was there a conversation? (optional)", "4").Presses("Record it");
        page.Done.ShouldBe("What was seen is recorded");
        (await page.Presses("Record the finding")).Errors.ShouldBe(["Select what kind of finding it is"]);
        page = await page.Fill("What kind of finding is it?", "To be improved").Fill("What was found?", "The night rota has gaps").Presses("Record the finding");

        var member = await SignedIn(BoardMember);
        (await member.Opens(page.Path)).Said.ShouldNotContain("The night rota has gaps");
        (await SeenBy(BoardMember, page.Path)).ShouldBe((0, 0), "the database keeps it from others until the piece of work is ended");
        page = await page.Fill("What does it say in the end?", "Nights need a second person").Presses("End it");
        page.Buttons.ShouldNotContain("Record it");
        (await member.Opens(page.Path)).Said.ShouldContain("The night rota has gaps");
        (await SeenBy(BoardMember, page.Path)).ShouldBe((1, 1));
        (await (await SignedIn(SocialWorker)).Opens(page.Path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(BusinessManager, "WCC")).Opens(page.Path)).Status.ShouldBe(HttpStatusCode.NotFound, "it is of another area");
        var manager = await SignedIn(BusinessManager);
        (await manager.Opens(page.Path)).Said.ShouldNotContain("Recommend something", Case.Sensitive, "the scrutineer alone does");
        (await Facts("scrutiny.activity", page.Path)).ShouldBe("scrutiny.planned scrutiny.visited scrutiny.found scrutiny.ended");
    }

    [Fact]
    public async Task A_finding_leads_to_a_recommendation_and_an_action()
    {
        var body = await ABoard(await SignedIn(BusinessManager), "Scrutinised board", "Chair");
        var scrutineer = await SignedIn(Scrutineer);
        var page = await Planned(scrutineer, "Handovers");
        page = await page.Fill("What kind of finding is it?", "To be put right at once").Fill("What was found?", "Nobody reads the handover").Presses("Record the finding");
        var because = await page.Follows("Recommend something, or set an action because of finding 1");
        var police = AgencyTitle;
        page = await because.Fill("What is recommended?", "Read it together").Fill("To which agency?", police).Fill("Which body follows it?", "Scrutinised board").Presses("Make the recommendation");
        page.Said.ShouldContain($"to {police}: Not answered yet");
        because = await page.Follows("Recommend something, or set an action because of finding 1");
        page = await because.Fill("What is to be done?", "Put the handover on the wall").Fill("Which agency does it?", police).Fill("By when?", "1 4 2026").Presses("Set the action");
        page.Table("Actions").ShouldHaveSingleItem()["How far"].ShouldBe("Not started");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select source from actions.recommendation where text = 'Read it together'")).ShouldBe("scrutiny");
        body.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_the_annual_report_says_of_a_year_is_kept_in_each_version()
    {
        var scrutineer = await SignedIn(Scrutineer);
        var page = await scrutineer.Opens("/scrutiny/years/2025-26");
        (await page.Fill("What does the annual report say of independent scrutiny?", " ").Presses("Save")).Errors.ShouldBe(["Enter what the annual report says of independent scrutiny"]);
        page = await page.Fill("What does the annual report say of independent scrutiny?", "A first wording").Presses("Save");
        page = await page.Fill("What does the annual report say of independent scrutiny?", "Partners open their doors").Presses("Save");
        page.Said.ShouldContain("Partners open their doors");
        page.Table("The year in numbers").ShouldContain(r => r["What"] == "Occasions led by young scrutineers");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from scrutiny.summary where year = '2025-26'")).ShouldBe(2);
        (await (await SignedIn(BoardMember)).Opens("/scrutiny/years/2025-26")).Buttons.ShouldNotContain("Save");
        (await scrutineer.Opens("/scrutiny/years/2025")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private string AgencyTitle => Stage.SqlAsync<string>(DatabaseRoles.Owner, "select title from agencies.agency where code = $1", Stage.Someone(BoardMember).Agency!).Result!;

    private async Task<(int Visits, int Findings)> SeenBy(string role, string path) => await Stage.As(role).Sees(async db =>
    {
        var reference = path.Split('/')[^1].ToUpperInvariant();
        var found = await db.Set<Activity>().AsNoTracking().Include(a => a.Visits).Include(a => a.Findings).SingleAsync(a => a.Reference == reference);
        return (found.Visits.Count, found.Findings.Count);
    });

    private async Task<string?> Facts(string table, string path) =>
        await Stage.SqlAsync<string>(DatabaseRoles.Owner, $"select string_agg(f.kind, ' ' order by f.id) from record.fact f join {table} t on t.id = f.source_id where t.reference = $1", path.Split('/')[^1].ToUpperInvariant());

    internal static async Task<TestPage> Planned(Visitor scrutineer, string name) => await (await scrutineer.Opens("/scrutiny/new")).Fill("What is it called?", name).Fill("Which question is it to answer?", "Who answers at night?").Fill("How does it look?", "A visit to a service")
        .Fill("What does it serve?", "Assurance that the arrangements work").Fill("Who leads it?", "Lead scrutineer").Fill("By which day is it to be done?", "31 3 2026").Presses("Put it on the plan");
}
