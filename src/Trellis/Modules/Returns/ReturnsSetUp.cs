using Trellis.Modules.People.Public;
using Trellis.Modules.Returns.Export;
using Trellis.Modules.Returns.Feed;
using Trellis.Modules.Returns.Inspection;
using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;

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
        services.AddSingleton<CensusCodes>();
        services.AddSingleton<CensusYears>();
        services.AddScoped<NumberedPeople>();
        services.AddScoped<ToldRows>();
        services.AddScoped<IntakeDesk>();
        services.AddScoped<IntakePairs>();
        services.AddScoped<CensusIntake>();
        services.AddSingleton(new DataSetItems(() => Practices.Folder));
        services.AddScoped<FeedIntake>();
        services.AddScoped<FeedDesk>();
        services.AddScoped<FeedTurns>();
        services.AddScoped<Freshness>();
        services.AddScoped<CensusPeople>();
        services.AddScoped<CensusExport>();
        services.AddScoped<AnnexA>();
    }
}
