using System.Collections.Immutable;
using Trellis.Returns.Checking;

namespace Trellis.Returns.Rules;

/// <summary>
/// The rules of the children in need census: 109 codes of the 2025-26 set. Where a rule differed in an earlier year it stands twice under one code, each with its years.
/// </summary>
public static class CensusRules
{
    /// <summary>By code.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. new IEnumerable<Rule>[]
        {
            HeaderRules.All, UpnRules.All, IdentifierRules.All, CharacteristicRules.All, EpisodeRules.All, EpisodeOrderRules.All, ActivityRules.All,
            AssessmentRules.All, FactorRules.All, CinPlanRules.All, Section47Rules.All, ProtectionPlanRules.All, ReviewRules.All,
        }.SelectMany(r => r).OrderBy(r => r.Code.Length == 3 ? 0 : 1).ThenBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.Since),
    ];

    /// <summary>Each code once, as it is asked in a year; where it is not in force in that year, as it is asked at all.</summary>
    public static IEnumerable<Rule> For(int ending) => All.GroupBy(r => r.Code).Select(same => same.FirstOrDefault(r => r.IsInForce(ending)) ?? same.Last());
}
