using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People;

/// <summary>What time brings to people, said as facts by the system: the 18th birthday. Saying it twice changes nothing.</summary>
public sealed class TimePasses(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    public const string Turned18 = "person.turned-18";

    /// <summary>
    /// Writes each 18th birthday up to today that is not in the record, dated on the birthday. Only of people the record knew
    /// as children: for a parent it would say nothing. Returns how many were written.
    /// </summary>
    public async Task<int> PassAsync(CancellationToken cancellationToken = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] });
        var latest = clock.Today.AddYears(-Ages.Adult);
        var grown = await db.People
            .Where(p => p.Born != null && p.Born <= latest && (p.DiedOn == null || p.DiedOn >= p.Born.Value.AddYears(Ages.Adult)))
            .Where(p => !db.Facts.Any(f => f.PersonId == p.Id && f.Kind == Turned18 && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id)))
            .Where(p => db.Facts.Any(f => f.PersonId == p.Id && f.OccurredOn < p.Born!.Value.AddYears(Ages.Adult)))
            .OrderBy(p => p.Born).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        var due = grown.Where(p => p.Turns(Ages.Adult) <= clock.Today).ToList();
        var wrong = await WrongAsync(cancellationToken);
        if (due.Count + wrong.Count == 0) { return 0; }

        db.Acting.Begin(ActWords.TimePasses);
        foreach (var (person, fact) in wrong)
        {
            person.TakenBack(fact);
            if (person.Turns(Ages.Adult) <= clock.Today && !due.Contains(person)) { due.Add(person); }
        }

        foreach (var person in due) { person.Turned18(); }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count + wrong.Count;
    }

    /// <summary>Birthdays in the record of people whose date of birth was corrected since: what ended with them has not ended.</summary>
    private async Task<List<(Person Person, Fact Fact)>> WrongAsync(CancellationToken cancellationToken)
    {
        var said = await (from fact in db.Facts
                          join person in db.People on fact.PersonId equals person.Id
                          where fact.Kind == Turned18 && !fact.Void && !db.Facts.Any(c => c.CorrectsId == fact.Id)
                              && (person.Born == null || fact.OccurredOn < person.Born.Value.AddYears(Ages.Adult) || fact.OccurredOn > person.Born.Value.AddYears(Ages.Adult).AddDays(1))
                          select new { person, fact }).ToListAsync(cancellationToken);
        return [.. said.Where(s => s.person.Turns(Ages.Adult) != s.fact.OccurredOn).Select(s => (s.person, s.fact))];
    }
}

/// <summary>Asks every hour what time has brought, so that a birthday is in the record soon after midnight, and after a time without power.</summary>
public sealed class TimePassesNightly(IServiceScopeFactory scopes, TimeProvider time, ILogger<TimePassesNightly> log) : Repeating("Recording what time brings", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TimePasses>().PassAsync(stop);
    }
}
