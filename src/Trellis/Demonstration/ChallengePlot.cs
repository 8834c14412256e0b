using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework;
using Trellis.Modules.Challenges;
using Trellis.Modules.Challenges.Events;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>Six disagreements in several stages, one of them about a welfare check that was declined, and agencies asked after an event.</summary>
internal sealed class ChallengePlot(IServiceProvider services, Players players, Inventions from, PracticeModel practice, WorkingCalendar calendar, DateOnly today)
{
    private readonly Acted acted = new(services, players, practice);

    /// <param name="reference">The number of the next matter.</param>
    public async Task<long> PlayAsync(long reference, CancellationToken stop)
    {
        var decided = await StepsAsync(stop);
        await BetweenAsync(stop);
        await EventAsync(stop);
        if (decided.Count == 0) { return reference; } // so small a partnership that nothing was decided long enough ago
        CaseStep[] steps = [decided[0], decided[1 % decided.Count], decided[2 % decided.Count]];
        await WelfareCheckAsync(steps[0].People[0].PersonId, reference, stop);
        var nurse = Somebody("Named nurse for safeguarding");
        var school = from.Staff.First(s => s.Role is "school-lead" && s.Areas.Contains("RBKC"));
        await RaiseAsync(steps[0], school, "The decision does not say who sees him before the holidays.", "He is in breakfast club every day, and I see him.", 1, stop);
        var answered = await RaiseAsync(steps[1], nurse, "Health was not asked, and we know the family well.", "The health visitor goes there on Thursday.", 4, stop);
        await AnswerAsync(answered, Author(steps[1]), "partly", "We ask you for the assessment, and the plan stands until then.", 3, stop);
        var further = await RaiseAsync(steps[2], school, "No further action does not fit what we reported.", "Her form teacher talks with her each morning.", 12, stop);
        await AnswerAsync(further, Author(steps[2]), "stands", "The threshold was not met.", 11, stop);
        await FurtherAsync(further, school, 10, stop);
        return reference + 1;
    }

    private StaffRow Somebody(string title) => from.Staff.First(s => s.Title == title);

    private StaffRow Author(CaseStep step) => from.Staff.First(s => players.Actor(s).UserId == step.AuthorId);

    private DateTimeOffset On(int ago, int hour = 10) => London.At(calendar.AddWorkingDays(today, -Math.Max(1, ago)), new TimeOnly(hour, 0));

    private DateOnly Due(string stage, int ago) => Platform.Timescales.Deadline.Due(practice.Challenges.Stage(stage)!.Within.On(London.DateOf(On(ago)))!.Value, Moment.On(London.DateOf(On(ago))), calendar).Date;

    /// <summary>Decisions of the last months of one area, by somebody who still works there.</summary>
    private async Task<List<CaseStep>> StepsAsync(CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(players.Keeper);
        var before = On(15);
        return await db.Steps.AsNoTracking().Include(s => s.Matter).Include(s => s.People).Where(s => s.Area == "RBKC" && s.Process == "front-door" && s.Name == "decision" && s.State == StepState.Done && s.CompletedAt < before && s.VisibleTo == null)
            .OrderByDescending(s => s.CompletedAt).ThenBy(s => s.Id).Take(3).ToListAsync(stop);
    }

