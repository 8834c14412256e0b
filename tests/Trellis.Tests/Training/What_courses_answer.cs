using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Training;

/// <summary>A course is linked to a recommendation and a finding: what it reached and changed stands beside what it answers.</summary>
public sealed class What_courses_answer(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task What_a_course_changed_stands_on_the_recommendation_it_answers()
    {
        await Stage.TakesInRecommendations("Learning panel", "recipient,recommendation,response,recommendation_number,meeting_date\nPartnership,That staff learn to notice,,1,2025-11-04\n", "RBKC");
        var recommendation = await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select reference from actions.recommendation where recommendation.text = 'That staff learn to notice'");
        await FindingAsync();
        await Stage.HoldsAsync("2026-02-10", 8, came: true, [.. Enumerable.Range(1, 6).Select(i => ($"person{i}@larkspur.example", $"Ottoline Marsh {i}"))]);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "update training.workshop set cost = 90");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into training.evaluation (id, area, workshop_id, experience, will_do, comments, at) select id, area, workshop_id, 4, '', '', now() from training.booking");
        // Six people: knowledge up by 1, 1, 1, 2, 2 and 2; confidence the same. Mean 1.5, s 0.548, t of 5 degrees 2.571.
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into training.rating (evaluation_id, outcome, what, before, after) select b.id, 1, k.what, 2, case when row_number() over (partition by k.what order by b.turn) <= 3 then 3 else 4 end from training.booking b cross join (values ('knowledge'), ('confidence')) as k(what)");

        var manager = await SignedIn(BusinessManager, "RBKC", "WCC");
        var page = await (await (await manager.Opens("/training?show=courses")).Follows("Noticing")).Follows("What it answers");
        page.Said.ShouldContain("Nobody has linked it");
        (await page.Fill("Which recommendation or finding does it answer?", "R999").Fill("What of it does the course answer, and how?", "All").Presses("Link it")).Errors.ShouldHaveSingleItem().ShouldStartWith("There is no such recommendation");
        (await page.Fill("Which recommendation or finding does it answer?", "Q901/9").Presses("Link it")).Errors.ShouldBe(["Audit Q901 has no finding 9 that you may read"]);
        (await page.Fill("Which recommendation or finding does it answer?", recommendation!).Fill("What of it does the course answer, and how?", "").Presses("Link it")).Errors.ShouldBe(["Enter what of it the course answers, and how"]);
        page = await LinksAsync(page, recommendation!, "Half a day on noticing");
        (await Filled(page, recommendation!, "Again").Presses("Link it")).Errors.ShouldBe(["The course is linked to it already"]);
        page = await LinksAsync(await manager.Opens(page.Path), "q901 finding 2", "The same half day");
        page.Table("What it answers").Select(r => r["Finding or recommendation"]).ShouldBe([$"Recommendation {recommendation} That staff learn to notice", "Finding 2 of audit Q901 Nobody asked who lives there"]);

        // On the course, on the page of what training changed, and on the recommendation, to whoever reads it.
        (await manager.Opens(page.Path.Replace("/answers", "", StringComparison.Ordinal))).Table("What it answers").Count.ShouldBe(2);
        page = await (await manager.Opens("/training")).Follows("What training changed");
        var row = page.Table("By course").ShouldHaveSingleItem();
        (row["Workshops"], row["Came"], row["Before to after"], row["Change, and its interval of 95%"], row["Cost of each place used"]).ShouldBe(("1", "6", "2.00 to 3.50", "1.50 (0.93 to 2.07)", "£15.00"));
        page.Table("What “Noticing” answers").Count.ShouldBe(2);
        (await manager.Opens("/training/impact?year=1999")).Status.ShouldBe(HttpStatusCode.NotFound);

        var member = await SignedIn("scrutineer");
        page = await member.Opens($"/actions/recommendations/{recommendation}");
        row = page.Table("Training that answers it").ShouldHaveSingleItem();
        (row["Course"], row["Reached"], row["Knowledge and confidence, 1 to 4"], row["Cost of each place used"]).ShouldBe(("Noticing", "1 workshop, 6 people came", "2.00 to 3.50, change 1.50 (0.93 to 2.07)", "£15.00"));
        page.Table("From first report to evidence").Select(r => r["What was said"]).ShouldContain("Half a day on noticing");
        page.Said.ShouldNotContain("Ottoline Marsh");
        (await member.Opens("/training/impact")).Status.ShouldBe(HttpStatusCode.Forbidden);

        // In the annual report, in numbers, to whoever reads it.
        await Stage.ArePrinted();
        page = await (await (await SignedIn(Analyst)).Opens("/reports")).Follows("Annual report 2025-26");
        Row(page, "Workshops, delegates and rates", "Workshops held").ShouldBe("None held | 1");
        Row(page, "Workshops, delegates and rates", "Attendance rate").ShouldBe("None held | 100.0%");
        Row(page, "What each course changed", "Noticing").ShouldBe("1 | 6 | 2.00 to 3.50 | 1.50 (0.93 to 2.07) | £15.00");
        Row(page, "How many answered", "All").ShouldBe("100.0%, 6 of 6 | Nobody yet | Too few answers");
        page.Said.ShouldContain("Half a day on noticing");
        page.Said.ShouldNotContain("Ottoline Marsh");

        page = await (await (await manager.Opens("/training?show=courses")).Follows("Noticing")).Follows("What it answers");
        (await page.Presses($"Take back: Recommendation {recommendation}")).Done.ShouldBe("Taken back");
        (await member.Opens($"/actions/recommendations/{recommendation}")).Said.ShouldNotContain("Training that answers it");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(kind, ' ' order by id) from record.fact where kind like 'training.answer%'")).ShouldBe("training.answer-linked training.answer-linked training.answer-taken-back");
    }

    private static TestPage Filled(TestPage page, string of, string why) => page.Fill("Which recommendation or finding does it answer?", of).Fill("What of it does the course answer, and how?", why);

    private static string Row(TestPage page, string table, string head) => string.Join(" | ", page.Document.QuerySelectorAll("table").Single(t => t.QuerySelector("caption")!.TextContent.StartsWith(table, StringComparison.Ordinal))
        .QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == head).QuerySelectorAll("td").Select(c => c.TextContent));

    private static async Task<TestPage> LinksAsync(TestPage page, string of, string why)
    {
        page = await Filled(page, of, why).Presses("Link it");
        page.Done.ShouldBe("Linked", page.Said);
        return page;
    }

    /// <summary>An audit with two findings, written past its pages.</summary>
    private async Task FindingAsync()
    {
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            insert into audits.audit (id, reference, template, title, kind, scope, tool, tool_print, areas, sizes, agencies, from_on, until_on, lead_id, made_at, edition)
            select uuidv7(), 'Q901', 'anonymous-referrals', 'Who lives there', 'dip-sample', 'referrals', 'anonymous-referral-tool', 'x', '{RBKC}', '{4}', '{police}', '2025-01-01', '2025-12-31', (select id from agencies.staff limit 1), now(), 0
            """);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "insert into audits.finding (id, audit_id, number, kind, records, text, at, by_id) select uuidv7(), a.id, n, 'improvement', '{1}', case n when 1 then 'Letters late' else 'Nobody asked who lives there' end, now(), a.lead_id from audits.audit a cross join generate_series(1, 2) n where a.reference = 'Q901'");
    }
}
