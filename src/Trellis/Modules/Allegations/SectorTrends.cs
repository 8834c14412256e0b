using Trellis.Platform.Time;

namespace Trellis.Modules.Allegations;

/// <summary>A sector over two years, with what is known of its settings and of who was told.</summary>
/// <param name="Settings">How many settings there are; null where nobody counted.</param>
/// <param name="Reached">People reached within the time the rules look back.</param>
public sealed record SectorTrend(string Sector, string Title, int Before, int Now, int Consultations, int? Settings, int Reached)
{
    public string Change => YearOnYear.Words(Before, Now);

    /// <summary>Referrals for each hundred settings this year; null where nobody counted the settings.</summary>
    public decimal? ForEachHundred => Settings is > 0 and { } settings ? Math.Round(Now * 100m / settings, 1, MidpointRounding.AwayFromZero) : null;

    /// <summary>What stands out, in a few words; empty when nothing does. What to make of it is said once, below them all.</summary>
    public IReadOnlyList<string> Remarks(Practice.AllegationRules rules)
    {
        var remarks = new List<string>();
        if (Now < rules.Few) { remarks.Add(Now == 0 ? "No referral this year" : "Few this year"); }
        else if (ForEachHundred is { } each && each < rules.FewForEachHundred) { remarks.Add($"{each.ToString("0.#", English.Culture)} referrals for each hundred settings: few for how many there are"); }
        if (remarks.Count > 0 && Consultations > 0) { remarks.Add($"{English.Count(Consultations, "consultation", "consultations")}: they do ask"); }
        if (Reached == 0) { remarks.Add($"Nobody of this sector was reached in the last {rules.PromotionWithin}"); }
        return remarks;
    }
}
