using System.Globalization;
using Trellis.Components;
using Trellis.Practice;

namespace Trellis.Modules.Risks;

/// <summary>1 to 5 with their words.</summary>
internal static class RiskChoices
{
    public static IReadOnlyList<Choice> Likelihood(RiskRules rules) => Of(rules.Likelihood);

    public static IReadOnlyList<Choice> Impact(RiskRules rules) => Of(rules.Impact);

    public static int? Read(string chosen) => int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IReadOnlyList<Choice> Of(IReadOnlyList<string> words) => [.. words.Select((w, i) => new Choice((i + 1).ToString(CultureInfo.InvariantCulture), $"{i + 1}, {w}"))];
}
