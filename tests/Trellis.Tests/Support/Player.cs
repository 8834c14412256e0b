using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Forms;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.Casework.Steps;
using Trellis.Modules.People;
using Trellis.Modules.People.Public;
using Trellis.Modules.People.Same;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Tests.Support;

/// <summary>The product said no, in these words, about this field.</summary>
public sealed class RefusedException(string field, string words) : Exception(words)
{
    public string Field { get; } = field;
}

/// <summary>
/// Somebody acting. Each verb is one act in a unit of work of its own, as a page would do it: refused when the role may not
/// (<see cref="RefusedException"/>), or when the form or the step says no.
/// </summary>
public sealed class Player(Stage stage, Actor actor)
{
    public Actor Actor => actor;

    public Player On(string when)
    {
        stage.On(when);
        return this;
    }

    public Task<Matter> Starts(string process, params Person[] about) =>
        Does(ActWords.StartMatter, services => services.GetRequiredService<StepWork>().StartAsync(process, about[0].Area, [.. about.Select(p => p.Id)]));

    /// <summary>Fills in the step of this name about somebody and completes it. What is required and not said gets some answer; the outcome is the first when none is said.</summary>
    /// <param name="answers">Field and answer: a code ("a, b" where many may be given), "2026-03-05", "2026-03-05 09:00", words. <c>p.PERSON.field</c> for one person's.</param>
    public async Task<CaseStep> Completes(string step, Person about, params (string Field, string Answer)[] answers) => await Completes(await stage.Step(step, about), answers);

    public async Task<CaseStep> Completes(string step, Person about, string outcome, params (string Field, string Answer)[] answers) => await Completes(await stage.Step(step, about), outcome, answers);

    public Task<CaseStep> Completes(CaseStep step, string outcome, params (string Field, string Answer)[] answers) => Completes(step, [("outcome", outcome), .. answers]);

    public Task<CaseStep> Completes(CaseStep step, params (string Field, string Answer)[] answers) => DoesTo(step, ActWords.CompleteStep, null, async (services, found) =>
    {
        var written = await WriteAsync(services, found, [], answers);
        return Allowed(await services.GetRequiredService<StepWork>().CompleteAsync(found, written));
    });

    /// <summary>Writes the step anew from what was written, changed as said.</summary>
    public Task<CaseStep> Corrects(CaseStep step, string reason, params (string Field, string Answer)[] answers) => DoesTo(step, ActWords.CorrectStep, reason, async (services, found) =>
    {
        var work = services.GetRequiredService<StepWork>();
        var (was, _) = await work.LatestAsync(found);
        return Allowed(await work.CorrectAsync(found, await WriteAsync(services, found, FormValues.Read(was.Form), answers)));
    });

    public Task<CaseStep> Approves(CaseStep step) => DoesTo(step, ActWords.ApproveStep, null, async (services, found) => Allowed(await services.GetRequiredService<StepWork>().ApproveAsync(found)));

    public Task<CaseStep> Returns(CaseStep step, string reason) => DoesTo(step, ActWords.ReturnStep, reason, async (services, found) => Allowed(await services.GetRequiredService<StepWork>().ReturnAsync(found)));

    public Task<CaseStep> Withdraws(CaseStep step, string reason, bool wrongPerson = false) =>
        DoesTo(step, ActWords.WithdrawStep, reason, async (services, found) => Allowed(await services.GetRequiredService<Withdrawal>().WithdrawAsync(found, wrongPerson)));

    public Task<CaseStep> Asks(CaseStep step, params string[] agencies) => DoesTo(step, ActWords.AskAgencies, null, async (services, found) => Allowed(await services.GetRequiredService<StepWork>().AskAsync(found, agencies)));

    public Task<CaseStep> GoesOn(CaseStep step) => DoesTo(step, ActWords.GoOn, null, (services, found) => Task.FromResult(Allowed(services.GetRequiredService<StepWork>().GoOn(found))));

    /// <summary>Begins a matter with a step other than its first.</summary>
    public Task<Matter> Begins(string process, string step, params Person[] about) =>
        Does(ActWords.StartMatter, services => services.GetRequiredService<StepWork>().StartAsync(process, about[0].Area, [.. about.Select(p => p.Id)], step));

    /// <summary>The meeting did not decide: "adjourned", "inquorate", "cancelled", "continued".</summary>
    public Task<CaseStep> Adjourns(CaseStep step, string ending, string on, string reason) =>
        DoesTo(step, ActWords.Adjourn, reason, (services, found) => Task.FromResult(Allowed(services.GetRequiredService<StepWork>().Sat(found, ending, LondonTimes.Moment(on)))));

    public Task<CaseStep> HoldsAgain(CaseStep step) => DoesTo(step, ActWords.Repeat, null, (services, found) => Task.FromResult(Allowed(services.GetRequiredService<StepWork>().Again(found))));

