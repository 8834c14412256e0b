using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Forms;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Questionnaires;
using Trellis.Modules.Questionnaires.Answering;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>
/// Rounds of questionnaires: section 11 of last year and of this, a survey of the front line beside it, what parents said after conferences, and
/// the schools' audit, which is open.
/// </summary>
public sealed class QuestionnairesPlot(IServiceProvider services, Players players, Inventions from, PracticeModel practice, WorkingCalendar calendar, int seed, DateOnly today)
{
    private static readonly string[] Areas = ["RBKC", "WCC"];
    private static readonly string[] Shows = ["Policy reviewed in the spring and on the intranet", "Board minutes of the last four quarters", "Audit of thirty files", "Training records of the whole service", "What children told us in the summer survey", "Supervision notes looked at by the lead"];
    private static readonly string[] Plans = ["The head of safeguarding writes the missing part by the end of the quarter", "Training for the teams that have not had it, by the summer", "A deputy is named and trained by September", "The lead brings a plan to the senior leadership team next month"];
    private static readonly string[] Better = ["More time with families, fewer forms", "Hear back from the front door after a referral", "One list of who does what in each borough", "Supervision that is not cancelled", "Hear back after we refer, so that we know what to do next", "Joint training with the police", "Somebody to ask about consent", "Fewer changes of social worker"];
    private static readonly string[] Parents = ["Let me read the report before the day", "Fewer people in the room", "Somebody should have told me what would happen", "The report came the evening before", "Use words I understand", "Let me bring my mother", "It was all right"];

    /// <summary>Returns how many answered.</summary>
    public async Task<int> PlayAsync(Guid board, CancellationToken stop = default)
    {
        var dice = Dice.For(seed, "questionnaires");
        string[] asked = [.. from.Agencies.Where(a => a.Kind is not ("school" or "partnership")).Select(a => a.Code)];
        var answered = 0;

        var last = await MakeAsync("section-11", $"Section 11 self-assessment {today.Year - 1}", 400, 330, null, null, new AudienceChosen([], asked, [], [], ""), stop);
        answered += await SignAsync(last, dice, 62, 350, stop);
        await CloseAsync(last, 329, stop);

        var survey = await MakeAsync("frontline-survey", $"Survey of frontline practitioners {today.Year}", 75, 40, null, null, new AudienceChosen([], [], [], ["front-door-worker", "social-worker", "team-manager", "conference-chair", "police-officer", "health-professional", "referrer", "school-lead"], ""), stop);
        answered += await CastAsync(survey, dice, 88, 60, Survey, stop);
        await CloseAsync(survey, 39, stop);

        var now = await MakeAsync("section-11", $"Section 11 self-assessment {today.Year}", 45, -10, last, survey, new AudienceChosen([], asked, [], [], ""), stop);
        answered += await SignAsync(now, dice, 74, 20, stop);
        await LookAsync(now, board, dice, stop);

        var lines = string.Join('\n', Enumerable.Range(1, 18).Select(n => $"Family {n},letter {n},{(n % 2 == 0 ? "RBKC" : "WCC")}").Prepend("name,address,area"));
        var parents = await MakeAsync("parents-after-conference", "Parents after conferences, last quarter", 60, 12, null, null, new AudienceChosen([], [], [], [], lines), stop);
        answered += await CastAsync(parents, dice, 80, 30, AfterConference, stop);
        await CloseAsync(parents, 11, stop);

        var needs = await MakeAsync("training-needs", $"Training needs analysis {today.Year}", 70, 35, null, null, new AudienceChosen(["school"], asked, [], [], ""), stop);
        answered += await SendAsync(needs, Dice.For(seed, "training-needs"), 50, stop);
        await CloseAsync(needs, 34, stop);

        var schools = await MakeAsync("schools-audit", $"Schools’ safeguarding audit {today.Year}", 14, -25, null, null, new AudienceChosen(["school"], [], [], [], ""), stop);
        return answered + await SignAsync(schools, dice, 70, 4, stop, most: 2);
    }

    private StaffRow Manager => from.Staff.First(s => s.Role is "business-manager");

    private DateTimeOffset At(int daysAgo)
    {
        var day = today.AddDays(-daysAgo);
        return London.At(calendar.IsWorkingDay(day) ? day : calendar.AddWorkingDays(day, -1), new TimeOnly(10, 30));
    }

