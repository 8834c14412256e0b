namespace Trellis.Matching.Deciding;

/// <summary>The 95% interval of a share.</summary>
public readonly record struct Interval(double Low, double High);

/// <summary>
/// Intervals by drawing people again (bootstrap, Efron 1979): all pairs of one person are drawn together, since who has one error often
/// has more. The same draws every time, so that the same pairs give the same interval.
/// </summary>
internal static class Drawing
{
    private const int Rounds = 200;

    /// <summary>For each of some shares its interval.</summary>
    /// <param name="people">What was counted of each person.</param>
    /// <param name="shares">Each takes what was counted of all who were drawn.</param>
    public static Interval[] Again(IReadOnlyList<Measure> people, params Func<Measure, double>[] shares)
    {
        var (draw, found) = (new Random(20260303), new double[shares.Length][]);
        for (var s = 0; s < shares.Length; s++) { found[s] = new double[Rounds]; }
        for (var round = 0; round < Rounds; round++)
        {
            var (right, chosen, actual) = (0L, 0L, 0L);
            for (var i = 0; i < people.Count; i++)
            {
                var (r, f, t) = people[draw.Next(people.Count)];
                (right, chosen, actual) = (right + r, chosen + f, actual + t);
            }

            for (var s = 0; s < shares.Length; s++) { found[s][round] = shares[s](new Measure(right, chosen, actual)); }
        }

        foreach (var some in found) { Array.Sort(some); }
        return [.. found.Select(some => new Interval(some[Rounds / 40], some[Rounds - 1 - (Rounds / 40)]))];
    }
}
