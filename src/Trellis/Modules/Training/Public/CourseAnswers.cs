using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Training.Answers;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Public;

/// <summary>A course that answers something, and what it reached and changed since it was linked or before. It names nobody who came.</summary>
/// <param name="Of">The finding or recommendation.</param>
/// <param name="Reference">Of its page: <c>/training/courses/T101</c>.</param>
/// <param name="Why">What of it the course answers, and how.</param>
/// <param name="Reached">"3 workshops, 41 people came".</param>
/// <param name="Changed">"1.90 to 2.85; change 0.95 (0.80 to 1.10)", or that too few answered.</param>
public sealed record AnsweringCourse(Guid Of, string Reference, string Title, string Why, string By, DateOnly LinkedOn, string Reached, string Changed, string FollowedUp, string CostPerPlace);

/// <summary>Which courses answer a finding or a recommendation.</summary>
public sealed class CourseAnswers(TrellisDb db, AgencyRegister register, TrainingNumbers numbers)
{
    /// <param name="of">Findings or recommendations the asker may read.</param>
    public async Task<IReadOnlyList<AnsweringCourse>> OfAsync(IReadOnlyCollection<Guid> of, CancellationToken stop = default)
    {
        var links = await db.Set<CourseAnswer>().AsNoTracking().Include(a => a.Course).Where(a => of.Contains(a.OfId) && a.TakenBackAt == null).OrderBy(a => a.LinkedAt).ThenBy(a => a.Id).ToListAsync(stop);
        if (links.Count == 0) { return []; }
        var (names, reached) = (await register.NamesAsync(links.Select(l => l.LinkedBy), stop), (await numbers.ReachAsync([.. links.Select(l => l.CourseId)], stop)).ToDictionary(r => r.Id));
        return [.. links.Select(l =>
        {
            var reach = reached.GetValueOrDefault(l.CourseId);
            return new AnsweringCourse(
                l.OfId, l.Course!.Reference, l.Course.Title, l.Why, names.GetValueOrDefault(l.LinkedBy, "Somebody"), London.DateOf(l.LinkedAt),
                reach is null ? "No workshop held yet" : $"{English.Count(reach.Workshops, "workshop", "workshops")}, {English.Count(reach.Came, "person came", "people came")}",
                reach?.Change is null ? "Too few answers" : $"{reach.FromTo}, change {reach.ChangeWords}", reach?.FollowedUp ?? "Nobody asked yet", reach?.CostWords ?? "Nobody came");
        })];
    }
}
