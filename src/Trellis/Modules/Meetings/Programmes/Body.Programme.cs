using Trellis.Modules.Meetings.Programmes;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>What it means to look at.</summary>
public sealed partial class Body
{
    public List<Topic> Topics { get; } = [];

    /// <summary>Puts something on its work programme.</summary>
    /// <param name="round">Null: it is not allocated yet.</param>
    public Outcome<Topic> Plans(string kind, string title, int? round, DateOnly? day, string reason, string lead, DateTimeOffset at, string? by)
    {
        if (title.Trim().Length is 0 or > Topic.LongestTitle) { return new Refusal("Name", title.Trim().Length == 0 ? "Enter what is looked at" : "What is looked at must be 300 characters or fewer"); }
        if (Wrong(round, reason, lead) is { } wrong) { return wrong; }
        if (Topics.Exists(t => t.State is "planned" && t.Kind == kind && t.Round == round && t.Title.Equals(title.Trim(), StringComparison.OrdinalIgnoreCase))) { return new Refusal("Name", "This is on the programme already"); }
        var topic = new Topic { BodyId = Id, Body = this, Kind = kind, Title = title.Trim(), Position = Topics.Count + 1 };
        topic.Write(kind is "item" ? round : null, day, reason.Trim(), lead.Trim(), "");
        Topics.Add(topic);
        Happened(Of("body.topic-planned", Moment.Exactly(at), by, new FactDetail { Field = "topic", Code = topic.Id.ToString() }));
        return topic;
    }

    /// <summary>It is looked at in another round or on another day, or by somebody else.</summary>
    public Outcome<Topic> Moves(Topic topic, int? round, DateOnly? day, string reason, string lead, DateTimeOffset at, string? by)
    {
        if (Wrong(round, reason, lead) is { } wrong) { return wrong; }
        if (topic.State is not "planned") { return new Refusal("Round", "It is no longer planned"); }
        topic.Write(topic.Kind is "item" ? round : null, day, reason.Trim(), lead.Trim(), topic.Note);
        Happened(Of("body.topic-moved", Moment.Exactly(at), by, new FactDetail { Field = "topic", Code = topic.Id.ToString() }));
        return topic;
    }

    /// <summary>An item of the agenda of one of its meetings is about it.</summary>
    public Outcome<Topic> PutOnAgenda(Topic topic, AgendaItem item, DateTimeOffset at, string? by)
    {
        if (topic.State is not "planned") { return new Refusal("Meeting", "It is no longer planned"); }
        if (topic.ItemId is not null) { return new Refusal("Meeting", "It is on an agenda already"); }
        topic.StandsOn(item.MeetingId, item.Id);
        Happened(Of("body.topic-on-agenda", Moment.Exactly(at), by, new FactDetail { Field = "topic", Code = topic.Id.ToString() }, new FactDetail { Field = "item", Code = item.Id.ToString() }));
        return topic;
    }

    /// <summary>The item was taken off the agenda: it waits for another meeting.</summary>
    internal void OffAgenda(Topic topic, DateTimeOffset at, string? by)
    {
        topic.StandsOn(null, null);
        Happened(Of("body.topic-off-agenda", Moment.Exactly(at), by, new FactDetail { Field = "topic", Code = topic.Id.ToString() }));
    }

    /// <summary>It was looked at, or is no longer planned.</summary>
    public Outcome<Topic> Closes(Topic topic, string state, string cameOf, Guid? meeting, DateTimeOffset at, string? by)
    {
        if (state is not ("done" or "dropped")) { return new Refusal("State", "Select what became of it"); }
        if (cameOf.Trim().Length is 0 or > Topic.LongestText) { return new Refusal("CameOf", cameOf.Trim().Length > 0 ? "What came of it must be 2,000 characters or fewer" : state is "done" ? "Enter what came of it" : "Enter why it is no longer planned"); }
        topic.Becomes(state, cameOf.Trim(), meeting);
        Happened(Of("body.topic-closed", Moment.Exactly(at), by, new FactDetail { Field = "topic", Code = topic.Id.ToString() }, new FactDetail { Field = "state", Code = state }));
        return topic;
    }

    /// <summary>A list of its topics was taken in.</summary>
    internal void ProgrammeListed(DateTimeOffset at, string? by) => Happened(Of("body.programme-listed", Moment.Exactly(at), by));

    private static Refusal? Wrong(int? round, string reason, string lead) =>
        round is < 1 or > Topic.LastRound ? new Refusal("Round", "The round must be a whole number from 1 to 99")
        : reason.Trim().Length > Topic.LongestText ? new Refusal("Reason", "Why must be 2,000 characters or fewer")
        : lead.Trim().Length > Topic.LongestLead ? new Refusal("Lead", "Who leads it must be 300 characters or fewer") : null;
}
