using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings;

/// <summary>What is before the meeting, and when that was out.</summary>
public sealed partial class Meeting
{
    public const int MostItems = 100;

    public List<AgendaItem> Items { get; } = [];

    public List<Question> Questions { get; } = [];

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Why the agenda was out later than it should have been.</summary>
    public string LateBecause { get; private set; } = "";

    /// <summary>Something on it was changed after it was out.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>In their order. They are numbered by it.</summary>
    public IReadOnlyList<AgendaItem> Agenda => [.. Items.Where(i => i.RemovedAt is null).OrderBy(i => i.Position).ThenBy(i => i.Id)];

    /// <summary>It begins with the items that are on every agenda.</summary>
    public Meeting WithStandingItems(MeetingRules rules, DateTimeOffset at)
    {
        foreach (var standing in rules.First.Concat(rules.Last))
        {
            Items.Add(new AgendaItem { MeetingId = Id, Meeting = this, Position = Items.Count + 1, Title = standing.Title, Standing = standing.Id, Kind = "standing", Purpose = standing.Purpose, AddedAt = at });
        }

        return this;
    }

    /// <summary>Put on the agenda, before the items that are last on every one.</summary>
    /// <param name="action">The action it is about.</param>
    public Outcome<AgendaItem> Put(ItemWords words, MeetingRules rules, DateTimeOffset at, string? by, Guid? action = null)
    {
        if (Closed("Name") is { } closed) { return closed; }
        if (action is not null && Agenda.Any(i => i.ActionId == action)) { return new Refusal("Name", "It is on the agenda of this meeting already"); }
        if (Agenda.Count >= MostItems) { return new Refusal("Name", "An agenda has 100 items at most"); }
        var item = new AgendaItem { MeetingId = Id, Meeting = this, Title = words.Title.Trim(), Kind = words.Kind, Purpose = words.Purpose, ActionId = action, AddedAt = at };
        item.Says(words);
        var agenda = Agenda.ToList();
        var place = agenda.FindIndex(i => rules.Last.Any(l => l.Id == i.Standing));
        agenda.Insert(place < 0 ? agenda.Count : place, item);
        Items.Add(item);
        Number(agenda);
        Set(item, at, by);
        return item;
    }

    public Outcome<AgendaItem> Change(AgendaItem item, ItemWords words, DateTimeOffset at, string? by)
    {
        if (Closed("Name") is { } closed) { return closed; }
        item.Says(words);
        Set(item, at, by);
        return item;
    }

    public Outcome<AgendaItem> TakeOff(AgendaItem item, DateTimeOffset at, string? by)
    {
        if (Closed("Item") is { } closed) { return closed; }
        item.RemovedAt = at;
        Number([.. Agenda]);
        Set(item, at, by);
        return item;
    }

    /// <param name="by">Up or down by one.</param>
    public Outcome<AgendaItem> Shift(AgendaItem item, int places, DateTimeOffset at, string? by)
    {
        if (Closed("Item") is { } closed) { return closed; }
        var agenda = Agenda.ToList();
        var place = agenda.IndexOf(item);
        agenda.RemoveAt(place);
        agenda.Insert(Math.Clamp(place + places, 0, agenda.Count), item);
        Number(agenda);
        Set(item, at, by);
        return item;
    }

    /// <summary>A paper for an item; what it replaces stays readable to nobody but the record.</summary>
    public Outcome<Paper> Lay(AgendaItem item, Paper paper, Paper? before, DateTimeOffset at, string? by)
    {
        if (Closed("Title") is { } closed) { return closed; }
        if (before is not null) { before.RemovedAt = at; }
        item.Papers.Add(paper);
        if (PublishedAt is not null) { ChangedAt = at; }
        Happened(Of("meeting.paper-laid", Moment.Exactly(at), by, [About(item)]));
        return paper;
    }

    /// <summary>The agenda is out. One of a body that meets in public says why when that is later than the law asks.</summary>
    public Outcome<Meeting> Publish(DateOnly? due, bool lateNeedsReason, string because, DateTimeOffset at, DateOnly today, string? by)
    {
        if (Closed("Because") is { } closed) { return closed; }
        if (Agenda.Count == 0) { return new Refusal("Because", "There is nothing on the agenda yet"); }
        var late = PublishedAt is null && due is { } day && today > day;
        if (late && lateNeedsReason && string.IsNullOrWhiteSpace(because)) { return new Refusal("Because", "Enter why the agenda is out late"); }
        (PublishedAt, LateBecause, ChangedAt) = (PublishedAt ?? at, late ? because.Trim() : LateBecause, null);
        Happened(Of("meeting.published", Moment.Exactly(at), by, [new FactDetail { Field = "items", Code = Agenda.Count.ToString(CultureInfo.InvariantCulture) }, new FactDetail { Field = "late", Code = late ? "yes" : "no" }]));
        return this;
    }

    public Outcome<Question> Ask(string words, AgendaItem? item, string name, Actor who, DateTimeOffset at)
    {
        if (BegunAt is not null || CancelledAt is not null) { return new Refusal("Words", "Questions are asked before the meeting"); }
        if (string.IsNullOrWhiteSpace(words)) { return new Refusal("Words", "Enter your question"); }
        var question = new Question { MeetingId = Id, Meeting = this, ItemId = item?.Id, AskedBy = name, AskedById = who.UserId, Words = words.Trim(), At = at };
        Questions.Add(question);
        Happened(Of("meeting.question-asked", Moment.Exactly(at), who.Agency, [], Areas.FirstOrDefault(who.Areas.Contains)));
        return question;
    }

    public Outcome<Question> Answered(Question question, string answer, DateTimeOffset at, string? by)
    {
        if (string.IsNullOrWhiteSpace(answer)) { return new Refusal("Answer", "Enter the answer"); }
        question.Answer = answer.Trim();
        Happened(Of("meeting.question-answered", at, by));
        return question;
    }

    private Refusal? Closed(string field) => CancelledAt is not null ? new Refusal(field, "This meeting was cancelled")
        : EndedAt is not null ? new Refusal(field, "This meeting has ended")
        : null;

    private static FactDetail About(AgendaItem item) => new() { Field = "item", Code = item.Id.ToString() };

    private void Set(AgendaItem item, DateTimeOffset at, string? by)
    {
        if (PublishedAt is not null) { ChangedAt = at; }
        Happened(Of("meeting.agenda-set", Moment.Exactly(at), by, [About(item)]));
    }

    private static void Number(List<AgendaItem> agenda)
    {
        for (var i = 0; i < agenda.Count; i++) { agenda[i].Position = i + 1; }
    }
}
