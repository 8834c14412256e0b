using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Tells agencies that are invited: of the invitation, of a day that is set, moved or not held, and of the record they are sent.</summary>
public sealed class SittingNews(Teller teller) : IHearsSaves
{
    public async Task HearAsync(RecordDb db, Outbox outbox, CancellationToken cancellationToken)
    {
        var invited = db.ChangeTracker.Entries<Invited>().Where(e => e.State is EntityState.Added && e.Entity.Code is not null).Select(e => (Who: e.Entity, Occasion: Occasion.AskedToMeeting, Link: $"/invitations/{e.Entity.Id}", Once: $"{e.Entity.Id}")).ToList();
        var sent = db.ChangeTracker.Entries<SentCopy>().Where(e => e.State is EntityState.Added && e.Entity.How is "trellis").Select(e => e.Entity).ToArray();
        var moved = db.ChangeTracker.Entries<Sitting>().Where(e => e.State is EntityState.Added || (e.State is EntityState.Modified && (e.Property(s => s.StartsAt).IsModified || e.Property(s => s.Place).IsModified || e.Property(s => s.Link).IsModified
            || (e.Property(s => s.Ending).IsModified && e.Entity.Ending is not Sitting.Held)))).Select(e => e.Entity).ToArray();
        if (invited.Count + sent.Length + moved.Length == 0) { return; }

        var steps = moved.Select(s => s.StepId).ToArray();
        var (they, all) = (sent.Select(s => s.InvitedId).ToArray(), await db.Set<Invited>().Where(i => i.Code != null && i.WithdrawnAt == null && steps.Contains(i.StepId)).ToListAsync(cancellationToken));
        var to = await db.Set<Invited>().Where(i => they.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        invited.AddRange(moved.SelectMany(s => all.Where(i => i.StepId == s.StepId).Select(i => (i, Occasion.MeetingMoved, $"/invitations/{i.Id}", $"{s.Id} {s.Edition} {i.Id}"))));
        invited.AddRange(sent.Where(s => to[s.InvitedId].Code is not null).Select(s => (to[s.InvitedId], Occasion.RecordSent, $"/copies/{s.Id}", $"{s.Id}")));
        var ids = invited.Select(i => i.Who.StepId).Distinct().ToArray();
        var about = await db.Set<CaseStep>().Include(s => s.Matter).Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        await using var own = await db.OpenAsync(cancellationToken);
        foreach (var (who, occasion, link, once) in invited.DistinctBy(i => (i.Who.Code, i.Who.StepId, i.Occasion)))
        {
            var step = about[who.StepId];
            var news = new News(occasion, step.Id, step.Kind, step.Matter!.Reference, step.Area, step.VisibleTo, null, who.Code, null, once) { Link = link };
            await teller.TellAsync(own.Connection, outbox, news, [db.Acting.Actor.UserId], cancellationToken);
        }
    }
}
