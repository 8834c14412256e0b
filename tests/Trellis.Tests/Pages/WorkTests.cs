using System.Net;
using Trellis.Modules.People;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>Clocks as they are read on the pages, corrections and withdrawals as they show, and who looked.</summary>
public sealed class WorkTests(TestSite site) : OnSite(site)
{
    [Theory]
    [InlineData("2026-03-02 14:00", "Due tomorrow 3 March 2026")]
    [InlineData("2026-03-03 09:00", "Due today 3 March 2026")]
    [InlineData("2026-03-04 09:00", "1 working day late 3 March 2026")]
    [InlineData("2026-03-06 09:00", "3 working days late 3 March 2026")]
    [InlineData("2026-03-08 09:00", "3 working days late 3 March 2026")]
    public async Task The_work_list_says_how_near_a_duty_is(string now, string words)
    {
        var child = await Given.AChild(c => c.Named($"Heron {Letters(now)}"));
        await Given.AReferral(child);

        On(now);

        (await Due(child)).ShouldBe(words);
    }

    [Fact]
    public async Task The_most_urgent_stands_first_and_long_lists_have_pages()
    {
        var worker = await SignedIn(SocialWorker, "WCC");
        for (var i = 0; i < 27; i++)
        {
            var child = await Given.AChild(c => c.In("WCC").Named($"Plover {Letters($"{i:00}")}"));
            await Given.AReferral(child, ("referred-on", i == 20 ? "2026-02-25 10:00" : "2026-03-02 09:00"));
        }

        var first = await worker.Opens("/work");
        var second = await first.Follows("Next page");

        first.Said.ShouldContain("27 steps to do, 1 late");
        first.Table("Work, the most urgent first").Count.ShouldBe(25);
        first.Table("Work, the most urgent first")[0]["Who it is about"].ShouldBe($"Plover {Letters("20")}");
        second.Table("Work, the most urgent first").Count.ShouldBe(2);
        second.Links.ShouldContain("Previous page");
        (await worker.Opens("/work?page=nonsense")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_corrected_date_moves_what_is_due_and_the_old_one_stays_readable()
    {
        var child = await Given.AChild(c => c.Named("Dunlin Ferncroft"));
        var referral = await Given.AReferral(child, ("referred-on", "2026-03-02 09:00"));
        (await Due(child)).ShouldBe("Due tomorrow 3 March 2026");
        var worker = await SignedIn(FrontDoorWorker);

        var page = await worker.Opens($"/steps/{referral.Id}/correct");
        page.Value("When did it become a referral?").ShouldBe("2 3 2026 09:00");
        page = await page.Fill("When did it become a referral?", "27 2 2026 4:30pm").Fill("What was wrong?", "It was agreed on Friday").Presses("Save the correction");

        page.Done.ShouldBe("Referral corrected");
        (await Due(child)).ShouldBe("Due today 2 March 2026");
        var line = (await worker.Opens($"/people/{child.Id}")).Chronology.First(l => l.Contains("Referral: Received", StringComparison.Ordinal));
        line.ShouldStartWith("27 February 2026");
        line.ShouldContain("Corrected Referral: Received");
        line.ShouldContain("When: 27 February 2026, 4:30pm. Was: 2 March 2026, 9am");
        line.ShouldContain("Reason: It was agreed on Friday");
        (await worker.Opens($"/people/{child.Id}")).Table("Statuses").ShouldHaveSingleItem()["From"].ShouldBe("27 February 2026");
        (await worker.Opens($"/steps/{referral.Id}?version=1")).SummaryValue("When did it become a referral?").ShouldBe("2 March 2026, 9am");
    }

    [Fact]
    public async Task Withdrawing_says_first_what_it_undoes_then_undoes_it_and_leaves_the_trail()
    {
        var child = await Given.AChild(c => c.Named("Teal Ferncroft"));
        var referral = await Given.AReferral(child, ("referred-on", "2026-03-02 09:00"));
        var worker = await SignedIn(FrontDoorWorker);

        var triage = (await Stage.Step("triage", child)).Id;
        (await worker.Opens($"/steps/{triage}/withdraw")).Said.ShouldContain("“Referral” stands on this step, so it cannot be withdrawn. Withdraw the later step first.");
        var page = await (await worker.Opens($"/steps/{referral.Id}")).Follows("Withdraw this step");
        page.Said.ShouldContain("The step “Decision” that it opened will be taken away");
        page.Said.ShouldContain("The clock “Decide what to do about a referral”, due 3 March 2026, will no longer run");
        page.Said.ShouldContain("The status “Child in need” that began on 2 March 2026 will be taken away");
        page = await page.Presses("Withdraw this step");
        page.Errors.ShouldBe(["Select what was wrong", "Enter what happened"]);
        page = await page.Fill("What was wrong?", "It was done in error").Fill("What happened?", "It was only asked for advice").Presses("Withdraw this step");

        page.Done.ShouldBe("Referral withdrawn");
        page.Tasks.ShouldContain("Referral: To do");
        page.Tasks.ShouldNotContain(t => t.StartsWith("Decision", StringComparison.Ordinal));
        page.Chronology.ShouldContain(l => l.Contains("Withdrawn Referral: Received", StringComparison.Ordinal) && l.Contains("Reason: It was only asked for advice", StringComparison.Ordinal));
        (await worker.Opens($"/people/{child.Id}")).Document.QuerySelectorAll("caption").ShouldNotContain(c => c.TextContent == "Statuses");
        (await worker.Opens($"/steps/{referral.Id}")).Heading.ShouldBe("Referral Withdrawn");
    }

    [Fact]
    public async Task A_step_about_the_wrong_child_says_nothing_more_on_their_record()
    {
        var child = await Given.AChild(c => c.Named("Wigeon Ferncroft"));
        var contact = await Given.AContact(child, ("worry", "A worry about somebody else"), ("factors", "domestic-abuse"));
        var worker = await SignedIn(FrontDoorWorker);

        var page = await worker.Opens($"/steps/{contact.Id}/withdraw");
        await page.Fill("What was wrong?", "It is about the wrong person").Fill("What happened?", "Two children of one name").Presses("Withdraw this step");

        var record = await worker.Opens($"/people/{child.Id}");
        record.Chronology.ShouldContain(l => l.Contains("A step about somebody else was recorded here in error and withdrawn", StringComparison.Ordinal));
        record.Said.ShouldNotContain("Domestic abuse");
        record.Said.ShouldNotContain("A worry about somebody else");
        var step = await worker.Opens($"/steps/{contact.Id}");
        step.Said.ShouldNotContain("A worry about somebody else");
    }

    [Fact]
    public async Task The_chronology_says_every_act_with_who_did_it_and_why()
    {
        var child = await Given.AChild(c => c.Named("Curlew Ferncroft"));
        await Given.AContact(child);
        await As(FrontDoorWorker, number: 2).Completes("triage", child, outcome: "no-further-action", ("reason", "The school is helping already"));

        var lines = (await (await SignedIn(SocialWorker)).Opens($"/people/{child.Id}")).Chronology;

        lines.ShouldContain(l => l.Contains("Triage: No further action", StringComparison.Ordinal) && l.Contains("Front door worker 2, RBKC", StringComparison.Ordinal) && l.Contains("How great is the risk now?", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("Contact: Send to triage", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("Front door opened", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("Described", StringComparison.Ordinal) && l.Contains("Born 1 May 2016", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_looks_is_written_down_on_every_page_about_somebody()
    {
        var child = await Given.AChild(c => c.Named("Avocet Ferncroft"));
        var other = await Given.AChild(c => c.Named("Whimbrel Ferncroft").With(child));
        var referral = await Given.AReferral(child);
        var open = await Stage.Step("decision", child);
        var worker = await SignedIn(SocialWorker);
        var user = Stage.Someone(SocialWorker).UserId;
        foreach (var address in new[]
        {
            $"/people/{child.Id}", $"/matters/{referral.MatterId}", $"/matters/{referral.MatterId}/join", $"/steps/{referral.Id}", $"/steps/{referral.Id}/correct", $"/steps/{referral.Id}/withdraw",
            $"/steps/{open.Id}/fill", $"/start/front-door?person={child.Id}", "/start/front-door", "/people", "/work", "/work?show=all",
            "/figures/referrals/facts?area=RBKC&period=2025-26",
        })
        {
            var before = await Views(child);
            var page = address is "/start/front-door" or "/people" ? await worker.Searches("Avocet Ferncroft", address) : await worker.Opens(address);
            page.Said.ShouldContain("Ferncroft", Case.Sensitive, address);
            (await Views(child)).ShouldBeGreaterThan(before, $"{address} shows a child and nobody wrote down who looked");
            if (page.Said.Contains("Whimbrel", StringComparison.Ordinal)) { (await Views(other)).ShouldBeGreaterThan(0, $"{address} shows a sister"); }
        }

        async Task<long> Views(Person person) => await Count("record.view", $"user_id = '{user}' and '{person.Id}' = any(people)");
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_shown()
    {
        var child = await Given.AChild(c => c.Named("Godwit Ferncroft"));
        var referral = await Given.AReferral(child);
        var worker = await SignedIn(FrontDoorWorker);
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "revoke insert on record.view from trellis_app");
        try
        {
            foreach (var address in new[] { $"/people/{child.Id}", $"/matters/{referral.MatterId}", $"/steps/{referral.Id}", $"/steps/{referral.Id}/correct", "/work", "/people", "/figures/referrals/facts?area=RBKC&period=2025-26" })
            {
                var page = address is "/people" ? await worker.Searches("Godwit Ferncroft") : await worker.Opens(address);
                page.Status.ShouldBe(HttpStatusCode.InternalServerError, address);
                page.Text.ShouldNotContain("Godwit");
                page.Heading.ShouldBe("Sorry, there is a problem with the service");
            }
        }
        finally
        {
            await Stage.SqlAsync<object>(DatabaseRoles.Owner, "grant insert on record.view to trellis_app");
        }

        (await worker.Opens($"/people/{child.Id}")).Heading.ShouldBe("Godwit Ferncroft");
    }

    private async Task<string> Due(Person child)
    {
        var list = await (await SignedIn(SocialWorker)).Opens("/work");
        return list.Table("Work, the most urgent first").First(r => r["Who it is about"] == child.Name)["Due"];
    }

    /// <summary>Names have no numbers in them.</summary>
    private static string Letters(string numbers) => string.Concat(numbers.Where(char.IsAsciiDigit).Select(d => (char)('a' + d - '0')));
}
