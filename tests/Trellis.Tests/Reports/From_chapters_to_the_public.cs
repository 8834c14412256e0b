using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Reports.Writing;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Figures;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Reports;

/// <summary>A report is begun, written by two, commented on, put before the partners, approved by each, published, read by anybody, and corrected.</summary>
public sealed class From_chapters_to_the_public(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task From_the_first_chapter_to_a_correction()
    {
        await Stage.ArePrinted();
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var list = await manager.Opens("/reports");
        (await list.Presses("Begin it")).Errors.ShouldBe(["Select the year to report on"]);
        var page = await list.Fill("Which year?", "2021-22").Presses("Begin it");
        var address = page.Path;
        page.Table("Chapters").Select(r => r["Chapter"]).ShouldContain("Training");

        // Only one chapter is kept, so that what is held against it is known.
        foreach (var chapter in page.Table("Chapters").Select(r => r["Chapter"]).Where(c => c is not ("Introduction" or "Training")).ToArray())
        {
            page = await (await manager.Opens(ChapterOf(await manager.Opens(address), chapter))).Presses("Leave it out");
        }

        var training = await manager.Opens(ChapterOf(await manager.Opens(address), "Training"));
        training = await training.Fill("Which agency writes it?", "Police").Fill("Who there?", "Training lead").Presses("Keep it");
        training.Done.ShouldBe("It is said whose the chapter is");
        var police = await SignedIn(BoardMember, "RBKC", "WCC");
        var theirs = await police.Opens(training.Path);
        theirs = await theirs.Fill("Text", "Officers learnt together. {figure training-workshops area=BI} workshops were held.").Presses("Save the chapter");
        theirs.Done.ShouldBe("The chapter is saved");
        (await police.Opens(ChapterOf(page, "Introduction"))).Buttons.ShouldNotContain("Save the chapter");

        var scrutineer = await SignedIn(Scrutineer, "RBKC", "WCC");
        var read = await scrutineer.Opens(training.Path);
        read.Buttons.ShouldNotContain("Save the chapter");
        read = await read.Fill("Which words?", "Officers learnt together.").Fill("What should they be?", "Officers and social workers learnt together.").Presses("Keep the comment");
        read.Done.ShouldBe("Your comment is kept");
        page = await manager.Opens(address);
        page.Said.ShouldContain("A comment nobody answered");
        page = await page.Presses("Put it before the partners");
        page.Errors.ShouldBe(["1 thing is to be put right first"]);

        theirs = await (await police.Opens(training.Path)).Presses("Take the suggestion");
        theirs.Done.ShouldBe("The comment is answered");
        (await theirs.Follows("what changed")).Said.ShouldContain("Officers and social workers learnt together.");
        page = await (await manager.Opens(address)).Presses("Put it before the partners");
        page.Done.ShouldBe("The report is with the safeguarding partners");
        page.Buttons.ShouldNotContain("Publish it");
        (await scrutineer.Opens(address)).Buttons.ShouldNotContain("Approve it for Metropolitan Police");
        var anybody = Site.Visitor();
        (await anybody.Opens("/published/annual-report/2021-22")).Status.ShouldBe(HttpStatusCode.NotFound);
        page = await (await police.Opens(address)).Presses("Approve it for Metropolitan Police");
        page.Done.ShouldBe("You approved the report for your agency");
        await OthersApproveAsync();
        page = await (await manager.Opens(address)).Presses("Publish it");
        page.Done.ShouldBe("The report is published");

        var published = await anybody.Opens("/published/annual-report/2021-22");
        published.Said.ShouldContain("Officers and social workers learnt together.");
        published.Said.ShouldNotContain("draft", Case.Insensitive);
        (await anybody.Opens("/published")).Said.ShouldContain("Annual report 2021-22");
        (await (await anybody.Fetches("/published/annual-report/2021-22/data.csv")).Content.ReadAsStringAsync()).ShouldContain("training-workshops");
        (await (await anybody.Fetches("/published/annual-report/2021-22/data.json")).Content.ReadAsStringAsync()).ShouldContain("\"figure\": \"training-workshops\"");
        (await anybody.Opens("/published/annual-report/2021-22/nothing")).Status.ShouldBe(HttpStatusCode.NotFound);

        // What is published stays as it was, whatever is written after.
        await (await manager.Opens(training.Path)).Fill("Text", "Something else altogether.").Presses("Save the chapter");
        (await anybody.Opens("/published/annual-report/2021-22")).Said.ShouldNotContain("Something else");
        await (await manager.Opens(address)).Presses("Put it before the partners");
        await (await police.Opens(address)).Presses("Approve it for Metropolitan Police");
        await OthersApproveAsync();
        page = await (await manager.Opens(address)).Presses("Publish it");
        page.Errors.ShouldBe(["Enter what was corrected, for those who read the earlier one"]);
        page = await page.Fill("What was corrected?", "The first sentence on training").Presses("Publish it");
        published = await anybody.Opens("/published/annual-report/2021-22");
        published.Said.ShouldContain("The first sentence on training");
        published.Said.ShouldContain("Something else altogether.");

        page = await (await manager.Opens(address)).Follows("Add easy read or a translation");
        page = await page.Fill("What is it?", "Easy read").Fill("Title, in its language", "Our year in easy words").Fill("Text", "We keep children safe.").Presses("Publish it beside the report");
        page.Done.ShouldBe("It is published beside the report");
        (await (await anybody.Opens("/published/annual-report/2021-22")).Follows("Our year in easy words")).Said.ShouldContain("We keep children safe.");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(distinct kind, ' ' order by kind) from record.fact where kind like 'report.%'"))
            .ShouldBe("report.approved report.begun report.edition-added report.published report.put-before-partners report.remark-answered report.remarked report.section-given report.section-written");
    }

    [Fact]
    public async Task Two_who_change_one_paragraph_are_shown_each_other_and_can_go_on()
    {
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var report = await (await manager.Opens("/reports")).Fill("Which year?", "2024-25").Presses("Begin it");
        var chapter = ChapterOf(report, "Introduction");
        var (mine, theirs) = (await manager.Opens(chapter), await (await SignedIn(BusinessManager, "RBKC", "WCC", 2)).Opens(chapter));
        (await theirs.Fill("Text", "What they wrote.").Presses("Save the chapter")).Done.ShouldBe("The chapter is saved");

        mine = await mine.Fill("Text", "What I wrote.").Presses("Save the chapter");
        mine.Errors.ShouldBe([WrittenReport.Clash]);
        mine.Said.ShouldContain("What they wrote.");
        mine = await mine.Fill("Text", "What they wrote, and I.").Presses("Save the chapter");
        mine.Done.ShouldBe("The chapter is saved");
        mine.Said.ShouldContain("What they wrote, and I.");
    }

    [Fact]
    public async Task A_printed_figure_that_does_not_add_up_is_explained()
    {
        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        await Stage.ArePrinted();
        var finding = FigureCheck.Run(Published.Real().Rows, over: Stage.Practised.Model.Footprint)[0];
        (await manager.Opens("/figures/checks")).Said.ShouldNotContain("Explained");
        var page = await manager.Opens($"/figures/checks/{finding.Key}");
        page.Said.ShouldContain(finding.Message);
        page = await page.Presses("Keep it");
        page.Errors.ShouldBe(["Select what is known of it"]);
        page = await page.Fill("What is known?", "It was printed wrong, and cannot be changed").Fill("How do you know?", "The agency sent the numbers again").Presses("Keep it");
        page.Done.ShouldBe("What is known of it is kept");
        page.Said.ShouldContain("The agency sent the numbers again");
        (await manager.Opens("/figures/checks")).Said.ShouldContain("Explained");
        (await (await SignedIn(BoardMember, "RBKC", "WCC")).Opens(page.Path)).Buttons.ShouldNotContain("Keep it");
        (await manager.Opens("/figures/checks/0000000000000000")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string ChapterOf(TestPage page, string title) => page.Main.QuerySelectorAll("table a").Single(a => a.TextContent == title).GetAttribute("href")!;

    /// <summary>The partners whose people have no account here.</summary>
    private async Task OthersApproveAsync()
    {
        await using var scope = Stage.Services.CreateAsyncScope();
        var (db, acting, desk) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<Acting>(), scope.ServiceProvider.GetRequiredService<WritingDesk>());
        var partner = Stage.Someone(BoardMember, "RBKC", "WCC");
        acting.As(partner);
        acting.Begin(ActWords.ApproveReport);
        var report = (await desk.ReadAsync(await db.Set<WrittenReport>().Where(r => r.Year == "2021-22").Select(r => r.Id).SingleAsync(), default))!;
        foreach (var signer in desk.Signers().Where(s => s.Agency is not "police")) { report.Approve(report.LastProof!.Id, signer, partner with { Agency = signer.Agency }, Stage.Clock.Now).Refused(out var why).ShouldBeFalse(why?.Words); }
        await db.SaveChangesAsync();
    }
}
