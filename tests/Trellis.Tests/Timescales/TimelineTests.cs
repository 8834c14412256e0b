using Trellis.Platform.Record;
using Trellis.Platform.Timescales;
using Trellis.Tests.Time;

namespace Trellis.Tests.Timescales;

public sealed class TimelineTests
{
    [Fact]
    public void Of_a_chain_of_corrections_only_the_last_word_counts()
    {
        var story = new Story();
        var first = story.Happened("2026-03-02", "front-door.referral", "received");
        var second = story.Corrected(first, "2026-03-03");
        var third = story.Corrected(second, "2026-03-04");

        new Timeline(story.Facts).Facts.ShouldBe([third]);
    }

    [Fact]
    public void A_fact_that_was_voided_is_gone_with_all_it_had_corrected()
    {
        var story = new Story();
        var first = story.Happened("2026-03-02", "front-door.referral");
        story.Withdrawn(story.Corrected(first, "2026-03-03"));

        new Timeline(story.Facts).Facts.ShouldBeEmpty();
    }

    [Fact]
    public void A_withdrawal_can_itself_be_corrected()
    {
        var story = new Story();
        var withdrawn = story.Withdrawn(story.Happened("2026-03-02", "front-door.referral"));
        var again = story.Corrected(withdrawn, "2026-03-02");

        new Timeline(story.Facts).Facts.ShouldBe([again]);
    }

    [Fact]
    public void Two_corrections_of_one_fact_the_later_recorded_counts()
    {
        var story = new Story();
        var first = story.Happened("2026-03-02", "front-door.referral");
        var later = story.Corrected(first, "2026-03-04", recorded: "2026-03-11");
        story.Corrected(first, "2026-03-05", recorded: "2026-03-10");

        new Timeline(story.Facts).Facts.ShouldBe([later]);
    }

    [Fact]
    public void As_known_on_a_day_it_is_what_had_been_recorded_by_then()
    {
        var story = new Story();
        var first = story.Happened("2026-03-02", "front-door.referral");
        var second = story.Corrected(first, "2026-02-27", recorded: "2026-04-01");
        var decision = story.Happened("2026-03-03", "front-door.decision", recorded: "2026-03-20");
        var timeline = new Timeline(story.Facts);

        timeline.Facts.ShouldBe([second, decision]);
        timeline.AsKnownOn(Calendars.Moment("2026-03-19").At).Facts.ShouldBe([first]);
        timeline.AsKnownOn(Calendars.Moment("2026-03-20").At).Facts.ShouldBe([first, decision]);
        timeline.AsKnownOn(Calendars.Moment("2026-04-01").At).AsKnownOn(Calendars.Moment("2026-03-20").At).Facts.ShouldBe([first, decision]);
    }

    [Fact]
    public void Facts_stand_in_the_order_they_happened_and_what_led_to_what()
    {
        var story = new Story();
        var referral = story.Happened("2026-03-02 15:00", "b.referral");
        var decision = story.Happened("2026-03-02", "a.decision", because: referral);
        var contact = story.Happened("2026-03-02", "z.contact");
        var before = story.Happened("2026-03-01 23:00", "z.contact");

        new Timeline(story.Facts).Facts.ShouldBe([before, contact, referral, decision]);
    }

    [Fact]
    public void Previous_is_the_last_earlier_fact_of_the_kind_in_the_same_origin()
    {
        var story = new Story();
        story.Happened("2026-03-01", "front-door.triage", "ask");
        story.Happened("2026-03-02", "front-door.triage", "advice", origin: Guid.NewGuid());
        var now = story.Happened("2026-03-03", "front-door.triage", "referral");
        var names = new Timeline(story.Facts).NamesAt(now, []);

        names("outcome").ShouldBe(["referral"]);
        names("previous.outcome").ShouldBe(["ask"]);
        names("previous.risk").ShouldBeEmpty();
        names("nothing").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2012-02-28", 3)]
    [InlineData("2012-02-29", 4)]
    [InlineData("2026-02-28", 17)]    // a child born on 29 February is 18 on 1 March
    [InlineData("2026-03-01", 18)]
    [InlineData("2008-02-29", 0)]
    [InlineData("2008-02-28", null)]
    public void Age_is_whole_years(string day, int? age)
    {
        var story = new Story();
        story.Personally("2008-03-05", Timeline.DescribedKind, "born=2008-02-29");

        new Timeline(story.Facts).AgeOn(Calendars.Day(day)).ShouldBe(age);
    }

    [Fact]
    public void The_date_of_birth_is_the_one_last_described()
    {
        var story = new Story();
        story.Personally("2026-03-05", Timeline.DescribedKind, "born=2010-01-01");
        story.Personally("2026-04-05", Timeline.DescribedKind, "born=2009-01-01");
        var referral = story.Happened("2026-01-01", "front-door.referral");

        new Timeline(story.Facts).NamesAt(referral, [])("person.age").ShouldBe(["17"]);
    }

    [Fact]
    public void The_status_of_a_person_is_as_it_stood_before_the_fact()
    {
        var story = new Story();
        var plan = story.Happened("2026-03-02", Practice.Conference, "plan");
        var visit = story.Happened("2026-03-10", "visit");
        var end = story.Happened("2026-06-01", Practice.Review, "end-plan");
        var after = story.Happened("2026-06-02", "visit");
        var timeline = new Timeline(story.Facts);
        var statuses = Statuses.Run(Practice.PlanStatus, timeline);

        Status(plan).ShouldBeEmpty();
        Status(visit).ShouldBe([Practice.Plan]);
        Status(end).ShouldBe([Practice.Plan]);
        Status(after).ShouldBeEmpty();

        IReadOnlyCollection<string> Status(Fact fact) => timeline.NamesAt(fact, statuses)("person.status");
    }

    [Fact]
    public void Names_of_a_fact_from_elsewhere_are_refused() =>
        Should.Throw<ArgumentException>(() => new Timeline([]).NamesAt(new Story().Happened("2026-03-02", "visit"), []));
}