    private Task<Guid> MakeAsync(string questionnaire, string title, int opened, int closes, Guid? before, Guid? beside, AudienceChosen whom, CancellationToken stop) => DoAsync(players.Actor(Manager), ActWords.RunRound, At(opened), async scope =>
    {
        var (db, rounds, clock) = (scope.GetRequiredService<TrellisDb>(), scope.GetRequiredService<RoundKeeping>(), scope.GetRequiredService<LondonClock>());
        var round = Must(Round.Make(await rounds.ReferenceAsync(stop), practice.Questionnaire(questionnaire)!, practice, title, Areas, clock.Today, today.AddDays(-closes), before, beside, clock.Now, db.Acting.Actor.Agency));
        var asked = Must(await scope.GetRequiredService<Audience>().ReadAsync(round, whom, [], stop));
        db.Add(round);
        foreach (var invitee in asked) { await rounds.AskAsync(round, invitee, stop); }
        Must(await rounds.OpenAsync(round, asked, stop));
        return round.Id;
    }, stop);

    private Task<bool> CloseAsync(Guid round, int daysAgo, CancellationToken stop) => DoAsync(players.Actor(Manager), ActWords.RunRound, At(daysAgo), async scope =>
    {
        Must(await scope.GetRequiredService<RoundKeeping>().CloseAsync(await scope.GetRequiredService<TrellisDb>().Set<Round>().SingleAsync(r => r.Id == round, stop), stop));
        return true;
    }, stop);

    /// <summary>Agencies whose executive there is sign, one after the other.</summary>
    private async Task<int> SignAsync(Guid round, Dice dice, int met, int until, CancellationToken stop, int most = 100)
    {
        var signed = 0;
        foreach (var (id, agency) in await InviteesAsync(round, stop))
        {
            if (signed == most || from.Staff.FirstOrDefault(s => s.Agency == agency && players.Actor(s).May(ActWords.SignQuestionnaire)) is not { } executive) { continue; }
            var at = At(until + dice.Between(0, 20));
            await DoAsync(players.Actor(executive), ActWords.AnswerQuestionnaire, at, async scope =>
            {
                var desk = scope.GetRequiredService<AnswerDesk>();
                return Must(await desk.BeginAsync((await desk.FindAsync(id, stop))!, stop)).Id;
            }, stop);
            await DoAsync(players.Actor(executive), ActWords.SignQuestionnaire, at.AddMinutes(90), async scope =>
            {
                var desk = scope.GetRequiredService<AnswerDesk>();
                var answer = (await desk.FindAsync(id, stop))!;
                answer = await desk.WithAsync(answer, Filled(answer, dice, met), stop);
                var (refused, errors) = await desk.FinishAsync(answer, signs: true, executive.Name, stop);
                return refused is null && errors.Count == 0 ? true : throw new InvalidOperationException($"{agency}: {refused?.Words ?? errors[0].Message}");
            }, stop);
            signed++;
        }

        return signed;
    }

    /// <summary>Whoever answers for their agency says what training it needs; nobody signs. One in six does not.</summary>
    private async Task<int> SendAsync(Guid round, Dice dice, int until, CancellationToken stop)
    {
        var sent = 0;
        foreach (var (id, agency) in await InviteesAsync(round, stop))
        {
            if (dice.Chance(0.17) || from.Staff.FirstOrDefault(s => s.Agency == agency && players.Actor(s).May(ActWords.AnswerQuestionnaire)) is not { } lead) { continue; }
            await DoAsync(players.Actor(lead), ActWords.AnswerQuestionnaire, At(until + dice.Between(0, 15)), async scope =>
            {
                var desk = scope.GetRequiredService<AnswerDesk>();
                await desk.BeginAsync((await desk.FindAsync(id, stop))!, stop);
                return true;
            }, stop);
            await DoAsync(players.Actor(lead), ActWords.AnswerQuestionnaire, At(until - 1), async scope =>
            {
                var desk = scope.GetRequiredService<AnswerDesk>();
                var answer = (await desk.FindAsync(id, stop))!;
                var values = FormValues.Empty();
                foreach (var field in answer.Questionnaire.AsStep.Fields) { if (Needed(field, dice) is { } said) { values[field.Id] = [said]; } }
                answer = await desk.WithAsync(answer, values, stop);
                var (refused, errors) = await desk.FinishAsync(answer, signs: false, lead.Name, stop);
                return refused is null && errors.Count == 0 ? true : throw new InvalidOperationException($"{agency}: {refused?.Words ?? errors[0].Message}");
            }, stop);
            sent++;
        }

        return sent;
    }

