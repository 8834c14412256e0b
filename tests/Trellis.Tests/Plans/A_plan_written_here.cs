using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Plans;

/// <summary>A plan set up and changed by form; its actions in the one list; on one page as a file; its words in the annual report.</summary>
public sealed class A_plan_written_here(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task What_is_said_in_the_list_of_actions_shows_in_the_plan()
    {
        var (manager, page) = await SetUp("Plan with a list 2025-27");
        var agency = await AgencyTitle();
        var form = await page.Follows("add an action to Fewer wait");
        (await form.Presses("Save")).Errors.ShouldBe(["Enter what is to be done"]);
        page = await form.Fill("What is to be done?", "Count who waits each month").Fill("Which agency does it? (optional)", agency).Fill("By which day? (optional)", "30 6 2026").Presses("Save");
        page.Done.ShouldBe("The action stands in the plan and in the list of actions");
        page = await (await page.Follows("add an action to Fewer wait")).Fill("What is to be done?", "Ask families").Presses("Save");
        page.Done.ShouldBe("The action is added");
        page.Said.ShouldContain("Not started");

        var member = await SignedIn(BoardMember);
        var theirs = await (await member.Opens(page.Path)).Follows("Say how far action 1 is");
        theirs.Path.ShouldStartWith("/actions/A");
        (await theirs.Fill("How far is it?", "In progress").Fill("What was done?", "Counted twice by now").Presses("Save")).Done.ShouldBe("Saved how far it is");
        (await manager.Opens(page.Path)).Said.ShouldContain("Counted twice by now");
        var scrutineer = await (await SignedIn(Scrutineer)).Opens(page.Path);
        scrutineer.Said.ShouldContain("Counted twice by now", Case.Sensitive, "everybody who sees the plan sees how far it is");
        scrutineer.Said.ShouldNotContain("Add a priority");
        (await manager.Opens("/actions")).Said.ShouldContain("Count who waits each month");
        (await manager.Opens($"{page.Path}/action?id={await IdOf("Count who waits each month")}")).Status.ShouldBe(HttpStatusCode.NotFound, "it is changed in the list");
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from actions.of_plan($1)", Guid.Parse(page.Path.Split('/')[^1]))).ShouldBe(0, "nobody asks");
        (await (await SignedIn(BoardMember)).Opens($"{page.Path}/priority")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select source from actions.action where text = 'Count who waits each month'")).ShouldBe("plan");
    }

    [Fact]
    public async Task A_printed_action_keeps_its_words_and_is_given_to_an_agency()
    {
        await Stage.TakesInPlan("printed_plan_2025-27.csv", "priority,outcome,action,who,when,update\nPrinted,Said,Draw the map,Teams,Each quarter,Ongoing\n", "RBKC");
        var manager = await SignedIn(BusinessManager);
        var page = await (await manager.Opens("/plans")).Follows("Printed plan 2025-27");
        page.Said.ShouldContain("Ongoing, with no end");
        var form = await page.Follows("Give it to an agency action 1");
        form.Said.ShouldContain("Its words stay as they are printed");
        (await form.Presses("Save")).Errors.ShouldBe(["Select the agency that does it", "Enter the day it is due"], ignoreOrder: true);
        page = await form.Fill("Which agency does it?", await AgencyTitle()).Fill("By which day?", "30 6 2026").Presses("Save");
        page.Said.ShouldContain("In the list of actions");
        page.Said.ShouldContain("Ongoing, with no end", Case.Sensitive, "until something is said in the list");
        page.Said.ShouldNotContain("No day can be told");
    }

    [Fact]
    public async Task What_is_changed_reads_otherwise_and_a_name_is_had_once()
    {
        var (manager, page) = await SetUp("First name 2025-27");
        (await (await manager.Opens("/plans/new")).Fill("What is it called?", "First name 2025-27").Presses("Set it up")).Errors.ShouldBe(["There is a plan of this name already"]);
        (await (await page.Follows("Add a priority")).Fill("What is the priority?", "Waiting").Presses("Save")).Errors.ShouldBe(["This plan has this priority already"]);
        var change = await page.Follows("Change what it is called, or its years");
        (await change.Fill("From which day? (optional)", "1 4 2026").Fill("Until which day? (optional)", "1 4 2025").Presses("Save")).Errors.ShouldBe(["The last day must be the same as or after the first"]);
        page = await change.Fill("What is it called?", "Second name 2025-27").Presses("Save");
        page = await (await page.Follows("Change this outcome, or its measures, Fewer wait")).Fill("What is to be different?", "Nobody waits").Presses("Save");
        page.Said.ShouldContain("Nobody waits");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f where f.source_id = $1", Guid.Parse(page.Path.Split('/')[^1]))).ShouldBe("plan.set-up plan.changed plan.changed plan.changed plan.changed");
    }

    [Fact]
    public async Task On_one_page_as_a_file_and_in_the_annual_report()
    {
        var (manager, page) = await SetUp("Reported plan 2025-27");
        page = await (await page.Follows("Write the progress of Waiting")).Fill("What came of this priority? (optional)", "Waiting lists are <shorter>").Presses("Save");
        using var word = await manager.Fetches($"{page.Path}/one-page.docx");
        word.StatusCode.ShouldBe(HttpStatusCode.OK);
        word.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Reported plan 2025-27 on one page.docx");
        (await manager.Opens($"{page.Path}/one-page.odt")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.Opens("/reports/annual/2025-26")).Said.ShouldContain("Waiting lists are <shorter>");
        (await manager.Opens("/reports/annual/2019-20")).Said.ShouldNotContain("Waiting lists are", Case.Sensitive, "the plan is of other years");
        (await manager.Opens("/reports/annual/2019-20")).Said.ShouldContain("What became of the priorities of its plans");
    }

    private async Task<(Visitor Manager, TestPage Page)> SetUp(string title)
    {
        var manager = await SignedIn(BusinessManager);
        var form = await manager.Opens("/plans/new");
        (await form.Presses("Set it up")).Errors.ShouldBe(["Enter what the plan is called"]);
        var page = await form.Fill("What is it called?", title).Fill("From which day? (optional)", "1 4 2025").Fill("Until which day? (optional)", "31 3 2027").Presses("Set it up");
        page = await (await page.Follows("Add a priority")).Fill("What is the priority?", "Waiting").Presses("Save");
        page = await (await page.Follows("add an outcome to Waiting")).Fill("What is to be different?", "Fewer wait").Fill("Which figure would show it? (optional)", "Referrals to children's social care").Presses("Save");
        page.Done.ShouldBe("The outcome is added");
        return (manager, page);
    }

    private async Task<string> AgencyTitle() => (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select title from agencies.agency where code = $1", Stage.Someone(BoardMember).Agency!))!;

    private Task<Guid> IdOf(string text) => Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from plans.action where text = $1", text);
}
