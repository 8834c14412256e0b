using Microsoft.EntityFrameworkCore;
using Trellis.Forms;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Sittings;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>
/// Moves work along as the practice model says: starts a process, completes, approves, corrects and withdraws steps, and
/// opens what follows. Each method is one act; the caller has begun it and saves.
/// </summary>
public sealed class StepWork(TrellisDb db, PracticeModel practice, AgencyRegister register, SensitiveText sensitive, StepDocuments documents, StepMeetings meetings, LondonClock clock)
{
    private readonly Queue<long> reserved = [];

    private Actor Actor => db.Acting.Actor;

    /// <summary>Running numbers for the references of the next matters, where they were given out beforehand.</summary>
    internal void Reserve(IEnumerable<long> numbers)
    {
        foreach (var number in numbers) { reserved.Enqueue(number); }
    }

    /// <summary>Opens a matter about these people with its first step, or another that a matter may begin with.</summary>
    /// <param name="unseen">Its people are known, and not shown to whoever begins it.</param>
    /// <exception cref="ArgumentException">No matter begins with that step.</exception>
    public async Task<Matter> StartAsync(string process, string area, IReadOnlyCollection<Guid> people, string? step = null, bool unseen = false, CancellationToken cancellationToken = default)
    {
        var definition = practice.ProcessIn(area, process);
        var first = step is null ? definition.Steps[0] : definition.Step(step) ?? throw new ArgumentException($"{process} has no step {step}", nameof(step));
        if (first != definition.Steps[0] && !first.Entry) { throw new ArgumentException($"No matter begins with {first.FactKind}", nameof(step)); }
        var matter = Matter.Open(definition, await NextReferenceAsync(area, cancellationToken), area, people, clock.Now, Actor.Agency, unseenBy: unseen ? Actor.Agency : null);
        // Who does not see the area, or is not of the circle the step is kept to, begins a matter as their agency's own step: theirs to fill in, and to read afterwards.
        var theirs = Actor.SeesAll(area) && (first.VisibleTo is not { } circle || Actor.Circles.Contains(circle));
        CaseStep.Open(matter, first, people, null, clock.Now, Actor.Agency, theirs ? null : Actor.Agency);
        db.Add(matter);
        return matter;
    }