    private async Task WelfareCheckAsync(Guid child, long reference, CancellationToken stop)
    {
        var worker = from.Staff.First(s => s.Role is "social-worker" && s.Areas.Contains("RBKC"));
        var sergeant = Somebody("Police sergeant");
        var matter = await acted.DoAsync(worker, ActWords.StartMatter, On(30, 9), async scope =>
        {
            var work = scope.GetRequiredService<StepWork>();
            work.Reserve([reference]);
            return (await work.StartAsync("welfare-check", "RBKC", [child], cancellationToken: stop)).Id;
        }, stop);
        await acted.CompleteAsync(worker, On(30, 9), matter, "request", new Typed().Put("asked-at", On(30, 9)).Put("worry", "Nobody has seen her for nine days, and the door is not opened to us.").Put("where", "1 Quince Row").Ends("asked"), stop);
        await acted.DoAsync(worker, ActWords.AskAgencies, On(30, 10), async scope =>
        {
            var work = scope.GetRequiredService<StepWork>();
            var loaded = await work.LoadAsync(matter, stop);
            return Acted.Done(await work.AskAsync(loaded!.Steps.Single(s => s.Name == "check"), ["police"], stop)).Count;
        }, stop);
        var check = await acted.CompleteAsync(sergeant, On(30, 12), matter, "check", new Typed().Put("answered-at", On(30, 12)).Ends("declined", "There is no immediate risk to life"), stop, "police");
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TrellisDb>().Acting.As(players.Keeper);
        var step = await scope.ServiceProvider.GetRequiredService<TrellisDb>().Steps.AsNoTracking().Include(s => s.Matter).Include(s => s.People).SingleAsync(s => s.Id == check, stop);
        var raised = await RaiseAsync(step, worker, "Nobody else can see the child, and an aunt has not reached her since Sunday.", "I ring the aunt twice a day, and go there at six.", 30, stop);
        await AnswerAsync(raised, sergeant, "stands", "It does not meet our policy.", 29, stop);
        var lead = Somebody("Detective inspector, safeguarding");
        await TakeAsync(raised, worker, "manager", lead, "The aunt has still not reached her.", "The school opens tomorrow and sees whether she comes.", 29, 15, stop);
        await AnswerAsync(raised, lead, "changed", "Officers went at once, and saw her.", 28, stop);
        await ChangeAsync(raised, worker, ActWords.RaiseChallenge, On(28, 16), (one, db) => { Acted.Done(one.Agree("A check that is declined goes to the duty inspector.", db.Acting.Actor, On(28, 16))); }, stop);
        await ChangeAsync(raised, worker, ActWords.EndChallenge, On(27), (one, db) => { Acted.Done(one.End("changed", "The check was made, and she was safe.", "Say on the phone why nobody else can see the child, and ask for the duty inspector.", false, "council", "police", db.Acting.Actor, On(27))); }, stop);
    }

    private async Task<Guid> RaiseAsync(CaseStep about, StaffRow by, string words, string safety, int ago, CancellationToken stop)
    {
        var asked = Author(about);
        return await acted.DoAsync(by, ActWords.RaiseChallenge, On(ago, 13), async scope =>
        {
            var (db, desk) = (scope.GetRequiredService<TrellisDb>(), scope.GetRequiredService<ChallengeDesk>());
            var title = practice.ProcessIn(about.Area, about.Process).Step(about.Name)!.Title;
            var one = new Disagreement
            {
                Reference = await desk.NextReferenceAsync(stop),
                Areas = [about.Area],
                Level = Disagreement.OfACase,
                About = "step",
                AboutId = about.Id,
                MatterId = about.MatterId,
                Subject = $"{title}, {about.Matter!.Reference}",
                FromAgency = by.Agency,
                ToAgency = asked.Agency,
                RaisedBy = db.Acting.Actor.UserId,
                RaisedAt = On(ago, 13),
            };
            var to = new PutTo(asked.Agency, await desk.KindAsync(asked.Agency, stop), asked.Title, [players.Actor(asked).UserId], Due("practitioner", ago));
            Acted.Done(one.Raise(words, safety, "practitioner", to, await desk.KindAsync(by.Agency, stop), db.Acting.Actor));
            db.Add(one);
            return one.Id;
        }, stop);
    }

    private Task<bool> AnswerAsync(Guid id, StaffRow by, string position, string words, int ago, CancellationToken stop) => ChangeAsync(id, by, ActWords.AnswerChallenge, On(ago, 14), (one, db) => { Acted.Done(one.Reply(position, words, by.Agency.Contains("children", StringComparison.Ordinal) ? "council" : "police", calendar, db.Acting.Actor, On(ago, 14))); }, stop);

    private Task<bool> FurtherAsync(Guid id, StaffRow by, int ago, CancellationToken stop) =>
        TakeAsync(id, by, "manager", from.Staff.First(s => s.Role is "team-manager" && s.Areas.Contains("RBKC")), "The answer does not say what we reported.", "Her form teacher talks with her each morning, and I do on Fridays.", ago, 11, stop);

    private Task<bool> TakeAsync(Guid id, StaffRow by, string stage, StaffRow asked, string words, string safety, int ago, int hour, CancellationToken stop) => ChangeAsync(id, by, ActWords.RaiseChallenge, On(ago, hour), (one, db) =>
    {
        var council = asked.Agency.Contains("children", StringComparison.Ordinal);
        Acted.Done(one.TakeFurther(practice.Challenges.Stage(stage)!, words, safety, new PutTo(asked.Agency, council ? "council" : "police", asked.Title, [players.Actor(asked).UserId], Due(stage, ago)), council ? "school" : "council", db.Acting.Actor, On(ago, hour)));
    }, stop);

    private Task<bool> ChangeAsync(Guid id, StaffRow by, string word, DateTimeOffset at, Action<Disagreement, TrellisDb> change, CancellationToken stop) => acted.DoAsync(by, word, at, async scope =>
    {
        var db = scope.GetRequiredService<TrellisDb>();
        change(await db.Set<Disagreement>().Include(d => d.Turns).SingleAsync(d => d.Id == id, stop), db);
        return true;
    }, stop);

