using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>A meeting as somebody who is invited sees it: their own invitation, when and where, and what they were sent.</summary>
public sealed record Invitation(CaseStep Step, StepMeeting Meeting, Invited Mine, IReadOnlyList<SentCopy> Copies)
{
    public Sitting? Sitting => Meeting.Now ?? (Meeting.Sittings.Count > 0 ? Meeting.Sittings[^1] : null);

    public bool MaySay => Step.State is StepState.Open && Mine.WithdrawnAt is null;
}

/// <summary>A meeting an agency is invited to and that is still to come or not decided.</summary>
public sealed record ComingInvitation(Guid Id, string Title, string Reference, DateTimeOffset? StartsAt, string Part);

/// <summary>Invitations as those who are invited find them. The database shows an agency its own alone.</summary>
public sealed class Invitations(TrellisDb db, StepWork work, StepMeetings meetings, PracticeModel practice, Views views, LondonClock clock)
{
    /// <summary>Null: there is no such invitation, or not for the reader.</summary>
    public async Task<Invitation?> FindAsync(Guid id, string what, string purpose, CancellationToken stop = default)
    {
        if (await db.Set<Invited>().Where(i => i.Id == id && i.WithdrawnAt == null).Select(i => new { i.StepId, i.Code }).FirstOrDefaultAsync(stop) is not { } found) { return null; }
        if (await work.FindAsync(found.StepId, stop) is not { } step || await meetings.OfAsync(step, work.Definition(step), stop) is not { } meeting) { return null; }
        await views.SawAsync(what, purpose, [.. step.Matter!.People.Select(p => p.PersonId)], step.Area, step.MatterId, stop);
        var copies = await db.Set<SentCopy>().Where(s => s.InvitedId == id).OrderBy(s => s.SentAt).ToListAsync(stop);
        return new Invitation(step, meeting, meeting.Everyone.First(i => i.Id == id), copies);
    }

    /// <summary>Of an agency: meetings that are not decided, the soonest first.</summary>
    public async Task<IReadOnlyList<ComingInvitation>> ComingAsync(string agency, CancellationToken stop = default)
    {
        var found = await (from i in db.Set<Invited>().AsNoTracking()
                           join s in db.Steps.AsNoTracking() on i.StepId equals s.Id
                           where i.Code == agency && i.WithdrawnAt == null && s.State == StepState.Open
                           select new { i.Id, i.Part, s.Area, s.Process, s.Name, s.Matter!.Reference, Starts = db.Set<Sitting>().Where(t => t.StepId == s.Id && t.Ending == null).Select(t => (DateTimeOffset?)t.StartsAt).FirstOrDefault() }).ToListAsync(stop);
        return [.. found.OrderBy(f => f.Starts ?? DateTimeOffset.MaxValue).ThenBy(f => f.Id).Select(f => new ComingInvitation(f.Id, practice.ProcessIn(f.Area, f.Process).Step(f.Name)?.Title ?? f.Name, f.Reference, f.Starts, f.Part))];
    }

    /// <summary>The words of a copy, as they were sent.</summary>
    /// <exception cref="InvalidOperationException">They were disposed of.</exception>
    public async Task<Frozen> ReadAsync(SentCopy copy, CancellationToken stop = default) => Frozen.Read(await db.Words.AsNoTracking().FirstAsync(w => w.Id == copy.Id, stop));

    /// <summary>Whoever it was sent to has it open. Saves, if it is the first time.</summary>
    public async Task OpenedAsync(Invitation invitation, SentCopy copy, Guid? by, string? agency, CancellationToken stop = default)
    {
        if (copy.ReadAt is not null) { return; }
        copy.Read(invitation.Step, invitation.Mine, by, agency, clock.Now);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A colleague opened it in the same moment, and was first: theirs is kept.
            db.ChangeTracker.Clear();
        }
    }
}
