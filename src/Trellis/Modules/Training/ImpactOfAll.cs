using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>What a course reached, changed and cost in a time, in numbers.</summary>
/// <param name="Asked">Of those asked some months later, how many.</param>
/// <param name="Changing">Of those who answered, how many changed something; null where too few answered.</param>
/// <param name="Change">Of knowledge and confidence over all its outcomes, each person once; null where too few said it.</param>
public sealed record CourseReach(Guid Id, string Reference, string Title, string Level, int Workshops, int Came, decimal Cost, int Evaluated, int Asked, int Answered, int? Changing, Changed? Change)
{
    public decimal? CostPerPlace => Came == 0 ? null : Math.Round(Cost / Came, 2);

    /// <summary>"0.85 (0.71 to 0.99)"</summary>
    public string ChangeWords => Change is { Margin: { } margin } change ? $"{Number(change.Change)} ({Number(change.Change - margin)} to {Number(change.Change + margin)})" : "Too few answers";

    /// <summary>"1.9 to 2.8"</summary>
    public string FromTo => Change is { } change ? $"{Number(change.Before)} to {Number(change.After)}" : "Too few answers";

    public string FollowedUp => Asked == 0 ? "Nobody asked yet" : $"{English.Number(Answered)} of {English.Number(Asked)} answered{(Changing is { } changing ? $", {changing} changed something" : "")}";

    public string CostWords => CostPerPlace is { } cost ? cost.ToString("£#,##0.00", English.Culture) : "Nobody came";

    private static string Number(double value) => value.ToString("0.00", English.Culture);
}

/// <summary>What all courses reached and changed, of workshops that began in a time and are over.</summary>
public sealed class ImpactOfAll(TrellisDb db)
{
    private static readonly string[] Something = ["much", "some"];

    private sealed record Said(Guid Course, Guid Id, int Before, int After);

    /// <param name="courses">Null: all that were held.</param>
    public async Task<IReadOnlyList<CourseReach>> OfAsync(IReadOnlyCollection<Guid>? courses, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, CancellationToken stop = default)
    {
        var held = await db.Set<Workshop>().AsNoTracking().Where(w => w.StartsAt >= from && w.StartsAt < until && w.EndsAt < now && w.OpenedAt != null && w.CancelledAt == null && (courses == null || courses.Contains(w.CourseId)))
            .Select(w => new { w.Id, w.CourseId, w.Course!.Reference, w.Course.Title, w.Course.Level, w.Cost }).ToListAsync(stop);
        var ids = held.ConvertAll(w => w.Id);
        var course = held.ToDictionary(w => w.Id, w => w.CourseId);
        var places = await db.Set<Booking>().AsNoTracking().Where(b => ids.Contains(b.WorkshopId) && (b.Came == "whole" || b.Came == "part")).Select(b => new { b.WorkshopId, Asked = b.AskedAt != null }).ToListAsync(stop);
        var said = await db.Set<Rating>().AsNoTracking().Where(r => ids.Contains(r.Evaluation!.WorkshopId)).Select(r => new { r.Evaluation!.WorkshopId, r.EvaluationId, r.Before, r.After }).ToListAsync(stop);
        var evaluated = await db.Set<Evaluation>().AsNoTracking().Where(e => ids.Contains(e.WorkshopId)).Select(e => e.WorkshopId).ToListAsync(stop);
        var since = await db.Set<FollowUp>().AsNoTracking().Where(f => ids.Contains(f.WorkshopId)).Select(f => new { f.WorkshopId, f.Changed }).ToListAsync(stop);
        var ratings = said.Select(s => new Said(course[s.WorkshopId], s.EvaluationId, s.Before, s.After)).ToLookup(s => s.Course);
        return [.. held.GroupBy(w => w.CourseId).Select(g =>
        {
            var answers = since.FindAll(f => course[f.WorkshopId] == g.Key);
            return new CourseReach(
                g.Key, g.First().Reference, g.First().Title, g.First().Level, g.Count(), places.Count(p => course[p.WorkshopId] == g.Key), g.Sum(w => w.Cost), evaluated.Count(e => course[e] == g.Key),
                places.Count(p => p.Asked && course[p.WorkshopId] == g.Key), answers.Count, answers.Count >= Impact.Fewest ? answers.Count(a => Something.Contains(a.Changed)) : null, Of([.. ratings[g.Key]]));
        }).OrderBy(r => r.Title, StringComparer.CurrentCulture)];
    }

    /// <summary>Each person counts once, with the mean of all they rated.</summary>
    private static Changed? Of(IReadOnlyList<Said> ratings)
    {
        var people = ratings.GroupBy(r => r.Id).Select(g => (g.Average(r => r.Before), g.Average(r => r.After))).ToArray();
        return people.Length < Impact.Fewest ? null : Impact.Of(0, "", people);
    }
}