    /// <summary>Lets somebody into the matter of a step.</summary>
    public Task<CaseStep> LetsIn(Person person, CaseStep step, string reason) =>
        DoesTo(step, ActWords.JoinMatter, reason, async (services, found) => Allowed(await services.GetRequiredService<Joining>().JoinAsync(found.Matter!, person.Id)));

    public Task<CaseStep> TakesOut(Person person, CaseStep step, string reason) =>
        DoesTo(step, ActWords.LeaveMatter, reason, async (services, found) => Allowed(await services.GetRequiredService<Joining>().TakeOutAsync(found.Matter!, person.Id)));

    /// <summary>"person.died", on a day or at a time.</summary>
    public Task<Moment> Records(string happening, Person about, string on, string? reason = null) => Does(ActWords.RecordHappening, async services =>
        Allowed(await services.GetRequiredService<WhatHappened>().RecordAsync((await services.GetRequiredService<PeopleRegister>().FindAsync(about.Id))!, happening, LondonTimes.Moment(on))), reason);

    public Task<Fact> TakesBack(string happening, Person about, string reason) => Does(ActWords.RecordHappening, async services =>
        Allowed(await services.GetRequiredService<WhatHappened>().TakeBackAsync(about.Id, happening)), reason);

    public Task<Person> RecordsATwinOf(Person first, string born, string givenName) => Does(ActWords.RecordHappening, async services =>
    {
        var twin = Allowed(await services.GetRequiredService<WhatHappened>().TwinAsync(first.Id, LondonTimes.Moment(born), givenName, first.Sex));
        return services.GetRequiredService<TrellisDb>().People.Local.First(p => p.Id == twin.Id);
    });

    /// <summary>The first leads to the other from then on. Gives on what they do not agree.</summary>
    public Task<string[]> Links(Person one, Person other, string reason) => Does(ActWords.SamePerson, async services =>
        Allowed(await services.GetRequiredService<SamePerson>().LinkAsync(one.Id, other.Id)), reason);

    /// <summary>They are not one after all.</summary>
    public Task<Tied> Parts(Person one, Person other, string reason) => Does(ActWords.UnlinkPerson, async services =>
        Allowed(await services.GetRequiredService<SamePerson>().UndoAsync(await TieAsync(services, one, other))), reason);

    /// <summary>The second agrees to what was proposed of two records.</summary>
    public Task<Tied> AgreesAbout(Person one, Person other) => Does(ActWords.AgreeSamePerson, async services =>
        Allowed(await services.GetRequiredService<SamePerson>().AgreeAsync(await TieAsync(services, one, other))));

    public Task<bool> TellsApart(Person one, Person other, string reason) => Does(ActWords.DifferentPerson, async services =>
        Allowed(await services.GetRequiredService<RecordTies>().TellApartAsync(one.Id, other.Id)), reason);

    /// <summary>Begins a record for somebody else, with these matters.</summary>
    public Task<Tied> Splits(Person from, string givenName, string familyName, params Guid[] matters) => Does(ActWords.SplitPerson, async services =>
        Allowed(await services.GetRequiredService<SamePerson>().SplitAsync(from.Id, matters, new SomebodyElse(givenName, familyName, null, "U", from.EthnicGroup))), "Two children of one name");

    private static Task<Guid> TieAsync(IServiceProvider services, Person one, Person other) =>
        services.GetRequiredService<TrellisDb>().Set<SameAs>().Where(s => s.EndedAt == null && ((s.FoldedId == one.Id && s.KeptId == other.Id) || (s.FoldedId == other.Id && s.KeptId == one.Id))).Select(s => s.Id).FirstOrDefaultAsync();

    public Task<Fact> Explains(DeadlineRow deadline, string why) => Does(ActWords.ExplainDeadline, async services => Allowed(await services.GetRequiredService<LateReasons>().ExplainAsync(deadline, why)));

    /// <summary>Lets an agency or one member of staff into a matter.</summary>
    public Task<Involvement> Involves(Guid matter, string? agency, Guid? staff, InvolvementLevel level, DateTimeOffset? until = null) => Does(ActWords.Involve, async services =>
    {
        var db = services.GetRequiredService<TrellisDb>();
        var involvement = Allowed(Involvement.Begin(await db.Matters.FirstAsync(m => m.Id == matter), agency, staff, level, stage.Clock.Now, until, actor.Agency));
        db.Add(involvement);
        return involvement;
    }, "They work with the family");

    public Task<Involvement> EndsInvolvement(Involvement involvement) => Does(ActWords.Involve, async services =>
    {
        var db = services.GetRequiredService<TrellisDb>();
        var found = await db.Involvements.FirstAsync(i => i.Id == involvement.Id);
        return Allowed(found.End((await db.Matters.FirstAsync(m => m.Id == found.MatterId)).OriginId, stage.Clock.Now, actor.Agency));
    }, "They no longer do");

