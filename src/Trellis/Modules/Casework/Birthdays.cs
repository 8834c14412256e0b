using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>Time acts too: an 18th birthday is recorded the night after it comes, as an act of the system.</summary>
public sealed class Birthdays(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    private const int Grown = 18;
    private const int AtOnce = 200;

    /// <summary>Records every 18th birthday up to today of somebody with a status or a clock, and takes back those of a date of birth that was wrong. Returns how many.</summary>
    public async Task<int> RecordAsync(CancellationToken cancellationToken = default)
    {
        if (practice.Happenings.All(h => h.Id != WhatHappened.Turned18)) { return 0; }
        var said = await db.Facts.AsNoTracking().Where(f => f.Kind == WhatHappened.Turned18 && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)).ToListAsync(cancellationToken);
        var facts = said.Where(f => f.PersonId is not null).ToLookup(f => f.PersonId!.Value);
        var known = facts.Select(f => f.Key).ToArray();
        var latest = clock.Today.AddYears(-Grown);
        var people = await db.People.Where(p => known.Contains(p.Id)
            || (p.Born != null && p.Born <= latest && (p.DiedOn == null) && (db.Statuses.Any(s => s.PersonId == p.Id) || db.Deadlines.Any(d => d.PersonId == p.Id)))).ToListAsync(cancellationToken);
        var done = 0;
        foreach (var some in people.Chunk(AtOnce))
        {
            db.Acting.Begin(ActWords.TimePasses);
            done += some.Count(person => Settle(person, [.. facts[person.Id]]));
            await db.SaveChangesAsync(cancellationToken);
        }

        return done;
    }

    private bool Settle(Person person, IReadOnlyCollection<Fact> facts)
    {
        DateOnly? day = person.Born is { } born && BirthdayOf(born) is var comes && comes <= clock.Today && (person.DiedOn is not { } died || died >= comes) ? comes : null;
        var wrong = facts.Where(f => f.OccurredOn != day).ToArray();
        foreach (var fact in wrong) { person.TakenBack(fact); }
        var missing = day is not null && facts.Count == wrong.Length;
        if (missing) { person.Told(WhatHappened.Turned18, Moment.On(day!.Value)); }
        return missing || wrong.Length > 0;
    }

    /// <summary>Born on 29 February: 18 on 1 March.</summary>
    private static DateOnly BirthdayOf(DateOnly born) => born is { Month: 2, Day: 29 } ? new DateOnly(born.Year + Grown, 3, 1) : born.AddYears(Grown);
}

/// <summary>Does by night what time brings. Also when the site starts, so that no night is missed.</summary>
public sealed class Nightly(IServiceScopeFactory scopes, PracticeModel practice, ILogger<Nightly> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(practice.Areas.Select(a => a.Code)));
                await scope.ServiceProvider.GetRequiredService<Birthdays>().RecordAsync(stoppingToken);
            }
            catch (Npgsql.NpgsqlException failed)
            {
                // Nothing is lost: the next round finds the same birthdays. The operator must know.
                log.LogError("Recording birthdays failed and will be tried again: {Failure}", failed.GetType().Name);
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try { return await timer.WaitForNextTickAsync(stop); }
        catch (OperationCanceledException) { return false; }
    }
}
