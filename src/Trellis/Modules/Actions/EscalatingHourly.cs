namespace Trellis.Modules.Actions;

/// <summary>Asks every hour what is overdue by now, so that it is said soon after midnight, and after a time without power.</summary>
public sealed class EscalatingHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<EscalatingHourly> log) : Repeating("Escalating overdue actions", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Escalating>().PassAsync(stop);
    }
}
