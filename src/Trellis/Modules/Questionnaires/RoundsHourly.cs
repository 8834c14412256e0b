namespace Trellis.Modules.Questionnaires;

/// <summary>Opens and closes rounds on their days, reminds, and lets go of what is not kept any more.</summary>
public sealed class RoundsHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<RoundsHourly> log) : Repeating("Opening and closing rounds of questionnaires", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RoundKeeping>().PassAsync(stop);
        await scope.ServiceProvider.GetRequiredService<AnswersKept>().PassAsync(stop);
    }
}