    private static string? Needed(Field field, Dice dice) => field.Type switch
    {
        FieldType.Number => (dice.Between(0, 7) * (field.Id is "places-level-3" or "places-level-2" ? 3 : 1)).ToString(System.Globalization.CultureInfo.InvariantCulture),
        FieldType.Code when field.Codes is "training-need" => dice.Of(("none", 30), ("some", 45), ("much", 25)),
        FieldType.Code => dice.Of(("strongly-agree", 15), ("agree", 40), ("neither", 20), ("disagree", 25)),
        _ => null,
    };

    private async Task<int> CastAsync(Guid round, Dice dice, int share, int until, Func<Field, Dice, string?> say, CancellationToken stop)
    {
        var cast = 0;
        foreach (var (id, _) in await InviteesAsync(round, stop))
        {
            if (dice.Between(1, 100) > share) { continue; }
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<StoryTime>().Now = At(until + dice.Between(0, 12));
            var desk = scope.ServiceProvider.GetRequiredService<AnswerDesk>();
            desk.Db.Acting.As(RoundKeeping.Everywhere(practice));
            var answer = (await desk.FindAsync(id, stop))!;
            var values = FormValues.Empty();
            foreach (var field in answer.Questionnaire.AsStep.Fields) { if (say(field, dice) is { } said) { values[field.Id] = [said]; } }
            var (refused, errors) = await desk.CastAsync(await desk.WithAsync(answer, values, stop), ActWords.GuestAnswers, stop);
            if (refused is not null || errors.Count > 0) { throw new InvalidOperationException(refused?.Words ?? errors[0].Message); }
            cast++;
        }

        return cast;
    }

    private async Task<List<(Guid Id, string? Agency)>> InviteesAsync(Guid round, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(RoundKeeping.Everywhere(practice));
        return [.. (await db.Set<Invitee>().AsNoTracking().Where(i => i.RoundId == round).OrderBy(i => i.Name).Select(i => new { i.Id, i.Agency }).ToListAsync(stop)).Select(i => (i.Id, i.Agency))];
    }

    /// <summary>What was brought forward stays where it was met; the rest is answered anew.</summary>
    private static Dictionary<string, string[]> Filled(Answer answer, Dice dice, int met)
    {
        var values = FormValues.Empty();
        foreach (var (name, value) in answer.Form.Values) { values[name] = value; }
        foreach (var standard in answer.Questionnaire.Standards)
        {
            var stays = values.TryGetValue(standard.Rating, out var was) && was is ["met"] && dice.Between(1, 100) > 12;
            var rating = stays ? "met" : dice.Between(1, 100) switch { var n when n <= met => "met", var n when n <= met + ((100 - met) * 2 / 3) => "partly-met", _ => "not-met" };
            values[standard.Rating] = [rating];
            foreach (var field in answer.Questionnaire.AsStep.Fields.Where(f => standard.Fields.Contains(f.Id) && f.Type is FieldType.LongText))
            {
                if (!values.ContainsKey(field.Id) || !stays) { values[field.Id] = [dice.Pick(field.Id.EndsWith("next", StringComparison.Ordinal) ? Plans : Shows)]; }
            }
        }

        if (answer.Questionnaire.AsStep.Fields.Any(f => f.Id == "help-wanted")) { values["help-wanted"] = [dice.Pick(Better)]; }
        if (answer.Questionnaire.AsStep.Fields.Any(f => f.Id == "feedback-heard")) { values["feedback-heard"] = ["all-right"]; }
        return values;
    }

    private static string? Survey(Field field, Dice dice) => field.Type switch
    {
        FieldType.YesNo => dice.Between(1, 100) <= 80 ? "yes" : "no",
        FieldType.Code => dice.Between(1, 100) switch { <= 25 => "strongly-agree", var n when n <= (field.Id is "supervised" or "heard-learning" or "knows-escalation" ? 45 : 72) => "agree", <= 85 => "neither", _ => "disagree" },
        FieldType.LongText when dice.Between(1, 100) <= 50 => dice.Pick(Better),
        _ => null,
    };

