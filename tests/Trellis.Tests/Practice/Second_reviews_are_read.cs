namespace Trellis.Tests.Practice;

/// <summary>Which decisions are looked at again, and how far two agree, are data; what cannot be meant is said by line.</summary>
public sealed class Second_reviews_are_read
{
    [Fact]
    public void Which_decisions_a_second_person_looks_at()
    {
        var rules = PracticeFiles.With("duplicates.yaml", "second-review: 1 in 4\nsurprising: 80%\n").Model!.Duplicates;
        rules.OneIn.ShouldBe(4);
        rules.Surprising.ShouldBe(.8);
    }

    [Theory]
    [InlineData("second-review: often\nsurprising: 92%\n", "practice/duplicates.yaml:1: \"second-review\" cannot be read. Expected such as 1 in 10, from 1 to 1000")]
    [InlineData("second-review: 1 in 10\nsurprising: 20%\n", "practice/duplicates.yaml:2: \"surprising\" cannot be read. Expected such as 92%, from 50 to 100")]
    public void What_cannot_be_meant_is_said_by_line(string yaml, string mistake) =>
        PracticeFiles.With("duplicates.yaml", yaml).Mistakes.Select(m => m.ToString()).ShouldBe([mistake]);

    [Theory]
    [InlineData("between: [first, agreed]\n    fewest: 20", "an agreement is between two fields that \"duplicate.reviewed-again\" says, of one code list")]
    [InlineData("between: [first, second]\n    fewest: 1", "\"fewest\" must be a number of at least 2, not \"1\"")]
    public void An_agreement_is_between_two_answers_of_one_list(string rest, string mistake) =>
        PracticeFiles.With("figures/duplicates.yaml", $"figures:\n  - figure: reviewers-kappa\n    title: Kappa\n    agreement: duplicate.reviewed-again\n    {rest}\n").Mistakes.Select(m => m.Message).ShouldBe([mistake]);
}
