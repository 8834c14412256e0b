using Trellis.Modules.Allegations;
using Trellis.Modules.Challenges;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Tests.Support;

namespace Trellis.Tests.Challenges;

/// <summary>The rules without a database: limits of each stage, what may follow what, and how a year is compared with the one before.</summary>
public sealed class The_course_of_a_disagreement
{
    private static readonly ChallengeRules Rules = Stage.Practised.Model.Challenges;
    private static readonly Actor Worker = new(Guid.NewGuid(), "Worker", null, "rbkc-children", ["RBKC"], [], [], [], []);
    private static readonly Actor Officer = new(Guid.NewGuid(), "Officer", null, "police", ["RBKC"], [], [], [], []);
    private static readonly DateTimeOffset Thursday = new(2026, 4, 2, 12, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("practitioner", "2026-04-07")]
    [InlineData("manager", "2026-04-08")]
    [InlineData("safeguarding-lead", "2026-04-08")]
    [InlineData("head-of-service", "2026-04-13")]
    [InlineData("partnership", "2026-04-20")]
    public void Each_stage_has_its_days_over_easter(string stage, string due) => Due(Rules.Stage(stage)!.Within).ShouldBe(DateOnly.Parse(due, English.Culture));

    [Fact]
    public void Between_partnerships_and_after_an_event_there_are_longer_ones()
    {
        Due(Rules.Between).ShouldBe(new DateOnly(2026, 5, 5), "Easter Monday and the bank holiday in May are no working days");
        Due(Rules.Assurance).ShouldBe(new DateOnly(2026, 4, 20));
        Rules.Between.On(new DateOnly(2017, 1, 1)).ShouldBeNull("not in force yet");
        Rules.After("head-of-service")!.Id.ShouldBe("partnership");
        Rules.After("partnership").ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_taken_further_before_they_could_answer_nor_ended_before_both_agree()
    {
        var one = Raised();
        Why(one.TakeFurther(Rules.Stages[1], "Why", "Safe", To(), "council", Worker, Thursday)).ShouldBe("They have until 7 April 2026 to answer");
        Why(one.End("changed", "It was", "Learnt", false, "council", "police", Worker, Thursday)).ShouldBe("It ends so once both agree");
        Why(one.End("unresolved", "Not", "Learnt", false, "council", "police", Worker, Thursday)).ShouldBe("It can be left unsettled only when the last stage has answered");
        Why(one.Reply("stands", "No", "police", Stage.Practised.Calendar, Worker, Thursday)).ShouldBe("You raised it yourself, so somebody else must answer");
        Why(one.Reply("stands", " ", "police", Stage.Practised.Calendar, Officer, Thursday)).ShouldBe("Enter your answer, and why");
        one.Reply("stands", "No", "police", Stage.Practised.Calendar, Officer, Thursday).Refused(out _).ShouldBeFalse();
        Why(one.TakeFurther(Rules.Stages[1], "Why", "", To(), "council", Worker, Thursday)).ShouldBe("Enter what keeps the child safe meanwhile");
        one.Agree("Agreed", Worker, Thursday).Refused(out _).ShouldBeFalse();
        Why(one.Agree("Agreed", Worker, Thursday)).ShouldBe("There is no answer to agree to yet");
        one.End("stands", "Nothing", "Learnt", false, "council", "police", Worker, Thursday).Refused(out _).ShouldBeFalse();
        Why(one.End("withdrawn", "Why", "", false, "council", "police", Worker, Thursday)).ShouldBe("This has ended already");
    }

    [Fact]
    public void Of_a_case_the_childs_safety_is_said_and_whoever_is_asked_is_somebody_else()
    {
        Why(New().Raise("Words", "", "practitioner", To(), "council", Worker)).ShouldBe("Enter what keeps the child safe meanwhile");
        Why(New().Raise("", "Safe", "practitioner", To(), "council", Worker)).ShouldBe("Enter what you disagree with, and why");
        Why(New().Raise("Words", "Safe", "practitioner", To() with { Staff = [Worker.UserId] }, "council", Worker)).ShouldBe("You hold this post yourself. Ask somebody else to answer");
    }

    [Theory]
    [InlineData(80, 122, 52.5, "52.5% more")]
    [InlineData(116, 220, 89.7, "89.7% more")]
    [InlineData(196, 342, 74.5, "74.5% more")]
    [InlineData(10, 9, -10, "10% fewer")]
    [InlineData(7, 7, 0, "the same")]
    public void A_year_is_compared_with_the_one_before(int before, int now, double change, string words)
    {
        YearOnYear.Change(before, now).ShouldBe((decimal)change);
        YearOnYear.Words(before, now).ShouldBe(words);
    }

    [Fact]
    public void From_nothing_no_share_is_taken()
    {
        YearOnYear.Change(0, 5).ShouldBeNull();
        YearOnYear.Words(0, 5).ShouldBe("none the year before");
    }

    [Fact]
    public void A_sector_that_refers_little_is_remarked_on_whatever_its_size()
    {
        var rules = Stage.Practised.Model.Allegations;
        new SectorTrend("faith", "Faith groups", 1, 0, 0, null, 0).Remarks(rules).ShouldBe(["No referral this year", "Nobody of this sector was reached in the last 12 months"]);
        new SectorTrend("sports", "Sports", 1, 2, 3, null, 40).Remarks(rules).ShouldBe(["Few this year", "3 consultations: they do ask"]);
        new SectorTrend("education", "Schools", 9, 4, 0, 98, 40).Remarks(rules).ShouldBe(["4.1 referrals for each hundred settings: few for how many there are"]);
        new SectorTrend("education", "Schools", 9, 12, 0, 98, 40).Remarks(rules).ShouldBeEmpty();
    }

    private static DateOnly Due(DatedLimits within) => Platform.Timescales.Deadline.Due(within.On(new DateOnly(2026, 4, 2))!.Value, Moment.On(new DateOnly(2026, 4, 2)), Stage.Practised.Calendar).Date;

    private static PutTo To() => new("police", "police", "Police officer", [Officer.UserId], new DateOnly(2026, 4, 7));

    private static Disagreement New() => new() { Reference = "C1", Areas = ["RBKC"], Level = Disagreement.OfACase, About = "step", Subject = "Welfare check", FromAgency = "rbkc-children", ToAgency = "police", RaisedBy = Worker.UserId, RaisedAt = Thursday };

    private static Disagreement Raised()
    {
        var one = New();
        one.Raise("Words", "Safe", "practitioner", To(), "council", Worker).Refused(out _).ShouldBeFalse();
        return one;
    }

    private static string Why<T>(Outcome<T> outcome) => outcome.Refused(out var why, out _) ? why.Words : "";
}
