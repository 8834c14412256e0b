namespace Trellis.Tests.Practice;

/// <summary>What may be wrong with a figure of what came again, lasted, or is a rate, and with targets, populations and the scorecard: said with its line.</summary>
public sealed class Figures_of_every_kind_are_read
{
    [Theory]
    [InlineData("figures/front-door.yaml", "    within: 12 months\n", "", "needs \"within\"")]
    [InlineData("figures/front-door.yaml", "    within: 12 months", "    within: a year", "\"within\" must be a number of months")]
    [InlineData("figures/front-door.yaml", "    again: front-door.referral", "    again: child-protection-plan ends", "what comes again is something that happened, or a status that starts")]
    [InlineData("figures/front-door.yaml", "    people: front-door.referral\n", "    people: front-door.referral\n    within: 12 months\n", "\"within\" belongs to what came again")]
    [InlineData("figures/front-door.yaml", "    rate: referrals", "    rate: refferals", "there is no figure \"refferals\"")]
    [InlineData("figures/front-door.yaml", "    rate: referrals", "    rate: contact-to-referral", "\"contact-to-referral\" is no count, so there is no rate of it")]
    [InlineData("figures/front-door.yaml", "    per: 10000\n", "", "a rate needs \"per\"")]
    [InlineData("figures/front-door.yaml", "    population: children\n", "    population: childern\n", "there is no population \"childern\"")]
    [InlineData("figures/front-door.yaml", "    population: children\n", "    population: children\n    by: [sex]\n", "\"by\" belongs to the figure that is counted, not to its rate")]
    [InlineData("figures/front-door.yaml", "    target: at most 20", "    target: below 20", "the target \"below 20\" is not understood")]
    [InlineData("figures/front-door.yaml", "    near: 25", "    near: 15", "\"near\" is how far from the target it may be")]
    [InlineData("figures/front-door.yaml", "    near: 25\n    target-why: Set for this partnership. No law sets a limit; a high share says that help ended before it held\n", "", "needs \"target-why\"")]
    [InlineData("figures/child-in-need.yaml", "    percentile: 90\n", "", "a length needs \"percentile\"")]
    [InlineData("figures/child-in-need.yaml", "    median: child-in-need ends", "    median: child-in-need ends\n    percentile: 50", "\"percentile\" belongs to a length")]
    [InlineData("figures/child-in-need.yaml", "    median: child-in-need.single-assessment", "    median: child-in-need.single-assesment", "there is no timescale \"child-in-need.single-assesment\"")]
    [InlineData("figures/child-in-need.yaml", "    at-least: 24 months\n    on: 31 March\n", "    at-least: 24 months\n", "a status open on a day needs \"on\"")]
    [InlineData("figures/child-protection.yaml", "    lasting: child-protection-plan ends", "    lasting: child-protection-plan starts", "what lasts is a status that ends, or is open on a day")]
    [InlineData("populations.yaml", "people: 28890", "people: none", "\"people\"")]
    [InlineData("populations.yaml", "      RBKC:", "      RBCK:", "there is no area \"RBCK\"")]
    [InlineData("populations.yaml", "people: 28890", "people: 28890\n          of: somebody", "unknown key \"of\"")]
    [InlineData("scorecard.yaml", "over: quarter", "over: week", "\"over\" in the scorecard cannot be \"week\"")]
    [InlineData("scorecard.yaml", "  run: 8", "  run: 1", "\"run\" must be a whole number of at least 2")]
    [InlineData("scorecard.yaml", "[lado-referrals,", "[lado-referals,", "there is no figure \"lado-referals\"")]
    [InlineData("scorecard.yaml", "LONDON, INNER-LONDON", "LONDEN, INNER-LONDON", "there is no area \"LONDEN\"")]
    public void A_mistake_is_found_with_its_line(string file, string text, string replacement, string said) =>
        PracticeFiles.Broken(file, text, replacement).Mistakes.Select(m => m.ToString()).ShouldContain(m => m.StartsWith($"practice/{file}:", StringComparison.Ordinal) && m.Contains(said, StringComparison.Ordinal));
}
