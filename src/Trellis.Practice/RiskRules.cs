using System.Collections.Immutable;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>How a risk of some size is looked at.</summary>
/// <param name="From">The least product of likelihood and impact that is so.</param>
/// <param name="Colour">green, amber or red.</param>
/// <param name="Review">By when somebody looks at it again.</param>
public sealed record RiskBand(string Id, string Title, int From, string Colour, Limit Review);

/// <summary>How risks of the partnership are weighed, from <c>practice/risks.yaml</c>.</summary>
/// <param name="Likelihood">What 1 to 5 mean, in this order; <paramref name="Impact"/> likewise.</param>
/// <param name="Bands">The lowest first.</param>
public sealed record RiskRules(ImmutableArray<string> Likelihood, ImmutableArray<string> Impact, ImmutableArray<RiskBand> Bands)
{
    public const int Most = 5;

    public static readonly RiskRules None = new([], [], []);

    /// <summary>Of a product from 1 to 25.</summary>
    public RiskBand BandOf(int score) => Bands.Last(b => b.From <= score);
}
