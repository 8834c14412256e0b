using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Demonstration;

/// <summary>What is to become of an action or a recommendation, so many days ago: <c>20:re-date:35:Why</c>.</summary>
public sealed record Course(int DaysAgo, string What, string[] Words)
{
    public static IReadOnlyList<Course> Read(string text) =>
        [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split(':')).Select(c => new Course(int.Parse(c[0], CultureInfo.InvariantCulture), c[1], c[2..]))];
}

/// <summary>An action of the demonstration. Days are before today, or of a due date after it.</summary>
public sealed record ActionRow(string Source, string? Because, int Set, string Item, string Agency, string Title, int Due, string? Figure, string Standard, string Text, IReadOnlyList<Course> Course);

public sealed record RecommendationRow(string Number, string Source, string Report, int Made, string? Agency, string Recipient, int Due, string? Figure, string Standard, string Text, IReadOnlyList<Course> Course);

/// <summary>The partnership's own business: actions and recommendations of <c>demo/actions.csv</c> and <c>demo/recommendations.csv</c>, as people set, did, agreed and put them off.</summary>
public sealed class BusinessPlot(IServiceProvider services, Players players, Inventions from, PracticeModel practice, WorkingCalendar calendar, DateOnly today)
{
    public const string Board = "Safeguarding children partnership board";

    private static readonly string[] Areas = ["RBKC", "WCC"];

    private readonly Dictionary<string, Guid> recommendations = [];
    private Guid board;

    /// <summary>Returns how many actions and recommendations there are now.</summary>
    public async Task<int> PlayAsync(CancellationToken stop = default)
    {
        board = await BodyAsync(services, players.Actor(Manager), LondonTime(220), stop);
        foreach (var row in from.Recommendations) { await PlayAsync(row, stop); }
        foreach (var row in from.Actions) { await PlayAsync(row, stop); }
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = London.MidnightOf(today);
        await scope.ServiceProvider.GetRequiredService<Escalating>().PassAsync(stop);
        return from.Actions.Count + from.Recommendations.Count;
    }

