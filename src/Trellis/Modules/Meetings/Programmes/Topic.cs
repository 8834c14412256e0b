using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Programmes;

/// <summary>Something a body means to look at: in a round of its meetings, not allocated yet, or by a task group.</summary>
public sealed class Topic : IPart
{
    public const int LongestTitle = 300;
    public const int LongestText = 2000;
    public const int LongestLead = 300;
    public const int LastRound = 99;

    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>
    {
        ["planned"] = "Planned",
        ["done"] = "Looked at",
        ["dropped"] = "No longer planned",
    };

    public Guid Id { get; init; } = Ids.New();

    public required Guid BodyId { get; init; }

    /// <summary><c>item</c> or <c>task-group</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Null: not allocated to a round yet.</summary>
    public int? Round { get; private set; }

    public DateOnly? OnDay { get; private set; }

    public required int Position { get; set; }

    public required string Title { get; init; }

    /// <summary>Why it is looked at, and what is to come of it.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Who leads it or comes to speak about it.</summary>
    public string Lead { get; private set; } = "";

    /// <summary>A key of <see cref="States"/>.</summary>
    public string State { get; private set; } = "planned";

    /// <summary>What came of it, or why it is dropped.</summary>
    public string CameOf { get; private set; } = "";

    /// <summary>The meeting it is on the agenda of, or was looked at.</summary>
    public Guid? MeetingId { get; private set; }

    /// <summary>The item of its agenda that is about it.</summary>
    public Guid? ItemId { get; private set; }

    public string Document { get; init; } = "";

    public int? DocumentLine { get; init; }

    public string Note { get; private set; } = "";

    public Body? Body { get; init; }

    Entity IPart.Whole => Body ?? throw new InvalidOperationException("Read with its body");

    public bool Unallocated => Kind is "item" && Round is null;

    /// <summary>As a list or a form has it.</summary>
    /// <returns>Whether it read otherwise.</returns>
    internal bool Write(int? round, DateOnly? day, string reason, string lead, string note)
    {
        if ((Round, OnDay, Reason, Lead, Note) == (round, day, reason, lead, note)) { return false; }
        (Round, OnDay, Reason, Lead, Note) = (round, day, reason, lead, note);
        return true;
    }

    internal void StandsOn(Guid? meeting, Guid? item) => (MeetingId, ItemId) = (meeting, item);

    internal void Becomes(string state, string cameOf, Guid? meeting) => (State, CameOf, MeetingId) = (state, cameOf, meeting);
}
