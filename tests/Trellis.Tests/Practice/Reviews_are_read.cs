namespace Trellis.Tests.Practice;

/// <summary><c>practice/reviews.yaml</c>: what reviews are called, and when their chronology is marked.</summary>
public sealed class Reviews_are_read
{
    private const string Rules = "practice/reviews.yaml";

    [Fact]
    public void What_ships_names_its_processes_and_more_names_than_a_partnership_needs()
    {
        var rules = PracticeFiles.TheModel.Reviews;
        rules.Processes.ShouldBe(["serious-incident", "safeguarding-adult-review"]);
        (rules.SilenceDays, rules.SameEventHours).ShouldBe((60, 3));
        rules.Events.ShouldBe(["serious-incident.practitioners-event", "safeguarding-adult-review.review-meeting"]);
        rules.CaseNames.Length.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData("processes: [serious-incident,", "processes: [serious-accident,", "there is no process \"serious-accident\"")]
    [InlineData("events: [serious-incident.practitioners-event", "events: [child-protection.core-group", "child-protection is not among the \"processes\" of reviews")]
    [InlineData("silence: 60 days", "silence: 3 weeks", "\"3 weeks\" is not what \"silence\" is given in. Expected days, such as 60 days")]
    [InlineData("same-event: 3 hours", "same-event: soon", "\"soon\" is not what \"same-event\" is given in. Expected hours, such as 3 hours")]
    [InlineData("[Alder, Aspen", "[Alder, alder", "the case name \"Alder\" is given twice")]
    public void A_mistake_is_told_with_its_line(string was, string isNow, string told)
    {
        var files = PracticeFiles.All.Select(f => f.Path == Rules ? f with { Text = f.Text.Replace(was, isNow, StringComparison.Ordinal) } : f);
        Trellis.Practice.PracticeFolder.Check(files).Mistakes.ShouldContain(m => m.ToString().StartsWith(Rules, StringComparison.Ordinal) && m.ToString().Contains(told, StringComparison.OrdinalIgnoreCase), told);
    }
}
