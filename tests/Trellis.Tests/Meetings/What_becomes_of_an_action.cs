using Trellis.Platform.Storage;
using Trellis.Tests.Documents;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>An action on its page: done with evidence, agreed or sent back, due another day, carried forward; and whose list it is in.</summary>
public sealed class What_becomes_of_an_action(TestSite site) : OnSite(site)
{
    private async Task<string> AnAction(string text, string more = "", string header = "")
    {
        await Stage.TakesInActions("Executive", $"date,action,status,agency,due{header}\n2026-01-10,{text},In progress,police,2026-02-20{more}\n", "RBKC");
        return (await Stage.ReferenceOf(text))!;
    }

    [Fact]
    public async Task Done_with_evidence_it_is_sent_back_with_a_reason_and_then_agreed()
    {
        var reference = await AnAction("Show the new pathway");
        var (manager, police) = (await SignedIn(BusinessManager), await SignedIn(PoliceOfficer));
        var paper = Papers.Pdf("the pathway");

        var page = await police.Opens($"/actions/{reference}");
        page.Buttons.ShouldNotContain("Send it back");
        page.Buttons.ShouldNotContain("Change the due date");
        (await page.Fill("How far is it?", "Complete").Fill("What was done?", "Published").Attach("Documents that show it (optional)", "pathway.pdf", "not one"u8.ToArray()).Presses("Save")).Errors.ShouldBe(["The file is called a PDF, but it is not one, or it is damaged"]);
        (await police.Opens($"/actions/{reference}")).SummaryValue("How far").ShouldBe("In progress Overdue", "what was refused changed nothing");
        page = await police.Opens($"/actions/{reference}");
        page = await page.Fill("How far is it?", "Complete").Fill("What was done?", "Published").Attach("Documents that show it (optional)", "pathway.pdf", paper).Presses("Save");
        page.Done.ShouldBe("Saved how far it is");
        var link = page.Document.QuerySelector("a[download]")!.GetAttribute("href")!;
        (await (await police.Fetches(link)).Content.ReadAsByteArrayAsync()).ShouldBe(paper);
        (await (await SignedIn(SchoolLead)).Opens(link)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await Count("record.view", "what = 'evidence'")).ShouldBe(1);

        page = await manager.Opens($"/actions/{reference}");
        (await page.Presses("Send it back")).Errors.ShouldBe(["Enter what is still to be done"]);
        page = await page.Fill("What is still to be done?", "The schools have not seen it").Presses("Send it back");
        page.Done.ShouldBe("Sent back");
        page.SummaryValue("How far").ShouldBe("In progress Overdue");
        page.Table("What was done")[0]["What was said"].ShouldBe("The schools have not seen it");

        page = await (await police.Opens($"/actions/{reference}")).Fill("How far is it?", "Complete").Fill("What was done?", "They have now").Presses("Save");
        page = await (await manager.Opens($"/actions/{reference}")).Presses("Agree that it is complete");
        page.SummaryValue("How far").ShouldBe("Complete Agreed");
        (await Facts(reference)).ShouldBe("action.set action.assigned action.updated action.sent-back action.updated action.agreed");
    }

    [Fact]
    public async Task Its_due_date_changes_with_a_reason_and_the_history_stays()
    {
        var reference = await AnAction("Train the panel");
        var page = await (await SignedIn(BusinessManager)).Opens($"/actions/{reference}");
        (await page.Presses("Change the due date")).Errors.ShouldBe(["Enter the new due date"]);
        (await page.Fill("By which day now?", "20 2 2026").Fill("Why does it change?", "No").Presses("Change the due date")).Errors.ShouldBe(["This is the day it is due on already"]);
        (await page.Fill("By which day now?", "1 5 2026").Fill("Why does it change?", "").Presses("Change the due date")).Errors.ShouldBe(["Enter why the due date changes"]);
        page = await page.Fill("By which day now?", "1 5 2026").Fill("Why does it change?", "The trainer is ill").Presses("Change the due date");
        page.SummaryValue("Due").ShouldBe("1 May 2026");
        page.SummaryValue("Why it stands out so").ShouldBe("It is due on 1 May 2026");
        page.Table("What was done")[0].ShouldSatisfyAllConditions(r => r["How far"].ShouldBe("Due date changed from 20 February 2026 to 1 May 2026"), r => r["What was said"].ShouldBe("The trainer is ill"));
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(d.field || ' ' || d.code, ', ' order by d.field) from record.fact f join record.fact_detail d on d.fact_id = f.id join actions.action a on a.id = f.source_id where a.reference = $1 and f.kind = 'action.re-dated'", reference)).ShouldBe("due 2026-05-01, was 2026-02-20");
    }

