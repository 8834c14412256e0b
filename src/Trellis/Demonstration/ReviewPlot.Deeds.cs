using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Casework;
using Trellis.Modules.Reviews;
using Trellis.Modules.Reviews.Chronologies;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Modules.Reviews.Learning;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>How the reviews of the demonstration are done: each act as a page would do it, on its day, by who may.</summary>
internal sealed partial class ReviewPlot
{
    /// <summary>Of agencies that were asked: days before today, time, what, who was seen, comment, theme, significance.</summary>
    private static readonly (string Agency, int Days, string? At, string What, string Seen, string Comment, string? Theme, string Significance)[] Events =
    [
        ("health-trust", 420, null, "New birth visit. Mother well, baby feeding. Grandmother there.", "Baby and mother, by the health visitor", "", null, "routine"),
        ("police", 392, "23:40", "Called to the home by a neighbour who heard shouting between adults. Nobody hurt.", "Mother", "The man who opened gave no name, and nobody asked for one.", "unseen-men", "significant"),
        ("children", 390, null, "Notice from the police read. No further action.", "", "The notice was read by itself.", "information-sharing", "significant"),
        ("health-trust", 300, "10:00", "Home visit, nobody opened the door.", "Nobody", "", "no-access", "significant"),
        ("children", 298, "15:30", "Home visit after a call from the school, nobody opened the door.", "Nobody", "Not known that the health visitor had been there two days before.", "no-access", "key"),
        ("health-trust", 210, null, "Not brought to the eight month check.", "", "", "was-not-brought", "significant"),
        ("police", 140, "02:15", "Welfare check asked for by the hospital. Children asleep, home untidy, mother tired.", "Both children, seen asleep", "", null, "significant"),
        ("health-trust", 140, "08:05", "Hospital asked the police for a welfare check of the children, who were asleep; home untidy and mother tired.", "", "Written the next morning from the call.", null, "significant"),
        ("children", 78, "17:20", "Hospital rang: burns that nobody could explain. Strategy discussion the same evening.", "The older boy, alone, by the duty social worker", "First time anybody spoke with him alone.", "voice", "key"),
        ("health-trust", 78, "16:10", "Brought to the emergency department with burns to the hand. Explanation did not fit.", "The older boy, by the consultant", "", null, "key"),
    ];

    private static Invented Young(Household home) => home.Children.OrderByDescending(c => c.Born).First();

    private DateOnly Day(int daysAgo) => calendar.IsWorkingDay(today.AddDays(-daysAgo)) ? today.AddDays(-daysAgo) : calendar.AddWorkingDays(today.AddDays(-daysAgo), -1);

    private DateTimeOffset At(int daysAgo) => London.At(Day(daysAgo), new TimeOnly(11, 0));

    private async Task<Guid> BeginAsync(string process, string area, Invented about, int days, Actor by, CancellationToken stop) =>
        (await SaveAsync(ActWords.StartMatter, days, by, () => work.StartAsync(process, area, [about.Id], cancellationToken: stop), stop)).Id;

    /// <summary>From becoming aware to the agencies being asked.</summary>
    private async Task RapidAsync(Guid matter, int days, string what, string[] agencies, CancellationToken stop)
    {
        var lead = Lead;
        await CompleteAsync(matter, "incident", days, lead, new Typed().Put("aware-at", At(days)).Put("happened-on", Day(days + 1)).Put("what-happened", what).Put("safe-now", "Yes. Seen the same day, with brothers and sisters.").Ends("check"), stop);
        await CompleteAsync(matter, "criteria", days - 1, lead, new Typed().Put("abuse", "suspected").Put("harm", "serious-harm").Put("in-area", "yes").Put("looked-after", "no").Put("care-leaver", "no").Put("thinking", "Each criterion was considered with the police and health. The harm is serious, and neglect is suspected.").Put("agreed-with", "Director of children’s services, detective superintendent, designated nurse").Ends("notify"), stop);
        await CompleteAsync(matter, "notification", days - 3, lead, new Typed().Put("notified-at", At(days - 3)).Put("secretary-of-state", "no").Ends("sent"), stop);
        await CompleteAsync(matter, "scoping", days - 4, lead, new Typed().Put("period-from", Day(days + 400)).Put("period-to", Day(days)).Put("asked", agencies).Put("questions", "What did your agency know and do? Who was seen? What would you do otherwise?").Ends("agreed"), stop);
        await SaveAsync(ActWords.AskAgencies, days - 4, lead, async () => Done(await work.AskAsync(await StepAsync(matter, "agency-chronology", null, stop), agencies, stop)), stop);
    }

