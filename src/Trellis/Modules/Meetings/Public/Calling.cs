using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Public;

/// <summary>A decision as something to disagree with.</summary>
public sealed record DecisionToDispute(Guid Id, int Number, string Body, string Words, string[] Areas);

/// <summary>A meeting another module calls about something of its own, with a paper.</summary>
/// <param name="Name">What the meeting is called: "Extraordinary meeting".</param>
/// <param name="Item">What the item of the agenda is called, up to 300 characters.</param>
/// <param name="Paper">Markdown.</param>
public sealed record MeetingToCall(Guid Body, string Name, string Item, string PaperTitle, string Paper);

/// <summary>Calls meetings for other modules, with one item and its paper on the agenda, and says what a body decided.</summary>
public sealed class Calling(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, MeetingNews news, LondonClock clock)
{
    /// <summary>Bodies of which the asker may call a meeting.</summary>
    public async Task<IReadOnlyList<Choice>> BodiesAsync(CancellationToken stop = default) => !db.Acting.Actor.May(ActWords.CallMeeting) ? []
        : [.. (await db.Set<Body>().AsNoTracking().OrderBy(b => b.Title).Select(b => new { b.Id, b.Title, b.Areas }).ToListAsync(stop)).Where(b => b.Areas.All(db.Acting.Actor.Areas.Contains)).Select(b => new Choice(b.Id.ToString(), b.Title))];

    /// <summary>When and where, as typed; null where something is wrong, which is then said at its field.</summary>
    public MeetingWhen? Read(MeetingTimes times, Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary state, string name) => times.Read(state, name, calendar);

    /// <summary>Calls it within the act under way, and tells those at the table. The caller saves.</summary>
    /// <returns>The id of the meeting; a refusal names <c>Body</c> or <c>Times.On</c>.</returns>
    public async Task<Outcome<Guid>> CallAsync(MeetingToCall asked, MeetingWhen when, MeetingTimes times, CancellationToken stop = default)
    {
        if (await db.Set<Body>().Include(b => b.Seats).ThenInclude(s => s.Holders).AsSplitQuery().FirstOrDefaultAsync(b => b.Id == asked.Body, stop) is not { } body || !body.Areas.All(db.Acting.Actor.Areas.Contains)) { return new Refusal("Body", "Select whose meeting it is"); }
        if (when.Day < clock.Today) { return new Refusal("Times.On", "The day of the meeting must be today or in the future"); }
        var (now, by) = (clock.Now, db.Acting.Actor);
        var meeting = new Meeting
        {
            BodyId = body.Id,
            Areas = body.Areas,
            HeldOn = when.Day,
            StartsAt = when.Starts,
            EndsAt = when.Ends,
            How = times.How,
            Place = times.Place.Trim(),
            Link = times.Link.Trim(),
            Title = asked.Name,
            ChairSeatId = body.Seats.Find(s => s.Part == "chair" && s.UntilOn is null)?.Id,
        }.Called(now, by.Agency).WithStandingItems(practice.Meetings, now);
        var words = new ItemWords(asked.Item, "report", "discuss", "", null, "closed", []);
        if (meeting.Put(words, practice.Meetings, now, by.Agency).Refused(out var why, out var item)) { return new Refusal("Times.On", why.Words); }
        if (meeting.Lay(item, new Paper { ItemId = item.Id, MeetingId = meeting.Id, Item = item, Title = asked.PaperTitle, Body = asked.Paper, At = now, ById = by.UserId }, null, now, by.Agency).Refused(out why, out _)) { return new Refusal("Times.On", why.Words); }
        db.Add(meeting);
        news.Tell(Occasion.MeetingCalled, meeting, [], body);
        return meeting.Id;
    }

    /// <summary>A decision a body took; null: there is none, or not for the asker.</summary>
    public async Task<DecisionToDispute?> DecisionAsync(Guid id, CancellationToken stop = default)
    {
        if (await db.Set<Decision>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop) is not { } found) { return null; }
        var title = await db.Set<Body>().AsNoTracking().Where(b => b.Id == found.BodyId).Select(b => b.Title).FirstOrDefaultAsync(stop);
        return new DecisionToDispute(found.Id, found.Number, title ?? "A body", found.Words, found.Areas);
    }
}