    [Fact]
    public async Task Carried_forward_it_stays_the_same_action_and_counts_how_often()
    {
        await Stage.TakesInActions("Quality subgroup", "action,status\nOne of its own,Open\n", "RBKC");
        var reference = await AnAction("Compare the audits");
        var manager = await SignedIn(BusinessManager);
        var page = await (await manager.Opens($"/actions/{reference}")).Fill("To which body?", "Quality subgroup").Fill("Why is it carried forward? (optional)", "It is theirs to know").Presses("Carry it forward");
        page.Done.ShouldBe("Carried forward");
        page = await page.Fill("To which body?", "Quality subgroup").Presses("Carry it forward");
        page.SummaryValue("Carried forward").ShouldBe("2 times, now with Quality subgroup");
        page.SummaryValue("Set by").ShouldStartWith("Executive");
        var body = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from meetings.body where title = 'Quality subgroup'");
        (await manager.Opens($"/actions?show=open&body={body}")).Said.ShouldContain(reference);
    }

    [Fact]
    public async Task The_body_agrees_several_at_once_or_none_of_them()
    {
        await Stage.TakesInActions("Forum", "action,status,agency\nFirst of three,Complete,police\nSecond of three,Complete,police\nThird of three,In progress,police\n", "RBKC");
        var references = new[] { (await Stage.ReferenceOf("First of three"))!, (await Stage.ReferenceOf("Second of three"))!, (await Stage.ReferenceOf("Third of three"))! };
        var manager = await SignedIn(BusinessManager);
        await (await manager.Opens($"/actions/{references[2]}")).Fill("How far is it?", "Complete").Fill("What was done?", "All of it").Presses("Save");

        var list = await manager.Opens("/actions?show=to-agree&text=of+three");
        (await list.Presses("Agree that those ticked are complete")).Errors.ShouldBe(["Select those the body agrees are complete"]);
        foreach (var reference in references) { list = list.Fill($"Agree that {reference} is complete", "yes"); }
        (await list.Presses("Agree that those ticked are complete")).Errors.ShouldBe([$"{references[2]}: You said that it is complete, so somebody else agrees it"]);
        (await Count("actions.action", "agreed_at is not null and text like '%of three'")).ShouldBe(0, "all or none");
        list = await manager.Opens("/actions?show=to-agree&text=of+three");
        foreach (var reference in references[..2]) { list = list.Fill($"Agree that {reference} is complete", "yes"); }
        list = await list.Presses("Agree that those ticked are complete");
        list.Done.ShouldBe("Agreed that 2 actions are complete");
        list.Said.ShouldContain("1 action.");
        list.Address.Query.ShouldContain("text=of", customMessage: "the filter is kept");
    }

    [Fact]
    public async Task Mine_are_those_given_to_a_post_i_hold_and_my_agencys_are_all_of_them()
    {
        var given = await AnAction("Given to the board member");
        var agencys = await AnAction("Given to nobody in the police");
        var manager = await SignedIn(BusinessManager);
        var page = await (await manager.Opens($"/actions/{given}")).Fill("Which agency’s is it?", "Police").Fill("Which post’s is it?", "Board member of an agency").Presses("Save whose it is");
        page.SummaryValue("Whose it is").ShouldBe("Board member of an agency, Police");
        page.SummaryValue("Who holds the post").ShouldContain("Board member of an agency 1, RBKC");
        page.SummaryValue("Due").ShouldBe("20 February 2026", "whose it is says nothing of when");

        var member = await SignedIn(BoardMember);
        (await member.Opens("/actions?show=mine")).Said.ShouldSatisfyAllConditions(s => s.ShouldContain(given), s => s.ShouldNotContain(agencys));
        (await member.Opens("/actions?show=agency")).Said.ShouldSatisfyAllConditions(s => s.ShouldContain(given), s => s.ShouldContain(agencys));
        (await (await SignedIn(PoliceOfficer)).Opens("/actions?show=mine")).Said.ShouldNotContain(given);
        (await (await SignedIn(SchoolLead)).Opens("/actions?show=agency")).Said.ShouldNotContain(given);
    }

