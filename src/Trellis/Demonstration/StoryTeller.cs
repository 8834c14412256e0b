using Trellis.Forms;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Steps;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>
/// Takes a story through the engine the site uses: forms are read as they would be from a browser, and whoever acts must be
/// allowed to. A story is saved at once; only what looks back at the record is saved before.
/// </summary>
public sealed class StoryTeller(IServiceProvider services, Players players, PracticeModel practice, DateTimeOffset until)
{
    private int deeds;

    public int Deeds => deeds;

    public async Task TellAsync(Story story, IEnumerable<long> numbers, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var told = new Telling(scope.ServiceProvider, story, players, practice, cancellationToken);
        told.Reserve(numbers);
        foreach (var deed in story.Deeds.TakeWhile(d => d.At < until))
        {
            await told.DoAsync(deed);
            Interlocked.Increment(ref deeds);
        }

        await told.SaveAsync();
    }

    /// <summary>One story under way.</summary>
    private sealed class Telling
    {
        private readonly TrellisDb db;
        private readonly StepWork work;
        private readonly StepWriting writing;
        private readonly Withdrawal withdrawal;
        private readonly Joining joining;
        private readonly WhatHappened happened;
        private readonly PeopleRegister register;
        private readonly StoryTime time;
        private readonly Story story;
        private readonly Players players;
        private readonly PracticeModel practice;
        private readonly CancellationToken stop;
        private readonly Dictionary<Guid, FormPerson> people;

        /// <summary>From then on each act is saved by itself: what follows looks at the store.</summary>
        private bool saved;

        public Telling(IServiceProvider scope, Story story, Players players, PracticeModel practice, CancellationToken stop)
        {
            db = scope.GetRequiredService<TrellisDb>();
            work = scope.GetRequiredService<StepWork>();
            writing = scope.GetRequiredService<StepWriting>();
            db.ChangeTracker.AutoDetectChangesEnabled = false; // closing an act looks for changes once
            withdrawal = scope.GetRequiredService<Withdrawal>();
            joining = scope.GetRequiredService<Joining>();
            happened = scope.GetRequiredService<WhatHappened>();
            register = scope.GetRequiredService<PeopleRegister>();
            time = scope.GetRequiredService<StoryTime>();
            (this.story, this.players, this.practice, this.stop) = (story, players, practice, stop);
            people = story.Household.People.OrderBy(p => p.Born).ThenBy(p => p.Id).Select(p => new FormPerson(p.Id, $"{p.GivenName} {p.FamilyName}")).ToDictionary(p => p.Id);
        }

        public void Reserve(IEnumerable<long> numbers) => work.Reserve(numbers);

        public async Task DoAsync(Deed deed)
        {
            saved |= deed is Correct or TakeBack or Join or Happen;
            if (saved) { await SaveAsync(); }
            var actor = players.Actor(deed.By);
            if (!actor.May(deed.Word)) { throw new InvalidOperationException($"{deed.By.Title} may not {deed.Word}"); }
            time.Now = deed.At;
            db.Acting.As(actor);
            db.Acting.Begin(deed.Word, deed.Why);
            await ActAsync(deed);
            db.CloseAct();
        }

        public async Task SaveAsync()
        {
            db.Acting.As(players.Keeper);
            await db.SaveChangesAsync(stop);
        }