    /// <summary>Closes a person's record to all but those named.</summary>
    public Task<Closure> Closes(Person person, ClosureKind kind, params Actor[] named) => Closes(person.Id, null, person.Area, kind, named);

    public Task<Closure> Closes(Guid? person, Guid? matter, string area, ClosureKind kind, params Actor[] named) => Does(ActWords.CloseRecord, services =>
    {
        var closure = Allowed(Closure.Close(person, matter, area, kind, [.. named.Select(n => n.UserId)], stage.Clock.Now, actor.Agency));
        services.GetRequiredService<TrellisDb>().Add(closure);
        return Task.FromResult(closure);
    }, "Somebody dangerous must not learn where they live");

    public Task<Closure> OpensAgain(Closure closure) => Does(ActWords.OpenRecord, async services =>
        Allowed((await services.GetRequiredService<TrellisDb>().Set<Closure>().FirstAsync(c => c.Id == closure.Id)).Open(stage.Clock.Now, actor.Agency)), "The danger is over");

    /// <summary>Records that somebody must not see a person's record.</summary>
    public Task<Conflict> KeepsApart(Actor staff, Person person) => Does(ActWords.Conflict, services =>
    {
        var conflict = Conflict.Begin(staff.UserId, person.Id, person.Area, stage.Clock.Now, actor.Agency);
        services.GetRequiredService<TrellisDb>().Add(conflict);
        return Task.FromResult(conflict);
    }, "They are related");

    public Task<Glass> BreaksGlass(Guid thing, string why) => Does(ActWords.BreakGlass, async services =>
    {
        var barred = await services.GetRequiredService<Closed>().WhyAsync(thing) ?? throw new RefusedException("", "There is no such thing");
        var glass = Allowed(Glass.Break(barred, actor, why, stage.Clock.Now));
        services.GetRequiredService<TrellisDb>().Add(glass);
        return glass;
    }, why);

    /// <summary>Adds a child in their area.</summary>
    public Task<Person> Adds(string givenName, string familyName) => Does(ActWords.AddPerson, services =>
    {
        var db = services.GetRequiredService<TrellisDb>();
        var person = new Person
        {
            Reference = Ids.New().ToString("N"),
            Area = actor.Areas[0],
            GivenName = givenName,
            FamilyName = familyName,
            Sex = "F",
            EthnicGroup = Stage.Practised.Model.Codes["ethnic-group"].Codes[0].Id,
            HouseholdId = Ids.New(),
        };
        person.Added(Platform.Time.Moment.Exactly(stage.Clock.Now));
        db.Add(person);
        return Task.FromResult(person);
    });

    /// <summary>What withdrawing a step would undo. Nothing is done.</summary>
    public Task<Withdrawal.Effects> WouldUndo(CaseStep step) => In(async services =>
    {
        var found = await services.GetRequiredService<StepWork>().FindAsync(step.Id);
        return await services.GetRequiredService<Withdrawal>().EffectsAsync(found ?? throw new RefusedException("", "Not found"));
    });

    /// <summary>One act: begun, done and saved.</summary>
    public Task<T> Does<T>(string word, Func<IServiceProvider, Task<T>> work, string? reason = null) => In(async services =>
    {
        if (!actor.May(word) && actor.UserId != Actor.SystemId) { throw new RefusedException("", $"{actor.Name} may not {word}"); }
        services.GetRequiredService<Acting>().Begin(word, reason);
        var result = await work(services);
        await services.GetRequiredService<TrellisDb>().SaveChangesAsync();
        return result;
    });

    /// <summary>What they see when they look.</summary>
    public Task<T> Sees<T>(Func<TrellisDb, Task<T>> look) => In(services => look(services.GetRequiredService<TrellisDb>()));

    /// <summary>A unit of work of theirs.</summary>
    public async Task<T> In<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(actor);
        return await work(scope.ServiceProvider);
    }

    /// <summary>One act on a step, in a unit of work of its own.</summary>
    public Task<CaseStep> DoesTo<T>(CaseStep step, string word, string? reason, Func<IServiceProvider, CaseStep, Task<T>> work) => Does(word, async services =>
    {
        var found = await services.GetRequiredService<StepWork>().FindAsync(step.Id) ?? throw new RefusedException("", $"{actor.Name} finds no step {step.Kind}");
        await work(services, found);
        return found;
    }, reason);

    private async Task<Frozen> WriteAsync(IServiceProvider services, CaseStep step, Dictionary<string, string[]> was, (string Field, string Answer)[] answers)
    {
        var writing = services.GetRequiredService<StepWriting>();
        var blank = await writing.FormAsync(step, was.Count > 0 ? was : null);
        var filled = await writing.FormAsync(step, FilledForm.Of(blank, Stage.Practised.Model, stage.Clock.Now, answers));
        var (written, errors) = await writing.ReadAsync(step, filled);
        return written ?? throw new RefusedException(errors[0].Key, errors[0].Message);
    }

    public static T Allowed<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new RefusedException(why.Field, why.Words) : done;
}
