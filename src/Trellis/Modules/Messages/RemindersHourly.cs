namespace Trellis.Modules.Messages;

/// <summary>Asks every hour which time limits are near or over, so that it is said soon after midnight and soon after a limit of hours.</summary>
public sealed class RemindersHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<RemindersHourly> log) : Repeating("Reminding of time limits", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Reminders>().MakeAsync(stop);
    }
}
