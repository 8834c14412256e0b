using Trellis.Modules.Scrutiny.Questions;

namespace Trellis.Modules.Scrutiny;

internal static class ScrutinySetUp
{
    public static void AddScrutiny(this IServiceCollection services)
    {
        services.AddScoped<ScrutinyDesk>();
        services.AddScoped<ScrutinyYear>();
        services.AddScoped<Unanswered>();
        services.AddScoped<Voice.Public.VoiceBook>();
    }
}
