using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings;

/// <summary>What is said of one seat at one meeting.</summary>
public sealed record Taken(Guid SeatId, string State, bool Online = false, string Delegate = "", string Printed = "", string Note = "", string Document = "", int? Line = null);

/// <summary>Whether a seat was filled at a meeting.</summary>
public sealed class Attendance : IPart
{
    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>
    {
        ["present"] = "Present",
        ["delegate"] = "Delegate present",
        ["apology"] = "Apology",
        ["absent"] = "Absent",
        ["not-applicable"] = "Not applicable",
        ["unclear"] = "Not clear from the document",
    };

    public Guid Id { get; init; } = Ids.New();

    public Guid MeetingId { get; init; }

    public required Guid SeatId { get; init; }

    /// <summary>A key of <see cref="States"/>.</summary>
    public required string State { get; init; }

    public bool Online { get; init; }

    /// <summary>Who came for the seat's holder.</summary>
    public string Delegate { get; init; } = "";

    /// <summary>What the document says, as it says it.</summary>
    public string Printed { get; init; } = "";

    public string Note { get; init; } = "";

    public string Document { get; init; } = "";

    public int? Line { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public DateTimeOffset? ReplacedAt { get; private set; }

    public Meeting? Meeting { get; init; }

    Entity IPart.Whole => Meeting ?? throw new InvalidOperationException("Load the attendance with its meeting to change it");

    /// <summary>The seat was filled, by its holder or a delegate.</summary>
    public bool Filled => State is "present" or "delegate";

    /// <summary>It counts in how well the seat was filled.</summary>
    public bool Counts => State is not ("not-applicable" or "unclear");

    internal bool Reads(Taken other) => State == other.State && Online == other.Online && Delegate == other.Delegate && Printed == other.Printed && Note == other.Note;

    internal void Replace(DateTimeOffset at) => ReplacedAt = at;

    internal static Attendance Of(Meeting meeting, Taken taken, DateTimeOffset at) => new()
    {
        MeetingId = meeting.Id,
        Meeting = meeting,
        SeatId = taken.SeatId,
        State = taken.State,
        Online = taken.Online,
        Delegate = taken.Delegate,
        Printed = taken.Printed,
        Note = taken.Note,
        Document = taken.Document,
        Line = taken.Line,
        TakenAt = at,
    };
}
