using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>Holds the meetings of steps: calls, invites, says who came, asks for reports. Each method is one act; the caller has begun it and saves.</summary>
public sealed class StepMeetings(TrellisDb db, AgencyRegister agencies, PeopleRegister people, PracticeModel practice, WorkingCalendar calendar, LondonClock clock)
{
    private Actor Actor => db.Acting.Actor;

    /// <summary>Null: the step is no meeting.</summary>
    public async Task<StepMeeting?> OfAsync(CaseStep step, Step definition, CancellationToken stop = default)
    {
        if (!definition.Meeting) { return null; }
        if (db.Entry(step).State is EntityState.Added) { return new StepMeeting(definition, [], [], new Dictionary<string, (string, string)>(), new Dictionary<Guid, string>()); }
        var sittings = await db.Set<Sitting>().Include(s => s.Came).Where(s => s.StepId == step.Id).OrderBy(s => s.Number).ToListAsync(stop);
        var invited = await db.Set<Invited>().Where(i => i.StepId == step.Id).OrderBy(i => i.InvitedAt).ThenBy(i => i.Id).ToListAsync(stop);
        var known = invited.Exists(i => i.Code is not null) ? (await agencies.ListAsync(cancellationToken: stop)).ToDictionary(a => a.Code, a => (a.Title, a.Kind)) : [];
        var names = (await people.OfAsync(invited.Select(i => i.PersonId).OfType<Guid>(), stop)).ToDictionary(p => p.Id, p => p.Name);
        return new StepMeeting(definition, sittings, invited, known, names);
    }

    public Outcome<Sitting> Call(CaseStep step, StepMeeting meeting, SittingWhen when)
    {
        if (meeting.Now is { } called) { return called.Move(step, when, clock.Now, Actor.Agency); }
        var made = Sitting.Call(step, meeting.Definition, meeting.Sittings, when, clock.Now, Actor.Agency);
        if (made.Refused(out var why, out var sitting)) { return why; }
        db.Add(sitting);
        return sitting;
    }

    /// <param name="report">The agency is asked for a report.</param>
    public Outcome<Invited> Invite(CaseStep step, StepMeeting meeting, ToInvite asked, bool report)
    {
        var made = Invited.Ask(step, meeting.Everyone, asked, clock.Now, Actor.Agency);
        if (made.Refused(out var why, out var invited)) { return why; }
        if (report && asked.Code is { } code && ReportOf(step, meeting.Definition) is { } definition)
        {
            var asks = meeting.Everyone.Where(i => i.Code == code).Select(i => i.ReportId).ToHashSet();
            var there = step.Matter!.Steps.FirstOrDefault(s => asks.Contains(s.Id) && s.State is StepState.Open or StepState.Done);
            // Because of what opened the meeting, as the meeting is: a report is no consequence of it, and does not stand in its way.
            invited.ReportId = (there ?? CaseStep.Open(step.Matter, definition, [.. step.Concerned.Select(p => p.PersonId)], step.BecauseId, clock.Now, Actor.Agency, code)).Id;
        }

        db.Add(invited);
        return invited;
    }

    /// <summary>Takes an invitation back: a report that was not written is not needed any more, and links stop working.</summary>
    public async Task<Outcome<Invited>> WithdrawAsync(CaseStep step, Invited invited, CancellationToken stop = default)
    {
        if (invited.Withdraw(step, clock.Now, Actor.Agency).Refused(out var why)) { return why; }
        await EndLinksAsync(step, invited, stop);
        if (invited.ReportId is { } report && step.Matter!.Steps.FirstOrDefault(s => s.Id == report) is { State: StepState.Open } asked) { asked.NoLongerNeeded(StepState.NotNeeded, [], clock.Now, Actor.Agency); }
        return invited;
    }

    /// <summary>A new link takes the place of any before it. The secret and the code are shown once, and kept nowhere.</summary>
    public async Task<Outcome<(string Secret, string Code)>> LinkAsync(CaseStep step, Invited invited, CancellationToken stop = default)
    {
        if (invited.Code is not null) { return new Refusal("", "An agency signs in"); }
        await EndLinksAsync(step, invited, stop);
        var (link, secret, code) = GuestLink.Make(step, invited, clock.Now, Actor.Agency);
        db.Add(link);
        return (secret, code);
    }

    private async Task EndLinksAsync(CaseStep step, Invited invited, CancellationToken stop)
    {
        foreach (var link in await db.Set<GuestLink>().Where(l => l.InvitedId == invited.Id && l.EndedAt == null).ToListAsync(stop)) { link.End(step, clock.Now, Actor.Agency); }
    }

    public Outcome<Sitting> Take(CaseStep step, StepMeeting meeting, IReadOnlyCollection<Came> came, string wentOnBecause)
    {
        if (meeting.Now is not { } sitting) { return new Refusal("", "No meeting is called. Call it first"); }
        var quorum = Quorum(meeting, came.Where(c => c.State == Attended.Present).Select(c => c.Who));
        return sitting.Take(step, came, quorum, meeting.MayGoOn, wentOnBecause, Actor, clock.Now);
    }

    public QuorumMet? Quorum(StepMeeting meeting, IEnumerable<Invited> there) =>
        QuorumMet.Needed(meeting.Definition) is { } needed ? QuorumMet.Of(needed, [.. there.Select(meeting.AsAgency).OfType<QuorumMet.Agency>()], practice.Codes["agency-kind"]) : null;

    /// <summary>The sitting did not decide; the step stays to be held.</summary>
    public Outcome<StepState> End(CaseStep step, StepMeeting meeting, string ending)
    {
        if (meeting.Now is not { } sitting) { return new Refusal("", "No meeting is called"); }
        var cancelled = ending is "cancelled";
        if (!cancelled && sitting.StartsAt > clock.Now) { return new Refusal("ending", "It has not begun. Cancel it, or move it"); }
        var on = sitting.StartsAt > clock.Now ? Moment.Exactly(clock.Now) : Moment.Exactly(sitting.StartsAt);
        if (step.Sat(meeting.Definition, ending, on, Actor, clock.Now).Refused(out var why, out var state)) { return why; }
        sitting.End(step, ending, clock.Now, Actor.Agency);
        return state;
    }

    /// <summary>By when reports are to be there; null while no meeting is called, or where nothing says.</summary>
    /// <exception cref="UnknownYearException">The calendar does not cover that year.</exception>
    public Moment? ReportsDue(StepMeeting meeting) =>
        meeting is { Now: { } sitting, Definition.ReportsBefore: { } before } ? Deadline.Due(before, Moment.On(sitting.Day), calendar) : null;

    /// <summary>The step agencies report in; null where none are asked for.</summary>
    public Step? ReportOf(CaseStep step, Step definition) => definition.Report is { } report ? practice.ProcessIn(step.Area, step.Process).Step(report) : null;

    /// <summary>The step is being completed: the meeting that runs decides with it. Refused without a quorum the chair has not gone on without.</summary>
    public async Task<Refusal?> DecideAsync(CaseStep step, Step definition, CancellationToken stop = default)
    {
        if (!definition.Meeting || db.Entry(step).State is EntityState.Added) { return null; }
        if (await db.Set<Sitting>().FirstOrDefaultAsync(s => s.StepId == step.Id && s.Ending == null, stop) is not { } sitting) { return null; }
        if (sitting is { TakenAt: not null, MayDecide: false }) { return new Refusal("", "There was no quorum. Say in the attendance why the chair goes on, or adjourn the meeting"); }
        if (step.State is StepState.Open) { sitting.Decided(step, clock.Now, Actor.Agency); }
        return null;
    }
}
