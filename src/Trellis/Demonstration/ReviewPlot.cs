using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Steps;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Modules.Reviews.Learning;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Demonstration;

/// <summary>
/// Serious incidents and adult reviews: one whose review is under way, one that was not notified, one published with what changed since, an
/// adult review that is carried out and one that was refused, and reviews from elsewhere.
/// </summary>
internal sealed partial class ReviewPlot(TrellisDb db, StoryTime time, StepWork work, StepWriting writing, Recommending recommending, PracticeModel practice, WorkingCalendar calendar, Players players, IReadOnlyList<StaffRow> staff, DateOnly today, Guid board)
{
    private static readonly string[] Areas = ["RBKC", "WCC"];

    private Actor Lead => players.Actor(staff.First(s => s.Role == "case-review-lead"));

    /// <param name="households">Whom nothing else is told of.</param>
    public async Task TellAsync(IReadOnlyList<Household> households, CancellationToken stop)
    {
        var homes = Areas.ToDictionary(a => a, a => new Queue<Household>(households.Where(h => h.Area == a && h.Children.Any(c => c.AgeOn(today) is >= 2 and <= 15) && h.People.Any(p => !p.Child)).OrderBy(h => h.Number)));
        if (homes.Values.Any(h => h.Count < 3)) { return; }
        await RunningAsync(homes["RBKC"].Dequeue(), stop);
        await NotNotifiedAsync(homes["WCC"].Dequeue(), stop);
        await PublishedAsync(homes["WCC"].Dequeue(), stop);
        await AdultAsync(homes["RBKC"].Dequeue(), stop);
        await RefusedAsync(homes["WCC"].Dequeue(), stop);
        await ElsewhereAsync(stop);
    }

    private async Task RunningAsync(Household home, CancellationToken stop)
    {
        var (child, lead) = (Young(home), Lead);
        var matter = await BeginAsync("serious-incident", home.Area, child, 75, lead, stop);
        await RapidAsync(matter, 75, "The baby’s older brother was taken to hospital with burns that nobody could explain.", [$"{home.Area.ToLowerInvariant()}-children", "police", "health-trust"], stop);
        await NameAsync(matter, home.Area, "Larch", 70, stop);
        foreach (var (agency, days, at, what, seen, comment, theme, significance) in Events) { await SaidAsync(matter, home.Area, agency == "children" ? $"{home.Area.ToLowerInvariant()}-children" : agency, days, at, what, seen, comment, theme, significance, child.Id, stop); }
        await AnswersAsync(matter, home.Area, 66, stop);
        await CompleteAsync(matter, "analysis", 62, lead, new Typed().Put("daily-life", "He got himself up and to school. He told his teacher that he cooked for his sister.").Put("key-events", "Three visits found nobody in. Each was recorded by itself, and nobody saw them together.").Put("learning", "A visit that finds nobody in is an event. It was treated as if it had not been made.").Put("themes", "no-access", "information-sharing", "unseen-men").Ends("ready"), stop);
        await DoAsync(ActWords.ShareChronology, 60, lead, () => ReviewOf(matter), r => r.Share(Events.Length, [$"{home.Area.ToLowerInvariant()}-children", "police", "health-trust"], lead, time.Now), stop);
        await CompleteAsync(matter, "rapid-review-meeting", 57, lead, new Typed().Put("held-on", Day(57)).Put("quorate", "yes").Put("criteria-met", "yes").Put("national", "no").Put("rationale", "What happened raises questions about how agencies see a family that does not open the door, which the rapid review could not answer.").Ends("local-review"), stop);
        await LetterAsync(matter, 56, stop);
        await CompleteAsync(matter, "panel-answer", 40, lead, new Typed().Put("answered-on", Day(40)).Put("view", "agrees").Ends("decision-stands"), stop);
        await CompleteAsync(matter, "terms-of-reference", 36, lead, new Typed().Put("agreed-on", Day(36)).Put("questions", "How did agencies understand that nobody opened the door? Who knew the adults in the home? What would have helped the family to ask for help?").Put("method", "Agency reports, two practitioners’ events, conversations with the family.").Ends("agreed"), stop);
        await CompleteAsync(matter, "reviewer", 30, lead, new Typed().Put("appointed-on", Day(30)).Put("who", "An independent reviewer of the region’s list").Put("skills", "Led four reviews of neglect").Put("conflict", "managed").Put("conflict-words", "Worked for the health trust nine years ago. The health report is read by the second reader alone").Put("panel-told", "yes").Ends("appointed"), stop);
        await CompleteAsync(matter, "family", 20, lead, new Typed().Put("offered-on", Day(28)).Put("whom", "Mother, and the older brother through his advocate").Put("how", "By letter and a visit with the health visitor they trust").Put("answer", "took-part").Put("said", "“If one person had come back instead of five people once, I would have opened.”").Ends("recorded"), stop);
        var draft = await WrittenAsync(matter, home.Area, ReviewDraft.Report, 1, "Review Larch: when nobody opens the door", Words.Larch, 6, stop);
        await GivenAsync(draft, 5, stop);
    }