    [Fact]
    public async Task Filters_combine_addresses_keep_them_and_the_same_list_is_downloaded()
    {
        await Stage.TakesInActions("Filtering board", "date,item,action,status,agency,due\n2026-01-10,Item 9,Overdue heron,Open,police,2026-02-20\n2026-01-10,Item 9,Later heron,On track,police,2026-12-20\n2026-01-10,Item 9,Overdue moorhen,Open,health-trust,2026-02-20\n2026-01-10,Item 9,=HYPERLINK(1) heron,Open,police,2026-02-20\n", "RBKC");
        var manager = await SignedIn(BusinessManager);
        var page = await (await manager.Opens("/actions")).Fill("Words in it (optional)", "HERON").Fill("Agency", "Police").Fill("How it stands out", "Red: overdue").Fill("How far", "Not started").Presses("Show");
        page.Table("Open").Select(r => r["What is to be done"]).ShouldAllBe(t => t.Contains("heron", StringComparison.Ordinal));
        page.Table("Open").Count.ShouldBe(2);
        page = await page.Follows("Overdue");
        (page.Table("Overdue").Count, page.Value("Words in it (optional)"), page.Value("Agency")).ShouldBe((2, "HERON", "Police"));
        (await manager.Opens("/actions?colour=green&text=heron")).Table("Open").ShouldHaveSingleItem()["What is to be done"].ShouldStartWith("Later heron");
        (await manager.Opens("/actions?text=100%25")).Said.ShouldContain("0 actions.");
        (await manager.Opens("/actions?show=nonsense")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);

        var csv = (await page.Follows("Download as CSV")).Text;
        csv.ShouldSatisfyAllConditions(c => c.ShouldContain("Overdue heron"), c => c.ShouldNotContain("moorhen"), c => c.ShouldNotContain("Later heron"), c => c.ShouldContain("\"'=HYPERLINK(1) heron\""));
        (await Count("record.view", "what = 'actions-export'")).ShouldBe(1);
        (await (await SignedIn(SchoolLead)).Opens("/actions?handler=Csv&show=all")).Text.ShouldNotContain("heron", customMessage: "a download shows what the list does");
    }

    [Fact]
    public async Task An_action_is_set_by_hand_with_what_it_is_meant_to_change()
    {
        await Stage.TakesInActions("Hand board", "action,status\nBegin,Open\n", "RBKC");
        var manager = await SignedIn(BusinessManager);
        var page = await (await manager.Opens("/actions")).Follows("Set an action");
        (await page.Presses("Set the action")).Errors.ShouldContain("Select the body that sets it");
        page = await page.Fill("What is to be done?", "Halve the waiting").Fill("Which body sets it?", "Hand board").Fill("What sets it?", "Audit").Fill("Which agency’s is it?", "Police").Fill("By which day?", "1 6 2026")
            .Fill("Which figure is it meant to change?", Stage.Practised.Model.Figures[0].Title).Fill("Which standard is it meant to meet? (optional)", "Standard 4: children are seen").Presses("Set the action");
        page.Done.ShouldStartWith("Action A");
        page.SummaryValue("Set by what").ShouldBe("Audit");
        page.Said.ShouldContain("Standard 4: children are seen");
        page.Links.ShouldContain(Stage.Practised.Model.Figures[0].Title);
    }

    private Task<string?> Facts(string reference) => Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f join actions.action a on a.id = f.source_id where a.reference = $1", reference);
}
