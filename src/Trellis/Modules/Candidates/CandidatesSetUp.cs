using Trellis.Access;
using Trellis.Modules.Candidates.Public;

namespace Trellis.Modules.Candidates;

public static class CandidatesSetUp
{
    public static void AddCandidates(this IServiceCollection services)
    {
        services.AddSingleton(all => new SavedIndex(SavedIndex.Folder, all.GetRequiredService<Safekeeping>(), all.GetRequiredService<ILogger<SavedIndex>>()));
        services.AddSingleton<LiveIndex>();
        services.AddHostedService<Following>();
        services.AddScoped<CandidateSearch>();
        services.AddScoped<RulingOut>();
        services.AddScoped<HeldTyped>();
    }
}