    private async Task BetweenAsync(CancellationToken stop)
    {
        var manager = Somebody("Partnership business manager");
        foreach (var (ago, subject, to, done) in new[] { (60, "A finding of a published review", "Safeguarding partnership of another county", true), (8, "Actions of the domestic abuse conference that stay open", "", false) })
        {
            var id = await acted.DoAsync(manager, ActWords.ChallengePartnership, On(ago), async scope =>
            {
                var (db, desk) = (scope.GetRequiredService<TrellisDb>(), scope.GetRequiredService<ChallengeDesk>());
                var lead = Somebody("Detective inspector, safeguarding");
                var one = new Disagreement { Reference = await desk.NextReferenceAsync(stop), Areas = ["RBKC", "WCC"], Level = Disagreement.Between, About = "other", Subject = subject, FromAgency = manager.Agency, ToAgency = to.Length == 0 ? lead.Agency : null, ToWritten = to, RaisedBy = db.Acting.Actor.UserId, RaisedAt = On(ago) };
                var put = to.Length == 0 ? new PutTo(lead.Agency, "police", lead.Title, [players.Actor(lead).UserId], calendar.AddWorkingDays(London.DateOf(On(ago)), 20)) : new PutTo(null, "other", to, [], calendar.AddWorkingDays(London.DateOf(On(ago)), 20));
                Acted.Done(one.Raise(done ? "The finding does not follow from what the review found." : "Nine actions are open for longer than three months. What will you do, and by when?", "", ChallengeRules.BetweenStage, put, "partnership", db.Acting.Actor));
                db.Add(one);
                return one.Id;
            }, stop);
            if (!done) { continue; }
            await ChangeAsync(id, manager, ActWords.AnswerChallenge, On(45), (one, db) => { Acted.Done(one.Reply("partly", "The wording is put right in the second edition.", "other", calendar, db.Acting.Actor, On(45))); }, stop);
            await ChangeAsync(id, manager, ActWords.RaiseChallenge, On(44), (one, db) => { Acted.Done(one.Agree("The second edition.", db.Acting.Actor, On(44))); }, stop);
            await ChangeAsync(id, manager, ActWords.EndChallenge, On(40), (one, db) => { Acted.Done(one.End("partly", "The finding reads otherwise.", "Drafts are shown to the agencies they name.", true, "partnership", "other", db.Acting.Actor, On(40))); }, stop);
        }
    }

    private async Task EventAsync(CancellationToken stop)
    {
        var id = await acted.DoAsync(Somebody("Partnership business manager"), ActWords.AskAssurance, On(5), async scope =>
        {
            var db = scope.GetRequiredService<TrellisDb>();
            var happened = new AssuranceEvent
            {
                Reference = $"E{await db.Database.SqlQuery<long>($"select nextval('challenges.event_reference') as \"Value\"").SingleAsync(stop)}",
                Areas = ["RBKC", "WCC"],
                Title = "Families placed in hotels at short notice",
                What = "Forty families arrived within a week. Their children need schools, health visitors and somebody who knows them.",
                HappenedOn = London.DateOf(On(7)),
                Agencies = ["police", "health-trust", "housing"],
                DueOn = calendar.AddWorkingDays(today, 5),
                MadeAt = On(5),
                MadeBy = db.Acting.Actor.UserId,
            };
            Acted.Done(happened.Ask(["Does every child have a school place and a health visitor?", "Who visits each family, and how often?", "What do you see that worries you?"], db.Acting.Actor));
            db.Add(happened);
            return happened.Id;
        }, stop);
        foreach (var (by, level) in new[] { (Somebody("Detective inspector, safeguarding"), "assured"), (Somebody("Named nurse for safeguarding"), "partly") })
        {
            await acted.DoAsync(by, ActWords.Assure, On(2), async scope =>
            {
                var db = scope.GetRequiredService<TrellisDb>();
                var questions = await db.Set<EventQuestion>().AsNoTracking().Where(q => q.EventId == id).OrderBy(q => q.Number).ToListAsync(stop);
                var answer = new Assurance { EventId = id, Areas = ["RBKC", "WCC"], Agency = by.Agency };
                db.Add(Acted.Done(answer.Say(questions, questions.ToDictionary(q => q.Id.ToString(), _ => level), questions.ToDictionary(q => q.Id.ToString(), _ => "By a list our team keeps, looked at on Monday."), db.Acting.Actor, On(2))));
                return true;
            }, stop);
        }
    }
}