    private static string? AfterConference(Field field, Dice dice) => field.Type switch
    {
        FieldType.Code => dice.Between(1, 100) switch { var n when n <= (field.Id is "saw-reports" ? 30 : 60) => "good", <= 82 => "all-right", _ => "not-good" },
        FieldType.Scale => dice.Between(3, 10).ToString(System.Globalization.CultureInfo.InvariantCulture),
        FieldType.LongText when dice.Between(1, 100) <= 60 => dice.Pick(Parents),
        _ => null,
    };

    /// <summary>The business unit moderates two scores, finds themes, sets two actions and says how sure it is.</summary>
    private async Task LookAsync(Guid round, Guid board, Dice dice, CancellationToken stop)
    {
        var manager = players.Actor(Manager);
        var some = (await InviteesAsync(round, stop)).Where(i => i.Agency is "police" or "housing").ToArray();
        foreach (var (id, _) in some)
        {
            await DoAsync(manager, ActWords.ModerateAnswers, At(2), async scope =>
            {
                var (desk, clock) = (scope.GetRequiredService<AnswerDesk>(), scope.GetRequiredService<LondonClock>());
                var answer = (await desk.FindAsync(id, stop))!;
                var made = Must(answer.Reply!.Moderate(answer.Round.Asks.Field("supervision-rating")!, "partly-met", "The survey of the front line and the last audit of supervision both say that sessions are cancelled often", clock.Now, desk.Actor));
                desk.Db.Add(made);
                return made.Id;
            }, stop);
        }

        foreach (var (standard, text, agency, due) in new[] { ("Supervision and support", "Report how many supervision sessions were held and cancelled in each team, every quarter", "police", 60), ("Escalation", "Put the escalation procedure on one page, and send it to every team", "rbkc-children", 45) })
        {
            await DoAsync(manager, ActWords.SetAction, At(1), async scope =>
                Must(await scope.GetRequiredService<ActionSetting>().SetAsync(new ActionToSet(Areas, text) { BodyId = board, Source = ActionSources.Questionnaire, SourceId = round, Item = "Section 11", Owner = new ActionOwner(agency), DueOn = today.AddDays(due), Standard = standard }, stop)), stop);
        }

        await DoAsync(manager, ActWords.AnalyseRound, At(1), async scope =>
        {
            var (db, clock) = (scope.GetRequiredService<TrellisDb>(), scope.GetRequiredService<LondonClock>());
            var of = await db.Set<Round>().SingleAsync(r => r.Id == round, stop);
            var theme = Modules.Questionnaires.Theme.Make(of, "Hearing back after a referral", clock.Now, db.Acting.Actor);
            foreach (var reply in await db.Set<Reply>().Where(r => r.RoundId == round && r.State == Reply.Final).OrderBy(r => r.Id).Take(3).Select(r => r.Id).ToListAsync(stop)) { theme.Tag(of, new Modules.Questionnaires.Theme.Words("help-wanted", reply, null), clock.Now, db.Acting.Actor); }
            db.Add(theme);
            return theme.Id;
        }, stop);
        await DoAsync(manager, ActWords.AssureBoard, At(1), async scope =>
        {
            var (db, clock) = (scope.GetRequiredService<TrellisDb>(), scope.GetRequiredService<LondonClock>());
            var given = Must(Assurance.Give(await db.Set<Round>().SingleAsync(r => r.Id == round, stop), "substantial", "Most agencies have signed, and most standards are met. **Supervision** is where what executives sign and what the front line says are furthest apart. Two charities have not answered yet.", null, clock.Now, db.Acting.Actor));
            db.Add(given);
            return given.Id;
        }, stop);
    }

    private static T Must<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The demonstration's questionnaires: {why.Field}: {why.Words}") : done;

    private async Task<T> DoAsync<T>(Actor by, string word, DateTimeOffset at, Func<IServiceProvider, Task<T>> work, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<StoryTime>().Now = at;
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(by);
        db.Acting.Begin(word);
        var done = await work(scope.ServiceProvider);
        if (db.ChangeTracker.HasChanges()) { await db.SaveChangesAsync(stop); }
        return done;
    }
}
