using Trellis.Components;
using Trellis.Platform.Time;

namespace Trellis.Tests.Components;

public sealed class LookTests
{
    private static readonly DateTimeOffset Now = London.At(new DateOnly(2026, 3, 5), new TimeOnly(10, 0));

    [Theory]
    [InlineData(-5, -3, "3 working days late", TagColour.Red)]
    [InlineData(-1, -1, "1 working day late", TagColour.Red)]
    [InlineData(-1, null, "Late", TagColour.Red)]
    [InlineData(0, 0, "Due today", TagColour.Orange)]
    [InlineData(1, 1, "Due tomorrow", TagColour.Yellow)]
    [InlineData(4, 2, "Due in 2 working days", TagColour.Yellow)]
    [InlineData(16, 12, "Due in 12 working days", TagColour.Blue)]
    [InlineData(16, null, "Due 21 March 2026", TagColour.Blue)]
    public void A_deadline_says_how_far_off_it_is(int days, int? away, string words, TagColour colour) =>
        DeadlineWords.Of(new DeadlineLook(Day(days)) { Away = away }, Now).ShouldBe((words, colour));

    [Fact]
    public void A_deadline_of_hours_is_late_at_its_minute()
    {
        var noon = new DeadlineLook(Moment.Exactly(Now.AddHours(2)));

        DeadlineWords.Of(noon, Now).Words.ShouldBe("Due today by midday");
        DeadlineWords.Of(noon, Now.AddHours(2)).Words.ShouldBe("Due today by midday");
        DeadlineWords.Of(noon with { Away = -1, Unit = "hour" }, Now.AddHours(3)).Words.ShouldBe("1 hour late");
    }

    [Fact]
    public void What_is_done_says_whether_it_was_in_time()
    {
        var met = new DeadlineLook(Day(-3)) { State = DeadlineState.Met, Done = Day(-3) };

        DeadlineWords.Of(met, Now).Words.ShouldBe("Done in time");
        DeadlineWords.Of(met with { Done = Day(-1), Away = -2 }, Now).ShouldBe(("Done 2 working days late", TagColour.Orange));
        Looks.Deadline(met, Now).Page().Body!.Said().ShouldBe("Done in time Done 2 March 2026, due 2 March 2026");
    }

    [Fact]
    public void A_deadline_gives_the_date_and_whom_it_waits_for() =>
        Looks.Deadline(new DeadlineLook(Day(1)) { Duty = "Decide", WaitsFor = "Duty team" }, Now).Page().QuerySelectorAll(".t-deadline > *").Select(e => e.Said())
            .ShouldBe(["Decide", "Due tomorrow", "6 March 2026", "Waits for Duty team"]);

    [Fact]
    public void A_person_is_named_dated_and_flagged()
    {
        var page = Looks.PersonBanner(new PersonLook("Marigold Testchild")
        {
            Born = new DateOnly(2016, 5, 1),
            Age = "9 years",
            Reference = "TR-1",
            Area = "Elderfield",
            Flags = [new("Child protection plan", TagColour.Red, new DateOnly(2026, 1, 2))],
            Restricted = "You chair the conference.",
        }, level: 1).Page();

        page.QuerySelector("h1")!.Said().ShouldBe("Marigold Testchild");
        page.SummaryValue("Born").ShouldBe("1 May 2016 (9 years)");
        page.QuerySelector("li")!.Said().ShouldBe("Child protection plan since 2 January 2026");
        page.QuerySelector("section")!.Said().ShouldStartWith("Restricted record. You chair the conference.");
    }

    [Fact]
    public void A_correction_keeps_the_old_value_readable_and_late_recording_is_said()
    {
        var page = Looks.Chronology(
        [
            new(Day(-1), "Contact received") { Mark = EntryMark.Corrected, Old = [new("Received", "5 March 2026", "4 March 2026")], Recorded = Now, Reason = "The school gave the wrong day" },
            new(Day(-1), "Contact from the police") { Mark = EntryMark.Withdrawn, MarkNote = "Recorded on the wrong child" },
            new(Day(-90), "Assessment completed") { Recorded = London.MidnightOf(Day(-90).Date) },
        ]).Page();

        page.QuerySelectorAll("h3").Select(h => h.Said()).ShouldBe(["2026", "2025"]);
        var entries = page.QuerySelectorAll("li").Select(e => e.Said()).ToList();
        entries[0].ShouldContain("Corrected Contact received");
        entries[0].ShouldContain("Received: 4 March 2026. Was: 5 March 2026");
        entries[0].ShouldContain("Reason: The school gave the wrong day");
        entries[0].ShouldContain("Recorded 5 March 2026, 10am");
        entries[1].ShouldContain("Withdrawn Contact from the police");
        entries[2].ShouldNotContain("Recorded");
    }

    [Fact]
    public void Work_says_what_about_whom_and_by_when()
    {
        var page = Looks.WorkList("Due this week", [new("Decide", "/steps/1") { About = "Marigold Testchild", Deadline = new(Day(1)), WaitsFor = "You" }], Now).Page();

        page.QuerySelector("caption")!.Said().ShouldBe("Due this week");
        page.QuerySelector("a")!.Said().ShouldBe("Decide: Marigold Testchild");
        page.QuerySelectorAll("tbody .t-stacks__value").Select(c => c.Said()).ShouldBe(["Marigold Testchild", "Due tomorrow 6 March 2026", "You"]);
        Looks.WorkList("Due", [], Now).Page().QuerySelector("p")!.Said().ShouldBe("Nothing waits for you here.");
    }

    [Theory]
    [InlineData(1, 3, "1* 2 3 next")]
    [InlineData(6, 42, "previous 1 ⋯ 5 6* 7 ⋯ 42 next")]
    [InlineData(42, 42, "previous 1 ⋯ 41 42*")]
    [InlineData(1, 1, "")]
    public void Pages_are_the_first_the_last_and_those_near(int page, int pages, string shown)
    {
        var read = Gov.Pagination(page, pages, p => $"?page={p}").Page().QuerySelectorAll(".govuk-pagination__prev, .govuk-pagination__next, li")
            .Select(e => e.Said().Replace(" page", "").ToLowerInvariant() + (e.ClassList.Contains("govuk-pagination__item--current") ? "*" : ""));

        string.Join(' ', read).ShouldBe(shown);
    }

    private static Moment Day(int days) => Moment.On(London.DateOf(Now).AddDays(days));
}