        private async Task ActAsync(Deed deed)
        {
            switch (deed)
            {
                case Begin begin:
                    await work.StartAsync(begin.Process, story.Household.Area, [.. begin.About.Select(p => p.Id)], cancellationToken: stop);
                    break;
                case Complete complete when IsOver(complete.Step):
                    break;
                case Complete complete:
                    var step = Step(complete.Step, StepState.Open);
                    var theirs = step.Agency is { } agency ? db.Acting.Actor.Agency == agency : work.Definition(step).Team is not { } team || db.Acting.Actor.Is(team);
                    if (!theirs) { throw new InvalidOperationException($"{step.Kind} is not the work of {deed.By.Title}"); }
                    var written = await ReadAsync(step, complete.Typed);
                    db.Acting.Because(string.Join("; ", written.Said.Select(s => s.Reason).OfType<string>().Distinct()));
                    Done(await work.CompleteAsync(step, written, stop), step);
                    break;
                case Approve approve:
                    var waiting = Step(approve.Step, StepState.Waiting);
                    Done(await work.ApproveAsync(waiting, stop), waiting);
                    break;
                case SendBack back:
                    var wanting = Step(back.Step, StepState.Waiting);
                    Done(await work.ReturnAsync(wanting, stop), wanting);
                    break;
                case AskAgencies ask:
                    Done(await work.AskAsync(Step(ask.Step, StepState.Open), ask.Agencies, stop), null);
                    break;
                case GoOn on:
                    Done(work.GoOn(Step(on.Step, StepState.Open)), null);
                    break;
                case Happen what:
                    var about = (await register.OfAsync([what.About.Id], stop)).Single();
                    Done(await happened.RecordAsync(about, what.What, Moment.On(what.On), stop), null);
                    break;
                case Join join:
                    var matter = db.ChangeTracker.Entries<Matter>().Select(m => m.Entity).First(m => m.Process == join.Process);
                    Done(await joining.JoinAsync(matter, join.Person.Id, stop), null);
                    break;
                case Correct correct:
                    var wrong = Step(correct.Step, StepState.Done);
                    Done(await work.CorrectAsync(wrong, await ReadAsync(wrong, correct.Typed), stop), wrong);
                    break;
                case TakeBack take:
                    var undone = Step(take.Step, StepState.Done);
                    Done(await withdrawal.WithdrawAsync(undone, take.WrongPerson, stop), undone);
                    break;
                default:
                    throw new InvalidOperationException($"Nobody knows how to {deed.GetType().Name}");
            }
        }

        /// <summary>Taken away before anybody came to it: who was told what was decided needs no acknowledgement any more.</summary>
        private bool IsOver(Which which)
        {
            var steps = db.ChangeTracker.Entries<CaseStep>().Select(s => s.Entity).Where(s => Is(s, which)).ToArray();
            return steps.Length > 0 && steps.MaxBy(s => s.OpenedAt) is { State: StepState.NotNeeded } && steps.All(s => s.State is not StepState.Open);
        }

        /// <summary>A step that no agency is asked for is the same whoever began it: an agency's own contact is its own step.</summary>
        private bool Is(CaseStep step, Which which) =>
            step.Process == which.Process && step.Name == which.Step && (step.Agency == which.Agency || (which.Agency is null && !work.Definition(step).AskAgencies));

        private CaseStep Step(Which which, StepState state) =>
            db.ChangeTracker.Entries<CaseStep>().Select(s => s.Entity).Where(s => Is(s, which) && s.State == state).MaxBy(s => s.OpenedAt)
            ?? throw new InvalidOperationException($"Story {story.Number} has no step {which} that is {state} on {time.Now:yyyy-MM-dd HH:mm}");

        private async Task<Frozen> ReadAsync(CaseStep step, Typed typed)
        {
            var about = step.Concerned.Select(p => people[p.PersonId]).ToArray();
            var definition = work.Definition(step);
            var form = new StepForm(practice, definition, about, typed.Form(about, definition.PerPerson && about.Length > 1), time.Now);
            var (written, errors) = await writing.ReadAsync(step, form, stop);
            return written ?? throw new InvalidOperationException($"Story {story.Number}, {step.Kind} on {time.Now:yyyy-MM-dd HH:mm}: {string.Join("; ", errors.Select(e => $"{e.Key}: {e.Message}"))}");
        }

        private void Done<T>(Outcome<T> outcome, CaseStep? step)
        {
            if (outcome.Refused(out var why)) { throw new InvalidOperationException($"Story {story.Number}, {step?.Kind} on {time.Now:yyyy-MM-dd HH:mm}: {why.Words}"); }
        }
    }
}
