using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>Whom an audit waits for is told, within the current save.</summary>
public sealed class AuditNews(TrellisDb db, PostHolders posts, Teller teller, Outbox outbox, PracticeModel practice)
{
    private const string Topic = "audit";

    /// <summary>That they audit.</summary>
    public void Named(Audit audit, Auditor who) => Tell(Occasion.AuditorNamed, audit, who.Id, "", [who.StaffId], $"{who.Id:N}");

    /// <summary>They audit no more: nothing is asked of them.</summary>
    public void Unnamed(Auditor who) => outbox.Settle(who.Id);

    /// <summary>Its records are drawn, and its auditors wait to be let into them: those who answer for the records of its areas.</summary>
    public async Task DrawnAsync(Audit audit, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        var to = new HashSet<Guid>();
        foreach (var role in practice.Roles.Where(r => r.SeesArea && r.Acts.Any(a => a is Access.ActWords.ApproveAudit or "audit.*")))
        {
            foreach (var area in audit.Records.Select(r => r.Area).Distinct()) { to.UnionWith(await posts.InRoleAsync(own.Connection, role.Id, area, null, stop)); }
        }

        Tell(Occasion.AuditWaits, audit, audit.Id, "/approve", to, $"{audit.Id:N} drawn");
    }

    /// <summary>The auditors are let into a part of it; when that was the last, nobody is asked any more.</summary>
    public void Approved(Audit audit)
    {
        if (audit.Records.Select(r => r.Area).Distinct().All(a => audit.Approvals.Exists(p => p.Area == a))) { outbox.Settle(audit.Id); }
    }

    private void Tell(Occasion occasion, Audit audit, Guid about, string page, IEnumerable<Guid> to, string once) =>
        teller.Tell(outbox, new BusinessNews(occasion, Topic, about, audit.Reference, $"/audits/{audit.Reference.ToLowerInvariant()}{page}", [.. to.Where(u => u != db.Acting.Actor.UserId)], once));
}
