using Trellis.Modules.Actions.Public;
using Trellis.Modules.Reviews.Chronologies;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Modules.Reviews.Learning;

namespace Trellis.Modules.Reviews;

internal static class ReviewsSetUp
{
    public static void AddReviews(this IServiceCollection services)
    {
        services.AddScoped<ReviewDesk>();
        services.AddScoped<EntryList>();
        services.AddScoped<Intake>();
        services.AddScoped<Telltales>();
        services.AddScoped<RecommendForm>();
        services.AddScoped<Recommending>();
    }
}
