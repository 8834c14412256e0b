using Trellis.Practice;

namespace Trellis.Tests.Practice;

/// <summary>What is asked by itself after which step is data; what could tell of a family, or cannot be meant, is said.</summary>
public sealed class Feedback_is_read
{
    [Fact]
    public void Conferences_ask_families_agencies_and_children_who_are_old_enough()
    {
        var rules = PracticeFiles.TheModel.Feedback;
        rules.For("child-protection.review-conference").Select(r => (r.Id, r.Asks)).ShouldBe([("parents-after-conference", FeedbackOf.Family), ("professionals-after-conference", FeedbackOf.Agencies), ("children-after-conference", FeedbackOf.About)]);
        rules.Rule("children-after-help")!.ShouldSatisfyAllConditions(r => r.FromAge.ShouldBe(8), r => r.Wait.ShouldBe(5));
        (rules.IsFamily("grandmother"), rules.IsFamily("Advocate"), rules.KeepOpen).ShouldBe((true, false, 28));
    }

    [Theory]
    [InlineData("questionnaire: parents-after-conference", "questionnaire: professionals-feedback", "professionals-feedback is not anonymous, and families are asked by themselves only what is")]
    [InlineData("questionnaire: professionals-feedback", "questionnaire: childrens-feedback", "childrens-feedback is for children, not for those this rule asks")]
    [InlineData("questionnaire: professionals-feedback", "questionnaire: professional-feedback", "there is no questionnaire \"professional-feedback\"")]
    [InlineData("after: [child-in-need.closure]", "after: [child-in-need.closing]", "there is no step \"child-in-need.closing\"")]
    [InlineData("after: [child-in-need.closure]", "after: [allegations.referral]", "allegations is hidden, and an invitation would tell of it")]
    [InlineData("keep-open: 28 days", "keep-open: 2 months", "\"2 months\" is no number of days")]
    public void What_cannot_be_meant_is_said(string text, string instead, string mistake) =>
        PracticeFiles.Broken("feedback.yaml", text, instead).Mistakes.ShouldContain(m => m.Message == mistake);
}
