using System.Globalization;
using Npgsql;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Messages;

/// <summary>
/// Reminds of time limits that run: before, on and after the day they end on. Each occasion has a name, and nobody is told twice
/// of one, however often and by however many processes this is asked.
/// </summary>
public sealed class Reminders(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, LondonClock clock, WaitingSteps waiting, Teller teller, Outbox outbox)
{
    /// <summary>Tells everybody what is due or late by now. Returns how many messages were new.</summary>
    public async Task<int> MakeAsync(CancellationToken cancellationToken = default)
    {
        db.Acting.As(AskingEverywhere(practice));
        var steps = await waiting.ReadAsync(cancellationToken);
        await using var own = await db.OpenAsync(cancellationToken);
        foreach (var step in steps)
        {
            if (step is not { Timescale: { } timescale, Due: { } due } || Stage(practice.Messages.RemindersOf(timescale), due, step.Since, clock.Now, calendar) is not var (occasion, stage)) { continue; }
            var once = string.Create(CultureInfo.InvariantCulture, $"{step.Id:N} {timescale} {due.At.UtcDateTime:yyyyMMddHHmm} {stage}");
            await teller.TellAsync(own.Connection, outbox, Of(step, occasion) with { Once = once }, Uninterested(step), cancellationToken);
        }

        return await WriteAsync(own.Connection, cancellationToken);
    }

    /// <summary>Tells of everything that waits, as if it had just come: for a site that begins with work under way.</summary>
    public async Task<int> TellOfOpenWorkAsync(CancellationToken cancellationToken = default)
    {
        db.Acting.As(AskingEverywhere(practice));
        var steps = await waiting.ReadAsync(cancellationToken);
        await using var own = await db.OpenAsync(cancellationToken);
        foreach (var step in steps.DistinctBy(s => s.Id))
        {
            var occasion = step.Approval ? Occasion.ApprovalWaits : step.Agency is null ? Occasion.WorkWaits : Occasion.AgencyAsked;
            if (occasion is Occasion.AgencyAsked && !step.Asked) { continue; }
            await teller.TellAsync(own.Connection, outbox, Of(step, occasion) with { Once = $"{step.Id:N} open", At = step.Since }, Uninterested(step), cancellationToken);
        }

        return await WriteAsync(own.Connection, cancellationToken);
    }

    /// <summary>Which reminder is the one to make now: the latest whose time has come. None that had passed before the step was there.</summary>
    public static (Occasion Occasion, string Stage)? Stage(Reminding reminding, Moment due, DateTimeOffset since, DateTimeOffset now, WorkingCalendar calendar)
    {
        var (today, opened) = (London.DateOf(now), London.DateOf(since));
        if (due.DayOnly ? today > due.Date : now > due.At)
        {
            var passed = reminding.After.Where(n => n == 0 || calendar.AddWorkingDays(due.Date, n) <= today).ToArray();
            return passed.Length == 0 ? null : (Occasion.Late, Name("after", passed.Max()));
        }

        if (today == due.Date) { return reminding.OnTheDay && opened < today ? (Occasion.DueToday, "on-the-day") : null; }
        var come = reminding.Before.Where(n => calendar.AddWorkingDays(due.Date, -n) <= today).ToArray();
        return come.Length == 0 || opened >= calendar.AddWorkingDays(due.Date, -come.Min()) ? null : (Occasion.DueSoon, Name("before", come.Min()));
    }

    private static string Name(string side, int days) => string.Create(CultureInfo.InvariantCulture, $"{side}-{days}");

    private static News Of(WaitingStep step, Occasion occasion) =>
        new(occasion, step.Id, step.Topic, step.Reference, step.Area, step.VisibleTo, step.Role, step.Agency, step.Author);

    private static Guid[] Uninterested(WaitingStep step) => step is { Approval: true, Author: { } author } ? [author] : [];

    private async Task<int> WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var made = await outbox.WriteAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return made;
    }

    private static Actor AskingEverywhere(PracticeModel practice) =>
        Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] };
}
