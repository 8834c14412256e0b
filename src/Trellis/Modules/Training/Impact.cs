using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Training;

/// <summary>How one learning outcome changed: means on the scale from 1 to 4.</summary>
/// <param name="Answers">How many said it.</param>
/// <param name="Change">Mean of each person's own change.</param>
/// <param name="Margin">Half of its interval of 95 in a hundred; null with fewer than two answers.</param>
public sealed record Changed(int Outcome, string What, int Answers, double Before, double After, double Change, double? Margin);

/// <summary>What a course reached and changed.</summary>
/// <param name="Asked">Of those asked some months later, how many.</param>
/// <param name="Cost">Of its workshops that were held, in pounds.</param>
public sealed record Reached(int Workshops, int Places, int Booked, int Attended, int Evaluated, double? Experience, int Asked, int Answered, IReadOnlyDictionary<string, int> Since, decimal Cost, IReadOnlyList<Changed> Changes, IReadOnlyList<string> WillDo, IReadOnlyList<string> Examples)
{
    public decimal? CostPerPlace => Attended == 0 ? null : Math.Round(Cost / Attended, 2);
}

/// <summary>What a course changed, from what those who came said before and after and months later.</summary>
public sealed class Impact(TrellisDb db)
{
    /// <summary>What is said of fewer people than this is not shown: somebody might be known by it.</summary>
    public const int Fewest = 5;

    private const int MostWords = 20;

    public async Task<Reached> OfAsync(Course course, DateTimeOffset now, CancellationToken stop = default)
    {
        var workshops = await db.Set<Workshop>().AsNoTracking().Where(w => w.CourseId == course.Id && w.EndsAt < now && w.CancelledAt == null).Select(w => new { w.Id, w.Capacity, w.Cost }).ToListAsync(stop);
        var ids = workshops.Select(w => w.Id).ToArray();
        var bookings = await db.Set<Booking>().AsNoTracking().Where(b => ids.Contains(b.WorkshopId) && b.State == "confirmed").Select(b => new { b.Came, Asked = b.AskedAt != null }).ToListAsync(stop);
        var evaluations = await db.Set<Evaluation>().AsNoTracking().Where(e => ids.Contains(e.WorkshopId)).OrderByDescending(e => e.At).Select(e => new { e.Id, e.Experience, e.WillDo }).ToListAsync(stop);
        var ratings = await db.Set<Rating>().AsNoTracking().Where(r => ids.Contains(r.Evaluation!.WorkshopId)).Select(r => new { r.Outcome, r.What, r.Before, r.After }).ToListAsync(stop);
        var since = await db.Set<FollowUp>().AsNoTracking().Where(f => ids.Contains(f.WorkshopId)).OrderByDescending(f => f.At).Select(f => new { f.Changed, f.Example }).ToListAsync(stop);
        var enough = evaluations.Count >= Fewest;
        return new Reached(
            workshops.Count, workshops.Sum(w => w.Capacity), bookings.Count, bookings.Count(b => b.Came is "whole" or "part"), evaluations.Count, enough ? evaluations.Average(e => e.Experience) : null,
            bookings.Count(b => b.Asked), since.Count, since.Count >= Fewest ? since.CountBy(f => f.Changed).ToDictionary() : new Dictionary<string, int>(), workshops.Sum(w => w.Cost),
            enough ? [.. ratings.GroupBy(r => (r.Outcome, r.What)).Select(g => Of(g.Key.Outcome, g.Key.What, [.. g.Select(r => ((double)r.Before, (double)r.After))])).OrderBy(c => c.Outcome).ThenByDescending(c => c.What)] : [],
            enough ? [.. evaluations.Select(e => e.WillDo).Where(w => w.Length > 0).Take(MostWords)] : [], since.Count >= Fewest ? [.. since.Select(f => f.Example).Where(e => e.Length > 0).Take(MostWords)] : []);
    }

    /// <summary>The mean of paired differences and its interval: mean ± t·s/√n, with Student's t of n−1 degrees of freedom.</summary>
    public static Changed Of(int outcome, string what, IReadOnlyList<(double Before, double After)> answers)
    {
        var (n, differences) = (answers.Count, answers.Select(a => a.After - a.Before).ToArray());
        var mean = differences.Average();
        var spread = n < 2 ? (double?)null : Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (n - 1));
        return new Changed(outcome, what, n, answers.Average(a => a.Before), answers.Average(a => a.After), mean, spread is { } s ? T(n - 1) * s / Math.Sqrt(n) : null);
    }

    /// <summary>Student's t that leaves 2.5 in a hundred above it: from the normal quantile by the expansion of Cornish and Fisher; tables where that is coarse.</summary>
    private static double T(int degrees)
    {
        double[] small = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
        if (degrees <= small.Length) { return small[degrees - 1]; }
        const double Z = 1.959964;
        return Z + ((Math.Pow(Z, 3) + Z) / (4.0 * degrees)) + (((5 * Math.Pow(Z, 5)) + (16 * Math.Pow(Z, 3)) + (3 * Z)) / (96.0 * degrees * degrees));
    }
}