    private async Task NotNotifiedAsync(Household home, CancellationToken stop)
    {
        var matter = await BeginAsync("serious-incident", home.Area, Young(home), 33, Lead, stop);
        await CompleteAsync(matter, "incident", 33, Lead, new Typed().Put("aware-at", At(33)).Put("happened-on", Day(34)).Put("what-happened", "A fall from a climbing frame at a holiday club. A broken arm.").Put("safe-now", "Yes. The club is closed while its insurer looks at it.").Ends("check"), stop);
        await CompleteAsync(matter, "criteria", 31, Lead, new Typed().Put("abuse", "neither").Put("harm", "neither").Put("in-area", "yes").Put("looked-after", "no").Put("care-leaver", "no").Put("thinking", "The injury was seen by three adults and was treated at once. Nothing suggests abuse or neglect, and the harm is not serious in the sense of the Act.").Put("agreed-with", "Director of children’s services, detective superintendent, designated nurse").Ends("not-notifiable", "An accident. No abuse or neglect is known or suspected"), stop);
    }

    private async Task PublishedAsync(Household home, CancellationToken stop)
    {
        var lead = Lead;
        var matter = await BeginAsync("serious-incident", home.Area, Young(home), 330, lead, stop);
        await RapidAsync(matter, 330, "A young person was badly hurt by others. He had been missing eleven times in the year before.", ["police", "health-trust"], stop);
        await NameAsync(matter, home.Area, "Rowan", 326, stop);
        await AnswersAsync(matter, home.Area, 322, stop);
        await CompleteAsync(matter, "analysis", 318, lead, new Typed().Put("daily-life", "Days on the street with older boys, nights on a friend’s floor.").Put("key-events", "Eleven return home interviews, none of which was read beside another.").Put("learning", "What he said in each interview pointed at the same address.").Put("themes", "exploitation", "information-sharing").Ends("ready"), stop);
        await CompleteAsync(matter, "rapid-review-meeting", 312, lead, new Typed().Put("held-on", Day(312)).Put("quorate", "yes").Put("criteria-met", "yes").Put("national", "no").Put("rationale", "Agencies held parts of a picture that together would have shown the risk.").Ends("local-review"), stop);
        await LetterAsync(matter, 311, stop);
        await CompleteAsync(matter, "parallel-proceedings", 290, lead, new Typed().Put("since", Day(290)).Put("kind", "police").Put("agreed", "Interviews with the family wait until the trial is over").Ends("wait", "The police asked not to speak to witnesses"), stop);
        await CompleteAsync(matter, "proceedings-ended", 200, lead, new Typed().Put("ended-on", Day(200)).Put("kind", "police").Put("result", "A conviction").Ends("ended"), stop);
        await CompleteAsync(matter, "terms-of-reference", 195, lead, new Typed().Put("agreed-on", Day(195)).Put("questions", "How are return home interviews used?").Put("method", "Agency reports and one practitioners’ event.").Ends("agreed"), stop);
        await CompleteAsync(matter, "reviewer", 190, lead, new Typed().Put("appointed-on", Day(190)).Put("who", "An independent reviewer").Put("skills", "Knows exploitation and the courts").Put("conflict", "none").Put("panel-told", "yes").Ends("appointed"), stop);
        var draft = await WrittenAsync(matter, home.Area, ReviewDraft.Report, 1, "Review Rowan: eleven interviews", Words.Rowan, 90, stop);
        await CompleteAsync(matter, "copy-to-panel", 85, lead, new Typed().Put("sent-on", Day(85)).Ends("sent"), stop);
        await DoAsync(ActWords.PublishDraft, 70, lead, () => db.Set<ReviewDraft>().SingleAsync(d => d.Id == draft, stop), d => d.Publish(0, newest: true, lead, time.Now), stop);
        await CompleteAsync(matter, "publication", 70, lead, new Typed().Put("published-on", Day(70)).Put("impact", "He read it with his advocate before it was published, and asked for one sentence to be left out.").Ends("published"), stop);
        await LearnedAsync(matter, home.Area, stop);
    }

