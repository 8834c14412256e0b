using Trellis.Modules.Sources.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Sources;

public static class SourcesSetUp
{
    public static void AddSources(this IServiceCollection services)
    {
        services.AddSingleton(all => SourceSettings.Read(all.GetRequiredService<IConfiguration>(), all.GetRequiredService<PracticeModel>(), all.GetRequiredService<LondonClock>()));
        services.AddScoped<Rounds>();
        services.AddScoped<SourceDesk>();
        services.AddSingleton<SourcesAgain>();
        services.AddHostedService(all => all.GetRequiredService<SourcesAgain>());
    }
}