    /// <summary>Finds the board, or makes it.</summary>
    public static async Task<Guid> BodyAsync(IServiceProvider services, Actor by, DateTimeOffset at, CancellationToken stop = default)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = at;
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(by);
        db.Acting.Begin(ActWords.MakeBody);
        var (body, _) = await scope.ServiceProvider.GetRequiredService<Bodies>().FindOrMakeAsync(new Sheet([], [], []), new ListAsked(Board, Preview: false, [.. Areas]), "board", at, by.Agency, stop);
        await db.SaveChangesAsync(stop);
        return body.Id;
    }

    private StaffRow Manager => from.Staff.First(s => s.Role is "business-manager");

    private StaffRow Deputy => from.Staff.Last(s => s.Role is "business-manager");

    /// <summary>Ten in the morning of a day that is worked.</summary>
    private DateTimeOffset LondonTime(int daysAgo)
    {
        var day = today.AddDays(-daysAgo);
        return London.At(calendar.IsWorkingDay(day) ? day : calendar.AddWorkingDays(day, -1), new TimeOnly(10, 0));
    }

    private StaffRow Of(string? agency, string word) =>
        from.Staff.Where(s => s.Agency == agency).OrderBy(s => s.Role is "board-member" ? 0 : 1).FirstOrDefault(s => players.Actor(s).May(word)) ?? Manager;

    private async Task PlayAsync(ActionRow row, CancellationToken stop)
    {
        var reference = await DoAsync(Manager, ActWords.SetAction, LondonTime(row.Set), async scope =>
        {
            var post = from.Staff.FirstOrDefault(s => s.Agency == row.Agency && s.Title == row.Title);
            var asked = new ActionToSet(Areas, row.Text)
            {
                BodyId = board,
                Source = row.Source,
                SourceId = row.Because is { } because ? recommendations[because] : null,
                Item = row.Item,
                Owner = post is null ? new ActionOwner(row.Agency, row.Title) : new ActionOwner(row.Agency, row.Title, post.Role, post.Team, post.Title),
                DueOn = today.AddDays(row.Due),
                Figure = row.Figure,
                Standard = row.Standard,
            };
            if ((await scope.GetRequiredService<ActionSetting>().SetAsync(asked, stop)).Refused(out var why, out var set)) { throw new InvalidOperationException($"demo/actions.csv: {row.Text}: {why.Words}"); }
            return set.Reference;
        }, stop);
        foreach (var step in row.Course)
        {
            var (by, word) = step.What switch { "agree" => (Deputy, ActWords.AgreeAction), "send-back" => (Deputy, ActWords.SendBackAction), "re-date" => (Manager, ActWords.ReDateAction), "carry" => (Manager, ActWords.CarryAction), _ => (Of(row.Agency, ActWords.UpdateAction), ActWords.UpdateAction) };
            await DoAsync(by, word, LondonTime(step.DaysAgo), async scope =>
            {
                var (db, now) = (scope.GetRequiredService<TrellisDb>(), scope.GetRequiredService<LondonClock>());
                var action = await db.Set<ActionPoint>().Include(a => a.Progress).SingleAsync(a => a.Reference == reference, stop);
                var actor = db.Acting.Actor;
                var why = step.What switch
                {
                    "agree" => action.Agree(actor, practice.Actions, now.Now).Refused(out var no) ? no : null,
                    "send-back" => action.SendBack(practice.Actions.Find("in-progress")!, step.Words[0], actor, practice.Actions, now.Now).Refused(out var no) ? no : null,
                    "re-date" => action.ReDate(today.AddDays(int.Parse(step.Words[0], CultureInfo.InvariantCulture)), step.Words[1], actor, practice.Actions, now.Now).Refused(out var no) ? no : null,
                    "carry" => action.CarryForward(board, null, step.Words[0], actor, practice.Actions, now.Now).Refused(out var no) ? no : null,
                    _ => action.Update(practice.Actions.Find(step.What)!, "", step.Words[0], actor, now.Now, now.Today).Refused(out var no) ? no : null,
                };
                return why is null ? "" : throw new InvalidOperationException($"demo/actions.csv: {row.Text}: {why.Words}");
            }, stop);
        }
    }

    private async Task PlayAsync(RecommendationRow row, CancellationToken stop)
    {
        var id = await DoAsync(Manager, ActWords.MakeRecommendation, LondonTime(row.Made), async scope =>
        {
            var (db, now) = (scope.GetRequiredService<TrellisDb>(), scope.GetRequiredService<LondonClock>());
            var made = new Recommendation
            {
                Reference = await RecommendationReferences.NextAsync(db, stop),
                Areas = Areas,
                BodyId = board,
                Source = row.Source,
                Title = row.Report,
                Recipient = row.Agency is { } agency ? from.Agencies.First(a => a.Code == agency).Title : row.Recipient,
                Agency = row.Agency,
                Number = row.Number,
                MadeOn = now.Today,
                Text = row.Text,
                AnswerDue = today.AddDays(row.Due),
                Figure = row.Figure,
                Standard = row.Standard,
                MadeAt = now.Now,
            }.Made(db.Acting.Actor);
            db.Add(made);
            return made.Id;
        }, stop);
        recommendations[row.Number] = id;
        foreach (var step in row.Course)
        {
            var (by, word) = step.What switch { "close" => (Deputy, ActWords.CloseRecommendation), "impact" => (Of(row.Agency, ActWords.EvidenceImpact), ActWords.EvidenceImpact), _ => (Of(row.Agency, ActWords.AnswerRecommendation), ActWords.AnswerRecommendation) };
            await DoAsync(by, word, LondonTime(step.DaysAgo), async scope =>
            {
                var (db, now) = (scope.GetRequiredService<TrellisDb>(), scope.GetRequiredService<LondonClock>());
                var found = await db.Set<Recommendation>().Include(r => r.Followed).SingleAsync(r => r.Id == id, stop);
                var why = step.What switch
                {
                    "close" => found.Close(step.Words[0], db.Acting.Actor, now.Now).Refused(out var no) ? no : null,
                    "impact" => found.Show(step.Words[0], [], db.Acting.Actor, now.Now).Refused(out var no) ? no : null,
                    _ => found.Reply(step.What, step.Words[0], db.Acting.Actor, now.Now).Refused(out var no) ? no : null,
                };
                return why is null ? "" : throw new InvalidOperationException($"demo/recommendations.csv: {row.Text}: {why.Words}");
            }, stop);
        }
    }

    private async Task<T> DoAsync<T>(StaffRow by, string word, DateTimeOffset at, Func<IServiceProvider, Task<T>> work, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = at;
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(players.Actor(by));
        db.Acting.Begin(word);
        var done = await work(scope.ServiceProvider);
        await db.SaveChangesAsync(stop);
        return done;
    }
}
