using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>Ends what the auditors of a closed audit were let into, said by the system: whoever closes it need not see the records.</summary>
public sealed class AuditTime(TrellisDb db, AuditorAccess access, PracticeModel practice, LondonClock clock)
{
    /// <summary>Returns for how many audits it ended.</summary>
    public async Task<int> PassAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] });
        var closed = await db.Set<Audit>().Include(a => a.Approvals).Include(a => a.Auditors).AsSplitQuery().Where(a => a.ClosedAt != null && a.AccessEndedAt == null).OrderBy(a => a.Id).ToListAsync(stop);
        foreach (var audit in closed)
        {
            db.Acting.Begin(ActWords.EndAuditAccess);
            var subjects = await db.Set<Subject>().AsNoTracking().Where(s => s.AuditId == audit.Id).ToListAsync(stop);
            foreach (var approval in audit.Approvals)
            {
                var matters = subjects.Where(s => s.Area == approval.Area).Select(s => s.MatterId).ToArray();
                await access.EndAsync(matters, [.. audit.Auditors.Where(a => a.Area == approval.Area).Select(a => a.StaffId)], approval.At, stop);
            }

            audit.EndAccess(clock.Now);
            await db.SaveChangesAsync(stop);
        }

        return closed.Count;
    }
}

/// <summary>Asks every hour, should it have failed when the audit was closed.</summary>
public sealed class AuditsHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<AuditsHourly> log) : Repeating("Ending the access of auditors", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuditTime>().PassAsync(stop);
    }
}
