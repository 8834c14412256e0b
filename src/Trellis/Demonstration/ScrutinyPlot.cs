using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Scrutiny;
using Trellis.Modules.Scrutiny.Questions;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>A year of independent scrutiny: one piece ended, one under way, one to come, and what agencies were asked.</summary>
internal sealed class ScrutinyPlot(TrellisDb db, StoryTime time, ScrutinyDesk desk, Players players, IReadOnlyList<StaffRow> staff, DateOnly today)
{
    private static readonly string[] Areas = ["RBKC", "WCC"];

    public async Task TellAsync(CancellationToken stop)
    {
        var year = Period.Financial(today);
        As("scrutineer", 100);
        db.Acting.Begin(ActWords.PlanScrutiny);
        var ended = await PlanAsync("The front door out of hours", "How soon does somebody with the right training answer at night and at weekends?", "visit", ["assurance", "reflection"], young: false, -40, stop);
        var underWay = await PlanAsync("What schools hear after a referral", "Do schools learn what was decided, and in time to help?", "practitioners", ["support-and-challenge", "duties"], young: false, 20, stop);
        await PlanAsync("How it feels to wait", "What do young people say of waiting for help, and what would change it?", "young-scrutineers", ["voice"], young: true, 60, stop);
        await db.SaveChangesAsync(stop);

        As("scrutineer", 60);
        db.Acting.Begin(ActWords.RecordScrutiny);
        db.Add(Done(ended.Visited(today.AddDays(-61), "Out of hours team", 5, "Two people answer until midnight, and one after it. The list of whom to ring in the hospitals is a year old.", By, time.Now)));
        db.Add(Done(ended.Found("strength", "Whoever answers knows how to find out whether a child is known.", By, time.Now)));
        db.Add(Done(ended.Found("improvement", "After midnight one person answers alone, and rings numbers that are out of date.", By, time.Now)));
        db.Add(Done(underWay.Visited(today.AddDays(-60), "Forum of safeguarding leads in schools", 14, "Most hear what was decided; few hear it within a week.", By, time.Now)));
        await db.SaveChangesAsync(stop);
        await AskAsync(ended, "health-trust", Areas, "Telephone numbers of hospitals at night", "When was the list of numbers last checked, and who keeps it from now on?", 59, answer: "It was checked last week. The named nurse keeps it, and tries each number on the first of the month.", stop);
        await AskAsync(underWay, "rbkc-children", ["RBKC"], "Telling schools what was decided", "By when does a school hear what was decided of its referral, and how does the service know?", 15, answer: null, stop);
        As("scrutineer", 30);
        db.Acting.Begin(ActWords.RecordScrutiny);
        Done(ended.Ends("Somebody able answers at every hour. A second person after midnight, and numbers that work, would make it safe.", By, time.Now));
        await db.SaveChangesAsync(stop);
        db.Acting.Begin(ActWords.SummariseScrutiny);
        db.Add(Done(Summary.Write(Areas, year, "Partners opened their doors this year, and what was asked of them was answered. Nights are safer than they were thought to be; what schools hear after a referral still depends on who writes to them.", By, time.Now)));
        await db.SaveChangesAsync(stop);
    }

    private async Task<Activity> PlanAsync(string title, string asks, string method, string[] tasks, bool young, int by, CancellationToken stop)
    {
        var activity = new Activity { Reference = await desk.NextActivityAsync(stop), Areas = Areas, Year = Period.Financial(today), Title = title, Asks = asks, Method = method, Tasks = tasks, Lead = By.Name, YoungScrutineers = young, PlannedOn = today.AddDays(by), MadeAt = time.Now }.Planned(By);
        db.Add(activity);
        return activity;
    }

    private async Task AskAsync(Activity because, string agency, string[] areas, string subject, string words, int daysAgo, string? answer, CancellationToken stop)
    {
        As("scrutineer", daysAgo);
        var (asker, toKind) = (By, await desk.KindAsync(agency, stop));
        db.Acting.Begin(ActWords.AskScrutiny);
        var question = new Question { Reference = await desk.NextQuestionAsync(stop), Areas = areas, ActivityId = because.Id, Agency = agency, Subject = subject, AskedBy = asker.UserId, MadeAt = time.Now };
        Done(question.Puts(words, desk.Due(), toKind, asker));
        db.Add(question);
        await db.SaveChangesAsync(stop);
        if (answer is null) { return; }
        As("board-member", daysAgo - 10, agency);
        db.Acting.Begin(ActWords.AnswerScrutiny);
        db.Add(Done(question.Replies(answer, toKind, By, time.Now)));
        await db.SaveChangesAsync(stop);
        As("scrutineer", daysAgo - 12);
        db.Acting.Begin(ActWords.AskScrutiny);
        db.Add(Done(question.Settles("assured", "The list was seen, and three of its numbers were tried.", toKind, By, time.Now)));
        await db.SaveChangesAsync(stop);
    }

    private Actor By => db.Acting.Actor;

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"Independent scrutiny: {why.Field}: {why.Words}") : done;

    private void As(string role, int daysAgo, string? agency = null)
    {
        time.Now = London.At(today.AddDays(-daysAgo), new TimeOnly(10, 0));
        db.Acting.As(players.Actor(staff.First(s => s.Role == role && (agency is null || s.Agency == agency))));
    }
}
