using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Scrutiny.Questions;

/// <summary>What time brings to questions of the scrutineer, said by the system: a reminder before, and who is told when no answer came. Asking again changes nothing.</summary>
public sealed class Unanswered(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, PostHolders posts, ScrutinyDesk desk, LondonClock clock)
{
    /// <summary>Returns how often somebody was told.</summary>
    public async Task<int> PassAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] });
        var rules = practice.Scrutiny;
        var latest = rules.RemindBefore.IsEmpty ? clock.Today : calendar.AddWorkingDays(clock.Today, rules.RemindBefore.Max());
        var waiting = await db.Set<Question>().Include(q => q.Turns).Where(q => q.State == Question.Asked && q.DueOn <= latest).OrderBy(q => q.DueOn).ThenBy(q => q.Id).ToListAsync(stop);
        var told = 0;
        foreach (var question in waiting)
        {
            var late = rules.Escalations.LastOrDefault(e => question.DueOn < OverdueBy(e.After));
            var before = rules.RemindBefore.Where(n => question.DueOn >= clock.Today && question.DueOn <= calendar.AddWorkingDays(clock.Today, n)).Select(n => (int?)n).Min();
            // The step whose time came last. Steps of before are not made up for.
            var step = late?.Id ?? (before is { } days ? string.Create(CultureInfo.InvariantCulture, $"before-{days}") : null);
            if (step is null) { continue; }
            db.Acting.Begin(ActWords.RemindScrutiny);
            if (!question.Told(step, late is not null, clock.Now)) { continue; }
            await using (var own = await db.OpenAsync(stop)) { desk.Tell(Occasion.ScrutinyDue, question, await ReadersAsync(own.Connection, late, question, stop), $"{question.Id:N} {step} {question.DueOn:yyyyMMdd}"); }
            await db.SaveChangesAsync(stop);
            told++;
        }

        return told;
    }

    /// <summary>Due before this day, something is overdue by so many working days.</summary>
    private DateOnly OverdueBy(int workingDays) => workingDays == 0 ? clock.Today : calendar.AddWorkingDays(clock.Today.AddDays(1), -workingDays);

    private async Task<IEnumerable<Guid>> ReadersAsync(NpgsqlConnection connection, Escalation? late, Question question, CancellationToken stop)
    {
        if (late?.Role is not { } role) { return await desk.AnswerersAsync(connection, question, stop); }
        var to = late.OfAgency ? await posts.InRoleAsync(connection, role, null, [question.Agency], stop) : await posts.InRoleAsync(connection, role, question.Areas[0], null, stop);
        return to.Append(question.AskedBy);
    }
}

/// <summary>Asks every hour what was not answered.</summary>
public sealed class UnansweredHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<UnansweredHourly> log) : Repeating("Looking for questions of the scrutineer that wait for an answer", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Unanswered>().PassAsync(stop);
    }
}
