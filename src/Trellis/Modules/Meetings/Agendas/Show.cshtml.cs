using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>One meeting: when and where, its agenda and papers, questions put to it, and what those at the table say for their seat.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class ShowModel(MeetingDesk desk, MeetingNews news) : MeetingPage(desk)
{
    [BindProperty]
    public string Delegate { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string ItemAsked { get; set; } = "";

    [BindProperty]
    public Guid Question { get; set; }

    [BindProperty]
    public string Answer { get; set; } = "";

    [BindProperty]
    public string Because { get; set; } = "";

    /// <summary>How many items of the agenda the asker does not see.</summary>
    public int Hidden { get; private set; }

    public DateOnly Today => Clock.Today;

    public Seat? Chair => Seats.FirstOrDefault(s => s.Id == Meeting.ChairSeatId);

    /// <summary>Whoever sees the meeting, in any of its areas, answers for their own seat and asks.</summary>
    public bool MayAnswer => Db.Acting.Actor.May(ActWords.AnswerMeeting);

    public bool MayAsk => MayAnswer && Meeting is { BegunAt: null, CancelledAt: null };

    public IReadOnlyList<Choice> ItemChoices => [new("", "The meeting as a whole"), .. Meeting.Agenda.Select(i => new Choice(i.Id.ToString(), $"{English.Number(i.Position)}. {i.Title}"))];

    public string Came
    {
        get
        {
            var apologies = Meeting.Now.Count(a => a.State is "apology");
            if (!Meeting.Now.Any(a => a.State is "present" or "absent") && Meeting.EndedAt is null) { return apologies == 0 ? "Not taken yet" : $"{English.Count(apologies, "apology", "apologies")} so far"; }
            var share = Share.Among(Meeting.Now);
            return $"{share.Filled} of {share.Of} seats filled{(share.ByDelegate > 0 ? $", {English.Number(share.ByDelegate)} by a delegate" : "")}";
        }
    }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.AnswerMeeting)]
    public async Task<IActionResult> OnPostApologiseAsync()
    {
        if (!await LoadAsync() || !MayAnswer || Mine is not { } seat) { return NotFound(); }
        if (Delegate.Trim().Length > Holder.LongestName) { ModelState.AddModelError(nameof(Delegate), "Who comes for you must be 200 characters or fewer"); }
        if (Meeting is not { BegunAt: null, CancelledAt: null }) { ModelState.AddModelError(nameof(Delegate), "This meeting has begun or was cancelled"); }
        if (!ModelState.IsValid) { return Page(); }
        var come = Delegate.Trim();
        if (Meeting.Take([new Taken(seat.Id, come.Length > 0 ? "delegate" : "apology", Delegate: come)], Clock.Now, Clock.Today, By, Meeting.Areas.First(Db.Acting.Actor.Areas.Contains)).Refused(out var why, out var changed)) { return this.Refuse(why with { Field = nameof(Delegate) }); }
        if (changed > 0) { await Db.SaveChangesAsync(); }
        return Done(come.Length > 0 ? "Your delegate is recorded" : "Your apology is recorded");
    }

    [Does(ActWords.AnswerMeeting)]
    public async Task<IActionResult> OnPostAskAsync()
    {
        if (!await LoadAsync() || !AgendaShown) { return NotFound(); }
        if (Words.Length > Meetings.Question.LongestWords) { ModelState.AddModelError(nameof(Words), "Your question must be 4,000 characters or fewer"); }
        if (!ItemChoices.Any(c => c.Value == ItemAsked)) { ModelState.AddModelError(nameof(ItemAsked), "Select an item, or the meeting as a whole"); }
        if (!ModelState.IsValid) { return Page(); }
        var item = Guid.TryParse(ItemAsked, out var id) ? ItemOf(id) : null;
        if (Meeting.Ask(Words, item, Db.Acting.Actor.Name, Db.Acting.Actor, Clock.Now).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Done("Your question is asked", "#questions");
    }

    [Does(ActWords.SetAgenda)]
    public async Task<IActionResult> OnPostAnswerAsync()
    {
        if (!await LoadAsync() || !Keeps || Meeting.Questions.Find(q => q.Id == Question) is not { } question) { return NotFound(); }
        if (Meeting.Answered(question, Answer, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Done("The answer is saved", "#questions");
    }

    [Does(ActWords.CancelMeeting)]
    public async Task<IActionResult> OnPostCancelAsync()
    {
        if (!await LoadAsync() || !May(ActWords.CancelMeeting)) { return NotFound(); }
        if (Meeting.Cancel(Because, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        news.Tell(Occasion.MeetingChanged, Meeting, With?.Seats.SelectMany(s => s.Holders) ?? [], Of);
        await Db.SaveChangesAsync();
        return Done("The meeting is cancelled");
    }

    private RedirectResult Done(string words, string place = "")
    {
        TempData["done"] = words;
        return Redirect($"{Here}{place}");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync()) { return false; }
        Hidden = AgendaShown ? await HiddenAsync() : 0;
        return true;
    }
}
