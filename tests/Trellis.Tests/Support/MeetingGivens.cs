using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Actions;
using Trellis.Modules.Meetings;
using Trellis.Modules.Money.Funds;
using Trellis.Modules.Plans;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Sheets;

namespace Trellis.Tests.Support;

/// <summary>Bodies, attendance, actions and recommendations, brought in as lists.</summary>
public static class MeetingGivens
{
    public static Task<TakenIn> TakesInAttendance(this Stage stage, string body, string list, params string[] areas) => TakeIn(stage, body, list, areas, services => services.GetRequiredService<AttendanceList>().Kind);

    public static Task<TakenIn> TakesInActions(this Stage stage, string body, string list, params string[] areas) => TakeIn(stage, body, list, areas, services => services.GetRequiredService<TrackerList>().Kind);

    public static Task<TakenIn> TakesInRecommendations(this Stage stage, string body, string list, params string[] areas) => TakeIn(stage, body, list, areas, services => services.GetRequiredService<RecommendationList>().Kind);

    public static async Task<TakenIn> TakesInPlan(this Stage stage, string name, string list, params string[] areas)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(stage.Everything);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list));
        var taken = await scope.ServiceProvider.GetRequiredService<PlanList>().TakeInAsync(name, Sheet.Read(file, PlanList.Required), new ListAsked(null, Preview: false, [.. areas]), default);
        taken.Errors.ShouldBeEmpty();
        return taken;
    }

    public static async Task TakesInFund(this Stage stage, string name, string list, params string[] areas)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(stage.Everything);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list));
        (await scope.ServiceProvider.GetRequiredService<FundList>().TakeInAsync(name, Sheet.Read(file, FundList.Required), new ListAsked(null, Preview: false, [.. areas]), default)).Errors.ShouldBeEmpty();
    }

    public static Task<string?> ReferenceOf(this Stage stage, string action) => stage.SqlAsync<string>(DatabaseRoles.Owner, "select reference from actions.action where text = $1", action);

    private static async Task<TakenIn> TakeIn(Stage stage, string body, string list, string[] areas, Func<IServiceProvider, ListKind> kind)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(stage.Everything);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list));
        var of = kind(scope.ServiceProvider);
        var taken = await of.TakeAsync(Sheet.Read(file, of.Required), new ListAsked(body, Preview: false, [.. areas]), default);
        taken.Errors.ShouldBeEmpty();
        return taken;
    }
}
