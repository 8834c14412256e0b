using System.Collections.Immutable;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>How many settings of a sector there are, where somebody counted.</summary>
/// <param name="Areas">Area to number.</param>
/// <param name="On">The day they were counted on.</param>
public sealed record SettingCount(string Sector, ImmutableDictionary<string, int> Areas, DateOnly? On, string Source);

/// <summary>What the designated officer's pages need beside the process, of <c>practice/allegations.yaml</c>.</summary>
/// <param name="Few">A sector with fewer referrals than this in a year is remarked on.</param>
/// <param name="FewForEachHundred">So is one with fewer for each hundred settings, where their number is known.</param>
/// <param name="PromotionWithin">And one of which nobody was reached for longer.</param>
/// <param name="Promotions">Ways of reaching people: id and title.</param>
/// <param name="Checklist">Statements of the Safer Organisations Checklist: id and words.</param>
public sealed record AllegationRules(
    int Few, int FewForEachHundred, Limit PromotionWithin, ImmutableArray<SettingCount> Settings, ImmutableArray<(string Id, string Title)> Promotions, ImmutableArray<(string Id, string Title)> Checklist)
{
    public static readonly AllegationRules None = new(0, 0, new Limit(12, TimeUnit.Months), [], [], []);

    /// <summary>The code list of sectors.</summary>
    public const string Sectors = "allegation-sector";

    /// <summary>How many settings of a sector there are in these areas together; null where one of them is not known.</summary>
    public int? SettingsOf(string sector, IReadOnlyCollection<string> areas) =>
        Settings.FirstOrDefault(s => s.Sector == sector) is { } known && areas.Count > 0 && areas.All(known.Areas.ContainsKey) ? areas.Sum(a => known.Areas[a]) : null;
}
