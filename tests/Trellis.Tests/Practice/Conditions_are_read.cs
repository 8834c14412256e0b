using Trellis.Platform.Conditions;
using Trellis.Practice.Language;

namespace Trellis.Tests.Practice;

public sealed class Conditions_are_read
{
    private static readonly Dictionary<string, string[]> Here = new()
    {
        ["outcome"] = ["plan"],
        ["risk"] = ["red"],
        ["factors"] = ["16A", "4B"],
        ["knows"] = ["yes"],
        ["told"] = ["no"],
        ["person.age"] = ["15"],
        ["previous.outcome"] = ["ask"],
    };

    [Theory]
    [InlineData("outcome = plan", true)]
    [InlineData("outcome != plan", false)]
    [InlineData("outcome in [no-plan, plan]", true)]
    [InlineData("outcome not in [no-plan, plan]", false)]
    [InlineData("factors = 4B", true)]
    [InlineData("factors in [1A, 16A]", true)]
    [InlineData("factors not in [1A]", true)]
    [InlineData("missing != anything", true)]
    [InlineData("missing = anything", false)]
    [InlineData("knows", true)]
    [InlineData("told", false)]
    [InlineData("not told", true)]
    [InlineData("person.age < 16", true)]
    [InlineData("person.age <= 15", true)]
    [InlineData("person.age > 15", false)]
    [InlineData("person.age >= 15", true)]
    [InlineData("previous.outcome = ask", true)]
    [InlineData("told or knows and risk = red", true)]
    [InlineData("(knows or told) and risk = amber", false)]
    [InlineData("knows or told and risk = amber", true)]
    [InlineData("not (knows and risk = red)", false)]
    [InlineData("not knows or risk = red", true)]
    public void A_condition_means_what_it_says(string text, bool holds)
    {
        var reading = ConditionParser.Parse(text);

        reading.Error.ShouldBeNull();
        reading.Condition!.Holds(name => Here.GetValueOrDefault(name, [])).ShouldBe(holds);
    }

    [Theory]
    [InlineData("", 1, "a name is missing")]
    [InlineData("outcome =", 10, "a code or number is missing")]
    [InlineData("outcome in plan", 12, "\"in\" needs a list such as [red, amber]")]
    [InlineData("outcome in [plan", 17, "a closing bracket ] is missing")]
    [InlineData("outcome in []", 13, "a code is missing")]
    [InlineData("outcome not plan", 13, "\"not\" after a name must be followed by \"in\"")]
    [InlineData("(knows", 7, "a closing bracket ) is missing")]
    [InlineData("knows risk", 7, "\"risk\" does not belong here; join conditions with and, or")]
    [InlineData("knows and", 10, "a name is missing")]
    [InlineData("risk == red", 7, "a code or number is missing")]
    [InlineData("risk = red; drop", 11, "the character ; is not used in conditions")]
    public void A_wrong_condition_says_where(string text, int position, string error)
    {
        var reading = ConditionParser.Parse(text);

        reading.Condition.ShouldBeNull();
        (reading.Position, reading.Error).ShouldBe((position, error));
    }

    [Fact]
    public void Every_name_is_known_once() =>
        ConditionParser.Parse("knows and (risk = red or not knows)").Condition!.Names.ShouldBe(["knows", "risk"]);

    [Fact]
    public void A_parsed_condition_equals_the_same_built_by_hand() =>
        ConditionParser.Parse("outcome in [a, b] and not knows").Condition.ShouldBe(
            new Both(new Compare("outcome", Comparison.In, ["a", "b"]), new Not(new Present("knows"))));
}
