using System.Net;
using System.Text;
using Trellis.Modules.Questionnaires;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Meetings;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Questionnaires;

/// <summary>A self-assessment as it goes: asked, answered with a colleague, signed, moderated, compared, reported to the board.</summary>
public sealed class A_round_from_invitation_to_report(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task Schools_answer_sign_and_reopen_and_the_board_hears_of_it()
    {
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var made = await manager.Makes("schools-audit", "Schools’ audit", "27 3 2026", p => p.Fill("Every agency of these kinds", "Schools and education"));
        made.Done.ShouldBe("Schools’ audit is open: 2 are asked");
        made.SummaryValue("Answered").ShouldBe("0 of 2 (0%)");
        (await manager.Makes("schools-audit", "Nobody", "1 3 2026", p => p.Fill("Every agency of these kinds", "Police"))).Errors.ShouldBe(["The last day must be the same as or after the day it opens"]);

        // A message, a line on the list, and nothing of it for another agency.
        var lead = await SignedIn(SchoolLead);
        (await lead.Opens("/messages")).Said.ShouldContain("To be answered: questionnaire Q");
        var begun = await (await (await lead.Opens("/questionnaires")).Follows("Schools’ audit")).Presses("Begin");
        begun.Tasks.ShouldBe(["Leadership: To do", "Staff: To do", "Children: To do", "Working together: To do"]);
        var here = begun.Path;
        (await (await SignedIn(SchoolLead, "WCC")).Opens(here)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(PoliceOfficer)).Opens(here)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.Opens($"{here}/read")).Status.ShouldBe(HttpStatusCode.NotFound, "what is not signed is nobody else's");
        (await lead.Opens($"/questionnaires/{made.Id()}")).Status.ShouldBe(HttpStatusCode.Forbidden);

        // Saved on the way: what is missing is said at its field, what was typed is kept.
        var section = await (await lead.Opens($"{here}/leadership")).Fill("A child protection policy: how far is this met?", "Met").Fill("What shows it", "Policy of January").Attach("Documents that show it", "policy.txt", Encoding.UTF8.GetBytes("Our policy"), "text/plain").Presses("Save and continue");
        section.Errors.Count.ShouldBe(3);
        section.ErrorAt("A designated safeguarding lead: how far is this met?").ShouldBe("Select a designated safeguarding lead: how far is this met?".Replace("Select a", "Select an answer to “A", StringComparison.Ordinal) + "”");
        var kept = await lead.Opens($"{here}/leadership");
        kept.Value("A child protection policy: how far is this met?").ShouldBe("Met");
        kept.Said.ShouldContain("policy.txt");
        (await kept.Rates("Met", ("A deputy", "Partly met")).Presses("Save and continue")).Tasks[0].ShouldBe("Leadership: Completed");

        // A section given to a colleague, who is told and says that it is done; two who save one section are told of each other.
        var given = await (await lead.Opens($"{here}/staff")).Fill("Who answers it?", $"Designated safeguarding lead of a school 2, RBKC").Presses("Give it to them");
        given.Tasks[1].ShouldBe("StaffGiven to Designated safeguarding lead of a school 2, RBKC: To do");
        var colleague = await SignedIn(SchoolLead, number: 2);
        (await colleague.Opens("/messages")).Said.ShouldContain("A section for you: questionnaire Q");
        var stale = await lead.Opens($"{here}/staff");
        (await (await colleague.Opens($"{here}/staff")).Rates("Met").Presses("Save and say that you have finished")).Tasks[1].ShouldEndWith("who has finished: Completed");
        var clash = await stale.Rates("Not met").Presses("Save and continue");
        clash.Notice.ShouldContain("Somebody saved this section while you had it open");
        (await lead.Opens($"{here}/staff")).Value("Training: how far is this met?").ShouldBe("Met", "nothing is saved over unseen");

        foreach (var other in new[] { "children", "working-together" })
        {
            var page = (await lead.Opens($"{here}/{other}")).Rates("Met");
            if (other is "working-together") { page.Fill("Do you hear what became of your referrals?", "Not good").Fill("What do you need from the partnership?", "To hear back"); }
            await page.Presses("Save and continue");
        }

        var signed = await (await lead.Opens(here)).Presses("Sign and send");
        signed.Done.ShouldBe("It is sent");
        signed.SummaryValue("How far").ShouldStartWith("Signed on 2 March 2026");
        (await lead.Opens($"{here}/staff")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Count("questionnaires.draft")).ShouldBe(0);
        var facts = "select count(*) from record.effective f join record.fact_detail d on d.fact_id = f.id and d.field = 'colour' where f.kind = 'questionnaire.standard-rated' and f.source_id = (select id from questionnaires.response where invitation_id = $1)";
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, facts, Guid.Parse(begun.Id()))).ShouldBe(13);

        // What was signed is proved by its hash, and its document is given to those who read it.
        var read = await manager.Opens($"{here}/read");
        read.SummaryValue("Its hash").Length.ShouldBe(64);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select encode(frozen, 'hex') from record.fact where kind = 'questionnaire.signed' order by recorded desc limit 1")).ShouldBe(read.SummaryValue("Its hash"));
        var evidence = read.Document.QuerySelector("a[href*='/evidence/']")!.GetAttribute("href")!;
        (await (await manager.Fetches(evidence)).Content.ReadAsStringAsync()).ShouldBe("Our policy");
        (await (await SignedIn(BoardMember)).Opens(evidence)).Status.ShouldBe(HttpStatusCode.NotFound);

        // Opened again with a reason: it counts nowhere until it is signed anew, and the version before stays.
        (await (await lead.Opens(here)).Presses("Open it again")).Errors.ShouldBe(["Enter why it is opened again"]);
        (await (await lead.Opens(here)).Fill("Why is it opened again?", "The deputy has left").Presses("Open it again")).Done.ShouldBe("It is open again");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, facts, Guid.Parse(begun.Id()))).ShouldBe(0);
        (await manager.Opens($"/questionnaires/{made.Id()}")).SummaryValue("Answered").ShouldBe("0 of 2 (0%)");
        await (await lead.Opens($"{here}/leadership")).Rates("Met", ("A deputy", "Not met")).Presses("Save and continue");
        (await (await lead.Opens(here)).Presses("Sign and send")).Done.ShouldBe("It is sent");
        (await manager.Opens($"{here}/read?version=1")).Said.ShouldContain("Another version took its place");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, facts, Guid.Parse(begun.Id()))).ShouldBe(13);

        // Moderated by a peer with a reason, beside the school's own score; by the school itself never.
        var peer = await SignedIn(BoardMember);
        (await peer.Opens($"{here}/read")).Status.ShouldBe(HttpStatusCode.NotFound);
        await (await manager.Opens($"/questionnaires/{made.Id()}/invitations/{begun.Id()}")).Fill("Peers who moderate what they answer", "Police").Presses("Save the peers");
        var moderating = await (await peer.Opens("/questionnaires")).Follows("Larkspur Primary School: Schools’ audit");
        moderating.Buttons.ShouldContain("Save what you make of A child protection policy: how far is this met?", string.Join(";", moderating.Buttons) + moderating.Said);
        var form = moderating.FormOf("Save what you make of A child protection policy: how far is this met?").Where(f => f.Key is not ("Given" or "Reason")).ToList();
        (await peer.Sends(HttpMethod.Post, $"{here}/read?handler=Moderate", [.. form, new("Given", "partly-met"), new("Reason", "")])).Errors.ShouldBe(["Enter why, in 2,000 characters or fewer"]);
        (await peer.Sends(HttpMethod.Post, $"{here}/read?handler=Moderate", [.. form, new("Given", "partly-met"), new("Reason", "Not reviewed this year")])).Said.ShouldContain("Moderated: Partly met");
        (await (await SignedIn(SchoolLead)).Opens($"{here}/read")).Said.ShouldContain("Not reviewed this year");

        // Results by the stated rule; an action for the standard; the report, as a file, and on the agenda of a meeting.
        var results = await manager.Opens($"/questionnaires/{made.Id()}/results");
        results.Said.ShouldContain("A group is red when at least 25 in 100 of its answers are red");
        var line = results.Table("Leadership").First(r => r.Values.First() is "A child protection policy");
        line["% green"].ShouldBe("100% (0% moderated)");
        results.Table("By sector").ShouldHaveSingleItem()["Sector"].ShouldBe("Schools and education");
        var question = await results.Follows("A deputy who covers the role");
        question.Table("Who answered what").ShouldHaveSingleItem()["Its own score"].ShouldBe("Not met Red");
        var board = await Boards.ABoard(manager, "Schools’ board", "Chair\nPolice");
        question = await (await manager.Opens(question.Path)).Fill("What is to be done?", "Name a deputy").Fill("Which body follows it?", "Schools’ board").Fill("Which agency does it?", "Larkspur Primary School").Fill("By when?", "1 5 2026").Presses("Set the action");
        question.Done.ShouldStartWith("Action A");
        question.Table("Actions").ShouldHaveSingleItem()["What is to be done"].ShouldBe("Name a deputy");
        (await manager.Opens("/actions?source=questionnaire")).Said.ShouldContain("Name a deputy");

        var words = await manager.Opens($"/questionnaires/{made.Id()}/words");
        (await words.Presses("Tag them: What do you need from the partnership?")).Errors.ShouldBe(["Select what the theme is in"]);
        words = await (await manager.Opens($"/questionnaires/{made.Id()}/words")).Fill("Answers", "To hear back", words.Document.QuerySelectorAll("fieldset").Length).Fill("What the new theme is called", "Feedback", words.Document.QuerySelectorAll("input[name=Title]").Length).Presses("Tag them: What do you need from the partnership?");
        words.Table("Themes").ShouldHaveSingleItem()["Theme"].ShouldBe("Feedback");

        var report = await (await manager.Opens($"/questionnaires/{made.Id()}/report")).Fill("How sure can it be that standards are met?", "Limited assurance").Fill("What should the board know?", "One school of two").Presses("Save what the report says");
        report.Said.ShouldContain("Limited assurance.");
        report.Said.ShouldContain("Not answered: Bluebell Lane Primary School.");
        report.Said.ShouldContain("Name a deputy");
        (await manager.Fetches($"/questionnaires/{made.Id()}/report?handler=File&format=docx")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await manager.Fetches($"/questionnaires/{made.Id()}/results?handler=File&format=csv")).Content.ReadAsStringAsync()).ShouldContain("A deputy who covers the role,0,0,1,Red,0");
        (await manager.Fetches($"/questionnaires/{made.Id()}/results?handler=File&format=xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Boards.Called(manager, board, "20 3 2026");
        var taken = await (await manager.Opens($"/questionnaires/{made.Id()}/report")).Fill("Which meeting?", "Schools’ board, 20 March 2026, 9am to 10am").Presses("Put it on the agenda");
        taken.Said.ShouldContain("Assurance report: Schools’ audit");
        (await taken.Follows("Assurance report: Schools’ audit")).Said.ShouldContain("A deputy who covers the role");

        // Next time the answers are brought forward, what changes is marked, and the rounds are compared.
        (await (await manager.Opens($"/questionnaires/{made.Id()}")).Presses("Close the round now")).Done.ShouldBe("The round is closed");
        var next = await manager.Makes("schools-audit", "Next audit", "30 4 2026", p => p.Fill("Every agency of these kinds", "Schools and education"));
        next.SummaryValue("Compared with").ShouldBe("Schools’ audit");
        lead = await SignedIn(SchoolLead);
        var again = await (await (await lead.Opens("/questionnaires")).Follows("Next audit")).Presses("Begin");
        again.Tasks.ShouldAllBe(t => t.EndsWith(": Completed", StringComparison.Ordinal));
        var changed = await (await lead.Opens($"{again.Path}/leadership")).Fill("A deputy who covers the role: how far is this met?", "Met").Presses("Save and continue");
        changed.Tasks[0].ShouldBe("Leadership1 answer has changed since last time: Completed");
        await changed.Presses("Sign and send");
        var compared = (await manager.Opens($"/questionnaires/{next.Id()}/results")).Table("Leadership").First(r => r.Values.First() is "A deputy who covers the role");
        (compared["Last time"], compared["Since"]).ShouldBe(("0%", "+100"));
    }

    [Fact]
    public async Task Somebody_without_an_account_answers_by_a_link_and_a_code_and_sees_nothing_else()
    {
        var manager = await SignedIn(BusinessManager);
        Task<TestPage> Make(string lines) => manager.Makes("private-health", "Private providers", "27 3 2026", p => p.Fill("People or organisations without an account", lines));
        (await Make("name,address\nThornfield Clinic,lead@thornfield.example\n,nobody@example.org\nThe Mews,")).Errors.ShouldBe(["Line 3: The name is missing. Line 4: The address is missing: an e-mail address, a telephone number, or where the letter goes"]);
        (await Count("questionnaires.round", "title = 'Private providers'")).ShouldBe(0);
        var round = await Make("name,address\nThornfield Clinic,lead@thornfield.example\nThe Mews,The Mews surgery");
        round.Done.ShouldBe("Private providers is open: 2 are asked");

        var invitation = await round.Follows("Thornfield Clinic");
        var link = await invitation.Presses("Make a link");
        var (address, code) = (new Uri(link.Document.QuerySelector("#address")!.TextContent).AbsolutePath, link.Document.QuerySelector("#code")!.TextContent);
        var guest = Site.Visitor();
        (await guest.Opens("/questionnaire")).Status.ShouldBe(HttpStatusCode.NotFound);
        var opened = await guest.Opens(address);
        opened.Said.ShouldNotContain("Thornfield");
        (await opened.Fill("Your code", "000 000").Presses("Continue")).Errors.ShouldBe(["That is not the code. After 5 wrong codes the link stops working"]);
        var begun = await (await (await guest.Opens(address)).Fill("Your code", code).Presses("Continue")).Presses("Begin");
        begun.Tasks.ShouldBe(["Your arrangements: To do"]);
        foreach (var elsewhere in new[] { "/questionnaires", "/work", $"/questionnaires/{round.Id()}" }) { (await guest.Opens(elsewhere)).Path.ShouldBe("/sign-in", elsewhere); }
        (await (await guest.Opens("/questionnaire/section/your-arrangements")).Rates("Met").Presses("Save and return later")).Tasks.ShouldBe(["Your arrangements: Completed"]);

        // In another browser with the same link, what was saved is there; a new link takes the old one's place.
        var later = Site.Visitor();
        (await (await later.Opens(address)).Fill("Your code", code).Presses("Continue")).Tasks.ShouldBe(["Your arrangements: Completed"]);
        link = await (await manager.Opens(invitation.Path)).Presses("Make another link");
        (await later.Opens("/questionnaire")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await guest.Opens(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (address, code) = (new Uri(link.Document.QuerySelector("#address")!.TextContent).AbsolutePath, link.Document.QuerySelector("#code")!.TextContent);
        var last = await (await later.Opens(address)).Fill("Your code", code).Presses("Continue");
        (await last.Presses("Send")).Errors.ShouldBe(["Enter your post, in 200 characters or fewer"]);
        (await last.Fill("Who sends it?", "Safeguarding lead").Presses("Send")).Heading.ShouldBe("Thank you");
        (await manager.Opens($"/questionnaires/{round.Id()}")).SummaryValue("Answered").ShouldBe("1 of 2 (50%)");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.act where word like 'guest.%' and user_id <> $1", Actor.SystemId)).ShouldBe(0);

        // Whoever is asked no more is in no rate, and their link opens nothing.
        var mews = await (await manager.Opens($"/questionnaires/{round.Id()}")).Follows("The Mews");
        link = await mews.Presses("Make a link");
        address = new Uri(link.Document.QuerySelector("#address")!.TextContent).AbsolutePath;
        for (var wrong = 1; wrong <= RoundLink.MostTries; wrong++) { await (await Site.Visitor().Opens(address)).Fill("Your code", "12").Presses("Continue"); }
        (await Site.Visitor().Opens(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await manager.Opens(mews.Path)).Presses("Do not ask them any more")).Done.ShouldBe("The Mews is not asked any more");
        (await manager.Opens($"/questionnaires/{round.Id()}")).SummaryValue("Answered").ShouldBe("1 of 1 (100%)");
    }

    [Fact]
    public async Task Rounds_open_remind_and_close_by_themselves_and_are_counted_in_figures()
    {
        var manager = await SignedIn(BusinessManager);
        var round = await (await manager.Opens("/questionnaires/new?of=schools-audit")).Fill("What is the round called?", "Timed").Fill("When does it open?", "9 3 2026").Fill("What is the last day?", "31 3 2026").Fill("Every agency of these kinds", "Schools and education").Presses("Make the round");
        round.Done.ShouldBe("Timed opens on 9 March 2026");
        var lead = await SignedIn(SchoolLead);
        (await lead.Opens("/questionnaires")).Said.ShouldNotContain("Timed");
        var told = "select string_agg(kind || ' ' || count, ', ' order by kind) from (select kind, count(*) from messages.message where reference = $1 group by 1) k";
        var reference = round.Heading.Split(' ')[0];
        async Task<string?> Pass(string on) { On(on); await Passes(); await Passes(); return await Stage.SqlAsync<string>(DatabaseRoles.Owner, told, reference); }

        (await Pass("2026-03-09 08:00")).ShouldBe("questionnaire-asked 4");
        (await Pass("2026-03-10 08:00")).ShouldBe("questionnaire-asked 4");
        (await Pass("2026-03-17 08:00")).ShouldBe("questionnaire-asked 4, questionnaire-due 4", "ten working days before");
        (await Pass("2026-03-26 08:00")).ShouldBe("questionnaire-asked 4, questionnaire-due 8", "three working days before");
        (await Pass("2026-04-01 08:00")).ShouldBe("questionnaire-asked 4, questionnaire-due 12", "the day after");
        (await Count("questionnaires.round", "title = 'Timed' and closed_at is null")).ShouldBe(1, "who is late can still answer");
        await Pass("2026-04-02 08:00");
        (await Count("questionnaires.round", "title = 'Timed' and closed_at is null")).ShouldBe(0);

        var figures = Stage.Practised.Model.Figures.Where(f => f.Id is "questionnaire-rounds" or "questionnaires-sent" or "questionnaire-return-rate").ToArray();
        figures.Length.ShouldBe(3);
        manager = await SignedIn(BusinessManager);
        (await manager.Opens("/figures/questionnaire-return-rate")).Status.ShouldBe(HttpStatusCode.OK);
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact f join record.fact_detail d on d.fact_id = f.id and d.field = 'answered' and d.code = 'no' where f.kind = 'questionnaire.came-to-its-end' and f.source_id = $1", Guid.Parse(round.Id()))).ShouldBe(1);
    }

    private Task<int> Passes() => Stage.As(Stage.Everything).In(services => ((RoundKeeping)services.GetService(typeof(RoundKeeping))!).PassAsync());
}
