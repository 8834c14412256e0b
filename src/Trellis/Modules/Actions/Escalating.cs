using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>
/// What time brings to actions and recommendations, said as facts by the system: an overdue action goes to whom the practice model names, once for
/// each step and due date; those who are to answer a recommendation are reminded. Asking again changes nothing.
/// </summary>
public sealed class Escalating(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, PostHolders posts, Teller teller, Outbox outbox, LondonClock clock)
{
    private const int AtOnce = 200;

    /// <summary>Nobody holds what the practice model names.</summary>
    public const string Nobody = "Nobody holds such a post now";

    private ActionRules Rules => practice.Actions;

    /// <summary>Returns how many were escalated, and how many reminded of.</summary>
    public async Task<(int Escalated, int Reminded)> PassAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] });
        var (escalated, reminded) = (0, 0);
        for (int some; (some = await EscalateAsync(stop)) > 0; escalated += some) { db.ChangeTracker.Clear(); }
        db.ChangeTracker.Clear();
        for (int some; (some = await RemindAsync(stop)) > 0; reminded += some) { db.ChangeTracker.Clear(); }
        return (escalated, reminded);
    }

    /// <summary>Due before this day, something is overdue by so many working days.</summary>
    private DateOnly OverdueBy(int workingDays) => workingDays == 0 ? clock.Today : calendar.AddWorkingDays(clock.Today.AddDays(1), -workingDays);

    private async Task<int> EscalateAsync(CancellationToken stop)
    {
        if (Rules.Escalations.IsEmpty) { return 0; }
        var ended = Rules.Ended;
        // The step whose time came last. Steps of before are not made up for.
        var steps = Rules.Escalations.Select(e => (Step: e, Before: OverdueBy(e.After))).OrderByDescending(s => s.Step.After).ToArray();
        foreach (var (number, (step, before)) in steps.Index())
        {
            var (later, passed) = (number == 0 ? DateOnly.MinValue : steps[number - 1].Before, steps.Take(number + 1).Select(s => s.Step.Id).ToArray());
            var due = await db.Set<ActionPoint>().Include(a => a.Progress.Where(p => p.Kind == Progress.Escalated))
                .Where(a => a.MatterId == null && a.DueOn != null && a.DueOn < before && a.DueOn >= later && !ended.Contains(a.Status))
                .Where(a => !a.Progress.Any(p => p.Kind == Progress.Escalated && p.DueOn == a.DueOn && passed.Contains(p.Step!)))
                .OrderBy(a => a.DueOn).ThenBy(a => a.Id).Take(AtOnce).ToListAsync(stop);
            if (due.Count == 0) { continue; }
            db.Acting.Begin(ActWords.EscalateActions);
            await using (var own = await db.OpenAsync(stop))
            {
                foreach (var action in due)
                {
                    var to = await ReadersAsync(own.Connection, step, action, stop);
                    action.Escalate(step, to.Count == 0 ? Nobody : "", clock.Now);
                    teller.Tell(outbox, new BusinessNews(Occasion.ActionOverdue, "action", action.Id, action.Reference, $"/actions/{action.Reference.ToLowerInvariant()}", to, $"{action.Id:N} {step.Id} {action.DueOn:yyyyMMdd}"));
                }
            }

            await db.SaveChangesAsync(stop);
            return due.Count;
        }

        return 0;
    }

    private async Task<IReadOnlyList<Guid>> ReadersAsync(NpgsqlConnection connection, Escalation step, ActionPoint action, CancellationToken stop) => step switch
    {
        { Role: null } => action.Agency is { } agency && action.Whose is { NamesAPost: true } post ? await posts.OfPostAsync(connection, agency, post.Role, post.Team, post.Title, post.Area, stop) : [],
        { OfAgency: true } => action.Agency is { } agency ? await posts.InRoleAsync(connection, step.Role, null, [agency], stop) : [],
        _ => await posts.InRoleAsync(connection, step.Role, action.Areas[0], null, stop),
    };

    private async Task<int> RemindAsync(CancellationToken stop)
    {
        var rules = Rules.Answers;
        if (rules.To.Length == 0) { return 0; }
        var latest = rules.RemindBefore.Length == 0 ? clock.Today : calendar.AddWorkingDays(clock.Today, rules.RemindBefore.Max());
        var waiting = await db.Set<Recommendation>().Include(r => r.Followed.Where(f => f.Kind == Followed.Reminded)).Where(r => r.Response == "" && r.ClosedAt == null && r.AnswerDue != null && r.AnswerDue <= latest).ToListAsync(stop);
        var due = waiting.Select(r => (Recommendation: r, Step: Step(rules, r.AnswerDue!.Value))).Where(d => d.Step is { } step && !d.Recommendation.Followed.Exists(f => f.DueOn == d.Recommendation.AnswerDue && f.Step == step)).Take(AtOnce).ToArray();
        if (due.Length == 0) { return 0; }
        db.Acting.Begin(ActWords.EscalateActions);
        await using (var own = await db.OpenAsync(stop))
        {
            foreach (var (recommendation, step) in due)
            {
                var to = recommendation.Agency is { } agency ? await posts.InRoleAsync(own.Connection, rules.To, null, [agency], stop) : [];
                if (to.Count == 0) { to = await posts.InRoleAsync(own.Connection, rules.Otherwise, recommendation.Areas[0], null, stop); }
                recommendation.Remind(step!, clock.Now);
                teller.Tell(outbox, new BusinessNews(Occasion.AnswerDue, "recommendation", recommendation.Id, recommendation.Reference, $"/actions/recommendations/{recommendation.Reference.ToLowerInvariant()}", to, $"{recommendation.Id:N} {step} {recommendation.AnswerDue:yyyyMMdd}"));
            }
        }

        await db.SaveChangesAsync(stop);
        return due.Length;
    }

    /// <summary>The reminder whose time came last; null: none yet.</summary>
    private string? Step(AnswerRules rules, DateOnly due)
    {
        var after = rules.RemindAfter.Where(n => due < OverdueBy(n)).ToArray();
        if (after.Length > 0) { return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"after-{after.Max()}"); }
        var before = rules.RemindBefore.Where(n => due >= clock.Today && due <= calendar.AddWorkingDays(clock.Today, n)).ToArray();
        return before.Length > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"before-{before.Min()}") : null;
    }
}
