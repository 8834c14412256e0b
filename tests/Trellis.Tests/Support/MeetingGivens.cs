using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Modules.Actions;
using Trellis.Modules.Meetings;
using Trellis.Modules.Money.Funds;
using Trellis.Modules.Plans;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
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

    /// <summary>A partnership as large as they come: a board, five groups below it, and forty bodies in all, five deep.</summary>
    public static async Task FortyBodies(this Stage stage)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        var (acting, db, clock) = (scope.ServiceProvider.GetRequiredService<Acting>(), scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider.GetRequiredService<LondonClock>());
        acting.As(stage.Everything);
        acting.Begin(ActWords.MakeBody);
        var made = new List<Body>();
        foreach (var number in Enumerable.Range(0, 40))
        {
            var kind = number == 0 ? "board" : number < 6 ? "subgroup" : "task-and-finish";
            var title = number == 0 ? "Safeguarding children and adults partnership" : $"{(number < 6 ? "Subgroup" : "Task and finish group")} on {Topics[number % Topics.Length]} ({number})";
            made.Add(new Body { Title = title, Kind = kind, Areas = ["RBKC", "WCC"], MadeAt = clock.Now, ParentId = null }.Made(null));
            db.Add(made[^1]);
        }

        await db.SaveChangesAsync();
        acting.Begin(ActWords.ChangeBody);
        var parents = made.ToDictionary(b => b.Id, b => (Guid?)null);
        foreach (var number in Enumerable.Range(1, 39))
        {
            var parent = number < 6 ? made[0] : number > 35 ? made[number - 1] : made[1 + (number % 5)];
            made[number].AnswersTo(parent.Id, parents, clock.Now, null).Refused(out _).ShouldBeFalse();
            parents[made[number].Id] = parent.Id;
        }

        await db.SaveChangesAsync();
    }

    private static readonly string[] Topics = ["neglect and early help", "children who go missing and are exploited", "training", "domestic abuse and coercive control", "quality of practice across agencies", "child deaths", "online harm"];

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
