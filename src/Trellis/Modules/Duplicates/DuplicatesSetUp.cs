using Trellis.Modules.Duplicates.Public;

namespace Trellis.Modules.Duplicates;

public static class DuplicatesSetUp
{
    /// <summary>What the site, the command line and tests have in common.</summary>
    public static void AddDuplicates(this IServiceCollection services)
    {
        services.AddSingleton<Finding>();
        services.AddScoped<PairList>();
        services.AddScoped<PairsOf>();
        services.AddScoped<Deciding>();
        services.AddScoped<SideBySide>();
        services.AddScoped<ReviewersAgree>();
    }
}