    private async Task AdultAsync(Household home, CancellationToken stop)
    {
        var (adult, lead, referrer) = (home.People.First(p => !p.Child), Lead, players.Actor(staff.First(s => s.Agency == "housing" && s.Role is not ("agency-administrator" or "board-member" or "case-review-lead" or "case-review-panel-member"))));
        var matter = await BeginAsync("safeguarding-adult-review", home.Area, adult, 100, referrer, stop);
        await CompleteAsync(matter, "referral", 100, referrer, new Typed().Put("received-on", Day(100)).Put("referrer", "housing").Put("circumstances", "fatal-fire", "self-neglect").Put("died", "yes").Put("what-happened", "A fire in the living room. The home was full, and the smoke alarm had no battery.").Put("concern", "Three agencies had offered help that was declined. None told the others.").Put("triaged-by", "Head of safety").Ends("refer"), stop);
        await CompleteAsync(matter, "triage", 82, lead, new Typed().Put("decided-on", Day(82)).Put("in-area", "yes").Put("concern-met", "yes").Put("abuse", "suspected").Put("method", "learning-lessons").Put("thinking", "Self-neglect that several agencies saw and none brought together.").Ends("review"), stop);
        await CompleteAsync(matter, "tell-referrer", 78, lead, new Typed().Put("told-on", Day(78)).Put("told", "There is a learning lessons review. You are asked for what you know.").Ends("told-review"), stop);
        await CompleteAsync(matter, "review-scope", 70, lead, new Typed().Put("initiated-on", Day(70)).Put("method", "learning-lessons").Put("questions", "How do agencies act together when somebody declines help?").Put("conflict", "none").Put("advocate", "A sister speaks for him").Ends("agreed"), stop);
        await NameAsync(matter, home.Area, "Hazel", 69, stop);
        await CompleteAsync(matter, "parallel-proceedings", 60, lead, new Typed().Put("since", Day(60)).Put("kind", "inquest").Put("agreed", "The coroner has the agencies’ accounts").Ends("wait", "The inquest hears the same witnesses"), stop);
    }

    private async Task RefusedAsync(Household home, CancellationToken stop)
    {
        var (adult, referrer) = (home.People.Last(p => !p.Child), players.Actor(staff.First(s => s.Role == "health-professional" && s.Areas.Contains(home.Area))));
        var matter = await BeginAsync("safeguarding-adult-review", home.Area, adult, 64, referrer, stop);
        await CompleteAsync(matter, "referral", 64, referrer, new Typed().Put("received-on", Day(64)).Put("referrer", "health").Put("circumstances", "discharge").Put("died", "no").Put("what-happened", "A discharge at night without the care that was planned.").Put("concern", "The ward did not ring the care agency.").Ends("refer"), stop);
        await CompleteAsync(matter, "triage", 46, Lead, new Typed().Put("decided-on", Day(46)).Put("in-area", "yes").Put("concern-met", "no").Put("abuse", "neither").Put("refusal", "worked-well").Put("thinking", "One telephone call was missed and put right the next morning. The hospital has looked into it and changed its list.").Ends("refused", "No abuse or neglect, and the agencies put it right together"), stop);
        await CompleteAsync(matter, "tell-referrer", 44, Lead, new Typed().Put("told-on", Day(44)).Put("told", "There is no review: nothing suggests abuse or neglect, and the agencies put it right the next day. What the hospital learned goes to the quality group.").Ends("told-refusal"), stop);
    }

    private async Task ElsewhereAsync(CancellationToken stop)
    {
        foreach (var (kind, title, whose, about, applies, why, doing, days) in Words.Elsewhere)
        {
            var logged = await SaveAsync(ActWords.LogReview, days, Lead, () => Task.FromResult(Done(Considered.Log(Areas, kind, title, whose, Day(days + 20), about, practice, Lead, time.Now))), stop, isNew: true);
            if (applies is not null) { await DoAsync(ActWords.LogReview, days - 10, Lead, () => db.Set<Considered>().SingleAsync(c => c.Id == logged.Id, stop), c => c.Decide(applies, why, doing, Lead, time.Now), stop); }
        }
    }
}
