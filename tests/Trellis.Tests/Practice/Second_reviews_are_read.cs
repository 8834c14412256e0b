namespace Trellis.Tests.Practice;

/// <summary>Which decisions are looked at again, and how far two agree, are data; what cannot be meant is said.</summary>
public sealed class Second_reviews_are_read
{
    [Fact]
    public void Which_decisions_a_second_person_looks_at()
    {
        PracticeFiles.TheModel.Duplicates.OneIn.ShouldBe(10);
        PracticeFiles.TheModel.Duplicates.Surprising.ShouldBe(.92);
        PracticeFiles.Broken("duplicates.yaml", "1 in 10", "1 in 4").Model!.Duplicates.OneIn.ShouldBe(4);
    }

    [Fact]
    public void Whom_a_child_without_a_name_may_be_is_asked_by_rule()
    {
        var rules = PracticeFiles.TheModel.Duplicates.WithoutName;
        rules.Select(r => $"{string.Join(' ', r.Same)} {r.ByChance}").ShouldBe(["upn ", "council-number ", "birth-date sex ethnic-group 0.02"]);
    }

    [Theory]
    [InlineData("by-chance: 2%", "by-chance: seldom", "\"by-chance\" cannot be read")]
    [InlineData("same: [birth-date, sex, ethnic-group]", "same: [sex, ethnic-group]", "a rule of those without a name without a number asks for the birth date, and says by-chance")]
    [InlineData("same: [upn]", "same: [upm]", "a rule of those without a name cannot ask for \"upm\"")]
    [InlineData("same: [upn]", "same: [upn, council-number]", "a rule of those without a name asks for one number")]
    public void A_rule_that_would_ask_of_everybody_is_none(string text, string instead, string mistake) =>
        PracticeFiles.Broken("duplicates.yaml", text, instead).Mistakes.ShouldContain(m => m.Message == mistake);

    [Theory]
    [InlineData("1 in 10", "often", "\"second-review\" cannot be read")]
    [InlineData("surprising: 92%", "surprising: 20%", "\"surprising\" cannot be read")]
    public void What_cannot_be_meant_is_said(string text, string instead, string mistake) =>
        PracticeFiles.Broken("duplicates.yaml", text, instead).Mistakes.ShouldHaveSingleItem().Message.ShouldBe(mistake);

    [Theory]
    [InlineData("between: [first, second]", "between: [first, agreed]", "an agreement is between two fields that \"duplicate.reviewed-again\" says, of one code list")]
    [InlineData("fewest: 20", "fewest: 1", "\"fewest\" must be a number of at least 2, not \"1\"")]
    public void An_agreement_is_between_two_answers_of_one_list(string text, string instead, string mistake) =>
        PracticeFiles.Broken("figures/duplicates.yaml", text, instead).Mistakes.ShouldHaveSingleItem().Message.ShouldBe(mistake);

    [Fact]
    public void What_a_happening_says_is_of_a_code_list_there_is() =>
        PracticeFiles.Broken("happenings.yaml", "first: duplicate-answer", "first: duplicate-anser").Mistakes.ShouldContain(m => m.Message == "there is no code list \"duplicate-anser\"");
}
