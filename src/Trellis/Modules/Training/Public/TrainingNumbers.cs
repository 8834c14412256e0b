using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Public;

/// <summary>
/// Training in numbers, for whoever reads reports and recommendations without seeing who came: counted by the product with the rights of
/// those who run training and read recommendations, in a scope of its own, so that nothing of it but numbers comes out.
/// </summary>
public sealed class TrainingNumbers(IServiceScopeFactory scopes, PracticeModel practice, LondonClock clock)
{
    /// <summary>What these courses reached since they began.</summary>
    public Task<IReadOnlyList<CourseReach>> ReachAsync(IReadOnlyCollection<Guid> courses, CancellationToken stop = default) =>
        CountAsync(all => all.GetRequiredService<ImpactOfAll>().OfAsync(courses, DateTimeOffset.MinValue, clock.Now, clock.Now, stop));

    internal async Task<T> CountAsync<T>(Func<IServiceProvider, Task<T>> count)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TrellisDb>().Acting.As(Actor.TheSystem([.. practice.Areas.Select(a => a.Code)]) with { Circles = [Open.Door.Circle, "boards"] });
        return await count(scope.ServiceProvider);
    }
}