    /// <summary>The step with its matter, everyone in it and every other step of the matter, to change.</summary>
    public async Task<CaseStep?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (await db.Steps.Where(s => s.Id == id).Select(s => (Guid?)s.MatterId).FirstOrDefaultAsync(cancellationToken) is not { } matter) { return null; }
        await LoadAsync(matter, cancellationToken);
        return db.Steps.Local.FirstOrDefault(s => s.Id == id);
    }

    public async Task<Matter?> LoadAsync(Guid matter, CancellationToken cancellationToken = default) =>
        await db.Matters.Include(m => m.People).Include(m => m.Steps).ThenInclude(s => s.People).AsSplitQuery().FirstOrDefaultAsync(m => m.Id == matter, cancellationToken);

    public Step Definition(CaseStep step) =>
        practice.ProcessIn(step.Area, step.Process).Step(step.Name)
        ?? throw new InvalidOperationException($"The practice model of {step.Area} has no step {step.Kind}");

    public async Task<Outcome<StepState>> CompleteAsync(CaseStep step, Frozen written, CancellationToken cancellationToken = default)
    {
        var definition = Definition(step);
        if (await meetings.DecideAsync(step, definition, cancellationToken) is { } undecided) { return undecided; }
        var words = await sensitive.FreezeAsync(written, step, definition, cancellationToken);
        var result = step.Complete(definition, written.Said, words, practice.Version, Actor, clock.Now);
        if (result.Refused(out var why, out var state)) { return why; }
        if (state is StepState.Done || definition.TakesEffect is TakesEffect.Occurred) { await FollowAsync(step, definition, written.Said, cancellationToken); }
        if (await DraftAsync(step, cancellationToken) is { } draft) { db.Drafts.Remove(draft); }
        await documents.BelongAsync(step, written, words, cancellationToken);
        await documents.ForgetDraftsAsync(step, definition, cancellationToken);
        return state;
    }

    public async Task<Outcome<StepState>> ApproveAsync(CaseStep step, CancellationToken cancellationToken = default)
    {
        var definition = Definition(step);
        var (written, words) = await LatestAsync(step, cancellationToken);
        var result = step.Approve(definition, written.Said, words, Actor, clock.Now);
        if (result.Refused(out var why, out var state)) { return why; }
        if (definition.TakesEffect is not TakesEffect.Occurred) { await FollowAsync(step, definition, written.Said, cancellationToken); }
        return state;
    }

    /// <summary>Back to the author, who finds what they wrote as a draft again.</summary>
    public async Task<Outcome<StepState>> ReturnAsync(CaseStep step, CancellationToken cancellationToken = default)
    {
        var (written, _) = await LatestAsync(step, cancellationToken);
        var author = step.AuthorId;
        var result = step.Return(Definition(step), Actor, clock.Now);
        if (!result.Refused(out _))
        {
            db.Add(Draft.Of(step, await sensitive.LockAsync(FormValues.Read(written.Form), step, Definition(step), cancellationToken), author!.Value, clock.Now));
        }

        return result;
    }

    public async Task<Outcome<int>> CorrectAsync(CaseStep step, Frozen written, CancellationToken cancellationToken = default)
    {
        var definition = Definition(step);
        var words = await sensitive.FreezeAsync(written, step, definition, cancellationToken);
        var result = step.Correct(definition, written.Said, await InForceAsync(step.Id, cancellationToken), words, practice.Version, Actor, clock.Now);
        if (result.Refused(out _)) { return result; }
        await documents.BelongAsync(step, written, words, cancellationToken);
        await documents.ForgetDraftsAsync(step, definition, cancellationToken);
        return result;
    }

    /// <summary>What has been typed into the step and not completed. A step that is itself not saved yet has at most a draft that is not either.</summary>
    internal async Task<Draft?> DraftAsync(CaseStep step, CancellationToken cancellationToken = default) =>
        db.Entry(step).State is EntityState.Added or EntityState.Detached
            ? db.ChangeTracker.Entries<Draft>().FirstOrDefault(d => d.Entity.StepId == step.Id && d.State is not EntityState.Deleted)?.Entity
            : await db.Drafts.FindAsync([step.Id], cancellationToken);

    /// <summary>Sends a step that asks agencies to those chosen: each answers a copy of its own.</summary>
    public async Task<Outcome<IReadOnlyList<CaseStep>>> AskAsync(CaseStep step, IEnumerable<string> asked, CancellationToken cancellationToken = default)
    {
        var agencies = asked.Distinct().ToArray();
        var known = (await register.ListAsync(step.Area, cancellationToken)).Select(a => a.Code);
        if (step.State is not StepState.Open || step.Agency is not null) { return new Refusal("agencies", "The agencies have already been asked"); }
        if (agencies.Length == 0 || agencies.Except(known).Any()) { return new Refusal("agencies", "Select the agencies you want to ask"); }
        var definition = Definition(step);
        var copies = agencies.Select(agency => CaseStep.Open(step.Matter!, definition, step.Concerned.Select(p => p.PersonId).ToArray(), step.BecauseId, clock.Now, Actor.Agency, agency)).ToArray();
        step.SentToAgencies(clock.Now, Actor);
        return copies;
    }

    /// <summary>Every agency answered, or the asker goes on without those that did not: the step named by <c>then</c> is taken up again.</summary>
    public Outcome<CaseStep> GoOn(CaseStep asked)
    {
        var definition = Definition(asked);
        if (definition.Then is not { } then) { return new Refusal("", "Nothing follows from this step"); }
        var copies = Copies(asked).ToArray();
        if (copies.All(c => c.State is not StepState.Open)) { return new Refusal("", copies.Length == 0 ? "No agency has been asked yet" : "Every agency has answered, so the next step is open already"); }
        return GoOn(asked, then, copies);
    }

    /// <summary>What each agency was asked at the same time.</summary>
    private static IEnumerable<CaseStep> Copies(CaseStep asked) => asked.Matter!.Steps.Where(s => s.Name == asked.Name && s.Agency is not null && s.BecauseId == asked.BecauseId);

    /// <summary>
    /// An agency answering does not see the other agencies' copies, so the database is asked whether one is still open. Of two that
    /// answer in the same moment the second waits for the first, and sees that it was the last.
    /// </summary>
    private async Task<bool> AllAnsweredAsync(CaseStep step, CancellationToken cancellationToken)
    {
        if (Unsaved(step.Matter!.OriginId)) { return Copies(step).All(s => s.State is not StepState.Open); }
        await db.OneAtATimeAsync(step.MatterId, cancellationToken);
        return !await db.Database.SqlQuery<bool>($"select casework.others_have_to_answer({step.Id}) as \"Value\"").SingleAsync(cancellationToken);
    }

    private CaseStep GoOn(CaseStep asked, string then, CaseStep[] copies)
    {
        foreach (var copy in copies.Where(c => c.State is StepState.Open)) { copy.NoLongerNeeded(StepState.NotNeeded, [], clock.Now, Actor.Agency); }
        var next = practice.ProcessIn(asked.Area, asked.Process).Step(then)!;
        return CaseStep.Open(asked.Matter!, next, Here(asked), asked.BecauseId, clock.Now, Actor.Agency);
    }

    /// <summary>Holds a repeating step again, about those of its people who are still here.</summary>
    public Outcome<CaseStep> Again(CaseStep step)
    {
        var definition = Definition(step);
        if (!definition.Repeats || step.Agency is not null) { return new Refusal("", "This step is done once"); }
        if (step.Matter!.Steps.Any(s => s.Name == step.Name && s.State is StepState.Open)) { return new Refusal("", $"“{definition.Title}” is open already"); }
        if (step.Matter.ClosedAt is not null || Here(step).ToArray() is not { Length: > 0 } here) { return new Refusal("", "This matter is closed"); }
        return CaseStep.Open(step.Matter, definition, here, step.BecauseId, clock.Now, Actor.Agency);
    }

    public Outcome<StepState> Sat(CaseStep step, string ending, Moment on) => step.Sat(Definition(step), ending, on, Actor, clock.Now);

    /// <summary>The newest frozen version and its words.</summary>
    public async Task<(Frozen Written, Words Words)> LatestAsync(CaseStep step, CancellationToken cancellationToken = default)
    {
        var id = step.History.Find(v => v.Number == step.Versions)?.Id
            ?? await db.Versions.Where(v => v.StepId == step.Id).OrderByDescending(v => v.Number).Select(v => v.Id).FirstAsync(cancellationToken);
        var words = await db.Words.FindAsync([id], cancellationToken) ?? throw new InvalidOperationException($"The words of {step.Kind} {step.Id} cannot be read");
        return (await sensitive.OpenAsync(words, step.Id, cancellationToken), words);
    }

    /// <summary>What was open about those whose part in the matter ended by these facts, and went with it: (step, person).</summary>
    public async Task<(Guid Step, Guid Person)[]> TakenAwayAsync(Matter matter, IEnumerable<Fact> left, CancellationToken cancellationToken = default)
    {
        var acts = left.Select(f => f.ActId).Distinct().ToArray();
        var kinds = matter.Steps.Select(s => s.LeftKind).Distinct().ToArray();
        var gone = await db.Facts.AsNoTracking().Where(f => f.MatterId == matter.Id && acts.Contains(f.ActId) && kinds.Contains(f.Kind)).ToListAsync(cancellationToken);
        return [.. gone.Select(f => (f.SourceId!.Value, f.PersonId!.Value))];
    }

    /// <summary>Facts a step said that are neither corrected nor taken away.</summary>
    public async Task<List<Fact>> InForceAsync(Guid step, CancellationToken cancellationToken = default) =>
        await db.Facts.AsNoTracking().Include(f => f.Details)
            .Where(f => f.SourceId == step && !f.Void && !db.Facts.Any(c => c.CorrectsId == f.Id))
            .OrderBy(f => f.Recorded).ThenBy(f => f.Id).ToListAsync(cancellationToken);

    /// <summary>What its outcomes open, start and close, each for the people who had that outcome.</summary>
    private async Task FollowAsync(CaseStep step, Step definition, IReadOnlyList<Said> said, CancellationToken cancellationToken)
    {
        var matter = step.Matter!;
        var open = matter.Steps.Where(s => s.State is StepState.Open).ToArray();
        foreach (var group in said.GroupBy(s => s.Outcome))
        {
            var outcome = definition.Outcome(group.Key) ?? throw new InvalidOperationException($"{step.Kind} has no outcome {group.Key}");
            var people = group.Select(s => s.PersonId).ToArray();
            foreach (var (process, next) in outcome.Starts.Concat(outcome.Opens)) { await OpenAsync(matter, step, process, next, people, cancellationToken); }

            var leaving = outcome.ClosesEveryone ? matter.Present.Select(p => p.PersonId).ToArray() : outcome.ClosesPerson || definition.ClosesPerson ? people : [];
            foreach (var person in leaving.Where(p => matter.Present.Any(m => m.PersonId == p)).ToArray()) { _ = matter.Leave(person, clock.Now, Actor.Agency, step.Id); }
        }

        if (step.Agency is not null && definition.Then is { } then && await AllAnsweredAsync(step, cancellationToken)) { _ = GoOn(step, then, [.. Copies(step)]); }

        // Whoever's part ended takes what was still open about them along; what was typed there and not completed goes with it.
        foreach (var gone in open.Where(s => s.State is StepState.NotNeeded))
        {
            if (await DraftAsync(gone, cancellationToken) is { } draft) { db.Drafts.Remove(draft); }
        }

        if (Actor.SeesAll(matter.Area) || Unsaved(matter.OriginId) || !await OthersHaveWorkAsync(matter, cancellationToken)) { matter.CloseIfOver(clock.Now, Actor.Agency); }
    }

    /// <summary>Whoever sees only part of a matter does not close it over what others have to do.</summary>
    private Task<bool> OthersHaveWorkAsync(Matter matter, CancellationToken cancellationToken)
    {
        var seen = matter.Steps.Select(s => s.Id).ToArray();
        return db.Database.SqlQuery<bool>($"select casework.others_have_work_in({matter.Id}, {seen}) as \"Value\"").SingleAsync(cancellationToken);
    }

    private async Task OpenAsync(Matter matter, CaseStep because, string process, string name, Guid[] people, CancellationToken cancellationToken)
    {
        var definition = practice.ProcessIn(matter.Area, process);
        var next = definition.Step(name)!;
        if (process == matter.Process)
        {
            OpenIn(matter, next, because, people);
            return;
        }

        var linked = db.Matters.Local.FirstOrDefault(m => m.OriginId == matter.OriginId && m.Process == process && m.ClosedAt is null)
            ?? (Unsaved(matter.OriginId) ? null : await db.Matters.Include(m => m.People).Include(m => m.Steps).ThenInclude(s => s.People).AsSplitQuery()
                .FirstOrDefaultAsync(m => m.OriginId == matter.OriginId && m.Process == process && m.ClosedAt == null, cancellationToken));
        if (linked is null)
        {
            linked = Matter.Open(definition, await NextReferenceAsync(matter.Area, cancellationToken), matter.Area, people, clock.Now, Actor.Agency, matter, because.Id);
            db.Add(linked);
        }

        foreach (var person in people.Where(p => linked.Present.All(m => m.PersonId != p)).ToArray()) { _ = linked.Join(person, clock.Now, Actor.Agency, because.Id); }
        OpenIn(linked, next, because, people);
    }

    /// <summary>One step for everybody it is opened for. One that repeats is opened again by another step, never twice by the same.</summary>
    private void OpenIn(Matter matter, Step next, CaseStep because, Guid[] people)
    {
        var running = matter.Steps.FirstOrDefault(s => s.Name == next.Id && s.State is StepState.Open && s.Agency is null && (!next.Repeats || s.BecauseId == because.Id));
        if (running is null) { CaseStep.Open(matter, next, people, because.Id, clock.Now, Actor.Agency); return; }
        foreach (var person in people) { running.AlsoAbout(person, clock.Now, Actor.Agency); }
    }

    /// <summary>Open matters of the same chain, besides this one, to change.</summary>
    public async Task<List<Matter>> LinkedAsync(Matter matter, CancellationToken cancellationToken = default) =>
        await db.Matters.Include(m => m.People).Include(m => m.Steps).ThenInclude(s => s.People).AsSplitQuery()
            .Where(m => m.OriginId == matter.OriginId && m.Id != matter.Id && m.ClosedAt == null).ToListAsync(cancellationToken);

    /// <summary>The chain began in this unit of work: nothing of it is in the store.</summary>
    private bool Unsaved(Guid origin) => db.ChangeTracker.Entries<Matter>().Any(m => m.Entity.Id == origin && m.State is EntityState.Added);

    private static IEnumerable<Guid> Here(CaseStep step) => step.Concerned.Select(p => p.PersonId).Where(p => step.Matter!.Present.Any(m => m.PersonId == p));

    /// <summary>"RBKC-26-1042": area, year and a running number.</summary>
    private async Task<string> NextReferenceAsync(string area, CancellationToken cancellationToken)
    {
        var number = reserved.TryDequeue(out var given) ? given : await db.Database.SqlQuery<long>($"select nextval('casework.reference') as \"Value\"").SingleAsync(cancellationToken);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{area}-{clock.Today.Year % 100:00}-{number}");
    }
}