    private async Task NameAsync(Guid matter, string area, string name, int days, CancellationToken stop)
    {
        await SaveAsync(ActWords.NameReview, days, Lead, () => Task.FromResult(Done(Review.Name(matter, area, name, [name], Lead, time.Now))), stop, isNew: true);
        await DoAsync(ActWords.NameReview, days, Lead, () => ReviewOf(matter), r => r.Cover(Day(days + 400), Day(days), Lead, time.Now), stop);
    }

    private Task<Entry> SaidAsync(Guid matter, string area, string agency, int days, string? at, string what, string seen, string comment, string? theme, string significance, Guid child, CancellationToken stop)
    {
        var by = Of(agency, area);
        TimeOnly? clock = at is null ? null : TimeOnly.ParseExact(at, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return SaveAsync(ActWords.WriteEntry, 68, by, () => Task.FromResult(Done(Entry.Write(matter, area, agency, new ToEnter(today.AddDays(-days), clock, at is null ? "day" : "time", "Case record", what, seen, comment, significance, theme is null ? [] : [theme], child), null, by, time.Now))), stop, isNew: true);
    }

    /// <summary>Every agency that was asked answers.</summary>
    private async Task AnswersAsync(Guid matter, string area, int days, CancellationToken stop)
    {
        db.Acting.As(Lead);
        var asked = await db.Steps.AsNoTracking().Where(s => s.MatterId == matter && s.Name == "agency-chronology" && s.Agency != null).OrderBy(s => s.Agency).Select(s => s.Agency!).ToListAsync(stop);
        foreach (var agency in asked) { await CompleteAsync(matter, "agency-chronology", days, Of(agency, area), new Typed().Put("knew", "yes").Put("chronology-done", "yes").Put("analysis", "We did what our procedures say, each time. We did not look at what the times had in common.").Ends("sent"), stop, agency); }
    }

    private Task<StepState> LetterAsync(Guid matter, int days, CancellationToken stop) => CompleteAsync(matter, "panel-letter", days, Lead, new Typed().Put("sent-on", Day(days)).Put("facts", "A child was seriously harmed. Neglect is suspected.").Put("safeguarded", "The child and a sister live with a relative under an order.").Put("learned", "Visits that find nobody in are now read together each week.").Put("decision", "The criteria are met, and a local review is carried out.").Ends("sent"), stop);

    private async Task<Guid> WrittenAsync(Guid matter, string area, string kind, int number, string title, string text, int days, CancellationToken stop) =>
        (await SaveAsync(ActWords.WriteDraft, days, Lead, () => Task.FromResult(Done(ReviewDraft.Write(matter, area, kind, number, title, text, Lead, time.Now))), stop, isNew: true)).Id;

    /// <summary>Two readers have a copy, and one of them has said something of it.</summary>
    private async Task GivenAsync(Guid draft, int days, CancellationToken stop)
    {
        db.Acting.As(Lead);
        var of = await db.Set<ReviewDraft>().AsNoTracking().SingleAsync(d => d.Id == draft, stop);
        var readers = staff.Where(s => s.Role == "case-review-panel-member").Take(2).ToArray();
        foreach (var (reader, number) in readers.Select((r, i) => (r, i + 1)))
        {
            await SaveAsync(ActWords.GiveCopy, days, Lead, () => Task.FromResult(Done(ControlledCopy.Give(of, number, players.Actor(reader).UserId, reader.Name, today.AddDays(10), [], Lead, time.Now, Day(days)))), stop, isNew: true);
        }

        var first = players.Actor(readers[0]);
        await SaveAsync(ActWords.ViewReviews, days - 1, first, async () =>
        {
            var copy = await db.Set<ControlledCopy>().SingleAsync(c => c.DraftId == draft && c.ReaderId == first.UserId, stop);
            copy.Open(first, time.Now);
            return copy;
        }, stop);
        await SaveAsync(ActWords.ReplyToDraft, days - 1, first, async () => Done((await db.Set<ControlledCopy>().SingleAsync(c => c.DraftId == draft && c.ReaderId == first.UserId, stop)).Reply(of.Parts.Length, 3, "not-accurate", "We were called twice that night, not once.", first, time.Now)), stop, isNew: true);
    }

    /// <summary>What was found, recommended, answered, and shown to have changed.</summary>
    private async Task LearnedAsync(Guid matter, string area, CancellationToken stop)
    {
        foreach (var (number, text, theme, recommended, agency, standard, answer, impact, closed) in Words.Learned)
        {
            var finding = await SaveAsync(ActWords.RecordFinding, 68, Lead, () => Task.FromResult(Done(Finding.Write(matter, area, number, text, theme, practice, Lead, time.Now))), stop, isNew: true);
            var made = await SaveAsync(ActWords.MakeRecommendation, 66, Lead, async () => Done(await recommending.MakeAsync(new ToRecommend(area, board, finding.Id, "Serious incident Rowan", agency, "", recommended, null, null, standard), stop)), stop);
            var them = players.Actor(staff.First(s => s.Role == "board-member" && s.Agency == agency));
            if (answer is not null) { await DoAsync(ActWords.AnswerRecommendation, 50, them, () => FollowedAsync(made.Id, stop), r => r.Reply(Recommendation.Accepted, answer, them, time.Now), stop); }
            if (impact is not null) { await DoAsync(ActWords.EvidenceImpact, 15, them, () => FollowedAsync(made.Id, stop), r => r.Show(impact, [], them, time.Now, "audit"), stop); }
            if (closed is not null) { await DoAsync(ActWords.CloseRecommendation, 5, Lead, () => FollowedAsync(made.Id, stop), r => r.Close(closed, Lead, time.Now), stop); }
        }
    }

    private Task<Recommendation> FollowedAsync(Guid id, CancellationToken stop) => db.Set<Recommendation>().Include(r => r.Followed).SingleAsync(r => r.Id == id, stop);

    private Task<Review> ReviewOf(Guid matter) => db.Set<Review>().SingleAsync(r => r.MatterId == matter);

    /// <summary>Somebody of an agency who works there, and may say what it knows.</summary>
    private Actor Of(string agency, string area) => staff.Where(s => s.Agency == agency && s.Areas.Contains(area) && s.Role is not ("case-review-lead" or "case-review-panel-member")).Select(players.Actor).First(a => a.May(ActWords.WriteEntry));

    private Task<StepState> CompleteAsync(Guid matter, string step, int days, Actor by, Typed typed, CancellationToken stop, string? agency = null) => SaveAsync(ActWords.CompleteStep, days, by, async () =>
    {
        var found = await StepAsync(matter, step, agency, stop);
        var blank = await writing.FormAsync(found, cancellationToken: stop);
        var form = await writing.FormAsync(found, typed.Form(blank.People, blank.OutcomeEach), stop);
        var (written, errors) = await writing.ReadAsync(found, form, stop);
        if (written is null) { throw new InvalidOperationException($"The reviews, {step}: {string.Join("; ", errors.Select(e => $"{e.Key}: {e.Message}"))}"); }
        db.Acting.Because(string.Join("; ", written.Said.Select(s => s.Reason).OfType<string>().Distinct()));
        return Done(await work.CompleteAsync(found, written, stop));
    }, stop);

    private async Task<CaseStep> StepAsync(Guid matter, string name, string? agency, CancellationToken stop)
    {
        var id = await db.Steps.Where(s => s.MatterId == matter && s.Name == name && s.State == StepState.Open && (agency == null || s.Agency == agency)).OrderByDescending(s => s.OpenedAt).Select(s => s.Id).FirstOrDefaultAsync(stop);
        return await work.FindAsync(id, stop) ?? throw new InvalidOperationException($"The reviews: there is no open step {name}");
    }

    private Task<TDone> DoAsync<T, TDone>(string word, int days, Actor by, Func<Task<T>> find, Func<T, Outcome<TDone>> act, CancellationToken stop) => SaveAsync(word, days, by, async () => Done(act(await find())), stop);

    private async Task<T> SaveAsync<T>(string word, int days, Actor by, Func<Task<T>> act, CancellationToken stop, bool isNew = false)
    {
        if (!by.May(word)) { throw new InvalidOperationException($"The reviews: {by.Name} may not {word}"); }
        db.ChangeTracker.Clear();
        // Each act a minute after the one before it on the same day.
        time.Now = At(days) + TimeSpan.FromMinutes(acts++ % 240);
        db.Acting.As(by);
        db.Acting.Begin(word);
        var done = await act();
        if (isNew) { db.Add(done!); }
        await db.SaveChangesAsync(stop);
        return done;
    }

    private int acts;

    private static T Done<T>(Outcome<T> outcome) => outcome.Refused(out var why, out var done) ? throw new InvalidOperationException($"The reviews: {why.Field}: {why.Words}") : done;
}
