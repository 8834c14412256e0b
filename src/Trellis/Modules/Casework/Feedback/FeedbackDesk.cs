using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.People.Public;
using Trellis.Modules.Questionnaires.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Feedback;

/// <summary>Whom a step asks what they thought of it, and what is done about it. Each change is within the act under way; the caller saves.</summary>
public sealed class FeedbackDesk(TrellisDb db, StepWork work, StepMeetings meetings, PeopleRegister people, FeedbackRounds rounds, PracticeModel practice, WorkingCalendar calendar, LondonClock clock)
{
    private string? By => db.Acting.Actor.Agency;

    public FeedbackRounds Rounds => rounds;

    /// <summary>Those who came to the meeting, or whom the step is about, as far as the practice model asks after it. Nobody before it is done.</summary>
    public async Task<IReadOnlyList<MayBeAsked>> OfAsync(CaseStep step, CancellationToken stop = default)
    {
        var rules = practice.Feedback.For(step.Kind).ToList();
        if (rules.Count == 0 || step.State is not StepState.Done || step.CompletedAt is not { } completed) { return []; }
        var asked = (await db.Set<AskedFeedback>().Where(a => a.StepId == step.Id).ToListAsync(stop)).ToDictionary(a => a.WhoId);
        var about = (await people.OfAsync(step.Concerned.Select(p => p.PersonId), stop)).ToDictionary(p => p.Id);
        var done = London.DateOf(completed);

        if (await meetings.OfAsync(step, work.Definition(step), stop) is not { } meeting)
        {
            return [.. about.Values.Select(p => Of(p.Id, p.Name, Old(p) is { } rule ? (MayBeAsked.Word(rule.Asks), rule) : ("about", null), null, null))];
        }

        var came = meeting.Sittings.LastOrDefault(s => s.Ending is Sitting.Held)?.Came.Where(c => c.State == Attended.Present).Select(c => c.InvitedId).ToHashSet() ?? [];
        return [.. meeting.Invited.Where(i => came.Contains(i.Id)).Select(i => Of(i.Id, meeting.Called(i), Ruled(i), i.Code, StaffOf(i)))];

        MayBeAsked Of(Guid id, string called, (string Who, FeedbackRule? Rule) how, string? code, Guid? staff) =>
            new(id, called, how.Who, code, staff, how.Rule, how.Rule is { Wait: > 0 } rule ? calendar.AddWorkingDays(done, rule.Wait) : done, asked.GetValueOrDefault(id));

        FeedbackRule? Old(PersonSummary person) => rules.Find(r => r.Asks is FeedbackOf.About && (r.FromAge is not { } age || person.AgeOn(done) >= age));

        (string, FeedbackRule?) Ruled(Invited i)
        {
            if (i.Code is not null) { return ("agency", rules.Find(r => r.Asks is FeedbackOf.Agencies)); }
            if (i.PersonId is { } id && about.TryGetValue(id, out var child)) { return ("about", Old(child)); }
            return i.PersonId is not null || practice.Feedback.IsFamily(i.Part) ? ("family", rules.Find(r => r.Asks is FeedbackOf.Family)) : ("other", null);
        }

        Guid? StaffOf(Invited i) => i is { SaidHow: "themselves", SaidBy: { } by } ? by : step.Matter!.Steps.Find(s => s.Id == i.ReportId)?.AuthorId;
    }

    /// <summary>What somebody may be asked of whom nobody can know what they are.</summary>
    public IEnumerable<FeedbackRule> Choices(CaseStep step) => practice.Feedback.For(step.Kind).Where(r => r.Asks is FeedbackOf.Family);

    /// <summary>By the system, which alone writes in rounds.</summary>
    public async Task AskAsync(CaseStep step, MayBeAsked whom, CancellationToken stop = default)
    {
        var rule = whom.Rule ?? practice.Feedback.Rule(whom.Asked?.Rule ?? "") ?? throw new InvalidOperationException("Nothing is asked of them");
        var invitation = await rounds.AskAsync(rule, step.Area, whom.Code, whom.Staff, stop);
        if (whom.Asked is { } wanted) { wanted.Invited(step, invitation, clock.Now, By); }
        else { db.Add(AskedFeedback.Ask(step, whom, rule, invitation, clock.Now, By)); }
    }

    public Outcome<AskedFeedback> Want(CaseStep step, MayBeAsked whom, FeedbackRule rule)
    {
        if (whom.Asked is not null) { return new Refusal("", "It is said already whether they are asked"); }
        var wanted = AskedFeedback.Want(step, whom with { Who = MayBeAsked.Word(rule.Asks) }, rule, clock.Now, By);
        db.Add(wanted);
        return wanted;
    }

    /// <summary>They are not asked, or not any more: links stop at once.</summary>
    public async Task<Outcome<AskedFeedback>> StopAsync(CaseStep step, MayBeAsked whom, string because, CancellationToken stop = default)
    {
        if (practice.Codes[AskedFeedback.Reasons].Find(because) is null) { return new Refusal("Because", "Select why they are not to be asked"); }
        if (whom.Asked is { } asked)
        {
            if (asked.Invitation is { ByLink: true } linked) { await rounds.EndLinksAsync(linked, stop); }
            return asked.Stop(step, because, clock.Now, By);
        }

        var not = AskedFeedback.NotAsked(step, whom, because, clock.Now, By);
        db.Add(not);
        return not;
    }

    public async Task<Outcome<(string Secret, string Code)>> LinkAsync(CaseStep step, AskedFeedback asked, CancellationToken stop = default)
    {
        if (asked.Linked(step, clock.Now, By).Refused(out var why, out _)) { return why; }
        return await rounds.LinkAsync(asked.Invitation!, stop);
    }
}
