namespace Trellis.Modules.Figures.Public;

/// <summary>
/// Cohen's kappa: how far two people who judged the same things agree beyond what chance would give (Cohen, A coefficient of agreement for
/// nominal scales, 1960). 1: always; 0: no more than by chance.
/// </summary>
public static class Kappa
{
    /// <param name="answers">What the first and the second said, and how often.</param>
    /// <returns>Null where it says nothing: there are none, or both gave one answer to everything.</returns>
    public static double? Of(IReadOnlyCollection<(string First, string Second, long Times)> answers)
    {
        var all = (double)answers.Sum(a => a.Times);
        if (all == 0) { return null; }
        var same = answers.Where(a => a.First == a.Second).Sum(a => a.Times) / all;
        var chance = answers.Select(a => a.First).Distinct().Sum(said => answers.Where(a => a.First == said).Sum(a => a.Times) / all * (answers.Where(a => a.Second == said).Sum(a => a.Times) / all));
        return chance >= 1 ? null : (same - chance) / (1 - chance);
    }
}
