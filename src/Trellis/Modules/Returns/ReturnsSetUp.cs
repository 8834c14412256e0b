namespace Trellis.Modules.Returns;

internal static class ReturnsSetUp
{
    public static void AddReturns(this IServiceCollection services)
    {
        services.AddSingleton<CheckProgress>();
        services.AddScoped<SubmissionDesk>();
        services.AddScoped<CensusChecking>();
        services.AddScoped<Trends>();
        services.AddScoped<ChildrenOf>();
    }
}
