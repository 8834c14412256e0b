using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>What time brings to training, said by the system: offers end and go on, people are reminded, and some months later asked what changed.</summary>
public sealed class TrainingTime(TrellisDb db, PracticeModel practice, BookingDesk desk, WorkingCalendar calendar, LondonClock clock)
{
    private const int AtOnce = 200;

    private TrainingRules Rules => practice.Training;

    /// <summary>Returns how many places were offered, how many people reminded and how many asked.</summary>
    public async Task<(int Offered, int Reminded, int Asked)> PassAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [Open.Door.Circle] });
        return (await OfferAsync(stop), await RemindAsync(stop) + await AskManagersAsync(stop), await AskAsync(stop) + await NudgeAsync(stop));
    }

    private async Task<int> OfferAsync(CancellationToken stop)
    {
        var (now, offered) = (clock.Now, 0);
        var workshops = await db.Set<Booking>().Where(b => b.State == "waiting" || b.State == "offered" || b.State == "asked").Select(b => b.WorkshopId).Distinct().ToListAsync(stop);
        foreach (var id in workshops)
        {
            db.ChangeTracker.Clear();
            await db.OneAtATimeAsync(id, stop);
            var on = await db.Set<Workshop>().SingleAsync(w => w.Id == id, stop);
            db.Acting.Begin(ActWords.PassTraining);
            var over = await db.Set<Booking>().Where(b => b.WorkshopId == id && b.State == "offered" && b.OfferedUntil <= now).ToListAsync(stop);
            foreach (var booking in over.Where(b => b.Lapse(now))) { db.Add(Letter.About(booking, "lapsed", now)); }
            var silent = await db.Set<Booking>().Where(b => b.WorkshopId == id && (b.State == "asked" || b.State == "waiting") && b.AgreedAt == null && b.AgreeBy <= now).ToListAsync(stop);
            foreach (var booking in silent.Where(b => b.Unanswered(now))) { db.Add(Letter.About(booking, "unanswered", now)); }
            // The places are free for the next once this is saved.
            if (over.Count + silent.Count > 0)
            {
                await db.SaveChangesAsync(stop);
                await db.OneAtATimeAsync(id, stop);
                db.Acting.Begin(ActWords.PassTraining);
            }

            offered += await desk.OfferAsync(on, null, stop);
            await db.SaveChangesAsync(stop);
        }

        return offered;
    }

    /// <summary>Line managers who have not answered are asked once more.</summary>
    private async Task<int> AskManagersAsync(CancellationToken stop)
    {
        var (now, asked) = (clock.Now, 0);
        db.ChangeTracker.Clear();
        var open = await db.Set<Booking>().Where(b => (b.State == "asked" || b.State == "waiting") && b.AgreedAt == null && b.ManagerRemindedAt == null && b.AgreeBy > now).OrderBy(b => b.Turn).ToListAsync(stop);
        db.Acting.Begin(ActWords.PassTraining);
        foreach (var booking in open.Where(b => Deadline.Due(Rules.Approval.RemindAfter, Moment.Exactly(b.BookedAt), calendar).At <= now))
        {
            if (!booking.RemindManager(now)) { continue; }
            db.Add(Letter.Asking(booking, now, again: true));
            asked++;
        }

        await db.SaveChangesAsync(stop);
        return asked;
    }

    private async Task<int> RemindAsync(CancellationToken stop)
    {
        var (now, today, reminded) = (clock.Now, clock.Today, 0);
        if (Rules.RemindBefore.Length == 0) { return 0; }
        var until = London.MidnightOf(today.AddDays(Rules.RemindBefore[0] + 1));
        db.ChangeTracker.Clear();
        var near = await db.Set<Booking>().Include(b => b.Workshop).Where(b => b.State == "confirmed" && b.Workshop!.StartsAt > now && b.Workshop.StartsAt < until && b.Workshop.CancelledAt == null).OrderBy(b => b.Turn).ToListAsync(stop);
        foreach (var some in near.Chunk(AtOnce))
        {
            db.Acting.Begin(ActWords.PassTraining);
            foreach (var booking in some)
            {
                var ahead = booking.Workshop!.Day.DayNumber - today.DayNumber;
                // The nearest reminder that is due stands for earlier ones that were missed: nobody gets two in an hour, nor one on the day they booked.
                if (Rules.RemindBefore.Where(d => d >= ahead).DefaultIfEmpty().Min() is not (> 0 and var days) || London.DateOf(booking.BookedAt) == today || !booking.Remind(days, now)) { continue; }
                db.Add(Letter.About(booking, "reminder", now));
                reminded++;
            }

            await db.SaveChangesAsync(stop);
        }

        return reminded;
    }

    private async Task<int> AskAsync(CancellationToken stop)
    {
        var (now, today, asked) = (clock.Now, clock.Today, 0);
        db.ChangeTracker.Clear();
        var due = await db.Set<Booking>().Include(b => b.Workshop).Where(b => (b.Came == "whole" || b.Came == "part") && b.AskedAt == null && b.Workshop!.EndsAt < now).OrderBy(b => b.Workshop!.EndsAt).Take(AtOnce).ToListAsync(stop);
        db.Acting.Begin(ActWords.PassTraining);
        foreach (var booking in due.Where(b => Deadline.Due(Rules.AskAfter, Moment.On(b.Workshop!.LastDay), calendar).Date <= today))
        {
            // Of one that is long past nobody remembers: it is noted as asked, and no e-mail goes.
            if (!booking.Ask(now) || Deadline.Due(Rules.AnswerUntil, Moment.On(booking.Workshop!.LastDay), calendar).Date < today) { continue; }
            db.Add(Letter.About(booking, "follow-up", now));
            asked++;
        }

        await db.SaveChangesAsync(stop);
        return asked;
    }

    private async Task<int> NudgeAsync(CancellationToken stop)
    {
        var (now, today, most, nudged) = (clock.Now, clock.Today, Rules.MostReminders, 0);
        db.ChangeTracker.Clear();
        var due = await db.Set<Booking>().Include(b => b.Workshop).Where(b => b.AskedAt != null && b.Nudged < most && !db.Set<FollowUp>().Any(f => f.Id == b.Id)).OrderBy(b => b.AskedAt).Take(AtOnce).ToListAsync(stop);
        db.Acting.Begin(ActWords.PassTraining);
        foreach (var booking in due.Where(b => Deadline.Due(Rules.RemindAfter, Moment.Exactly(b.NudgedAt ?? b.AskedAt!.Value), calendar).Date <= today && Deadline.Due(Rules.AnswerUntil, Moment.On(b.Workshop!.LastDay), calendar).Date >= today))
        {
            booking.Nudge(now);
            db.Add(Letter.About(booking, "follow-up", now));
            nudged++;
        }

        await db.SaveChangesAsync(stop);
        return nudged;
    }
}

/// <summary>Asks every ten minutes, because an offered place that was not taken is somebody else's.</summary>
public sealed class TrainingHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<TrainingHourly> log) : Repeating("Offering places, reminding of training and letting go of what is not kept", Often, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TrainingTime>().PassAsync(stop);
        await scope.ServiceProvider.GetRequiredService<Needs.TrainingKept>().PassAsync(stop);
    }
}
