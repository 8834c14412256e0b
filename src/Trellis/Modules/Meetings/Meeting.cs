using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>One meeting of a body, and who came, by seat.</summary>
public sealed class Meeting : Entity, IEdited
{
    public required Guid BodyId { get; init; }

    /// <summary>Repeats the body's, so that the row policy needs no join.</summary>
    public required string[] Areas { get; init; }

    public required DateOnly HeldOn { get; set; }

    /// <summary>Null when only the day is known.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    public string Place { get; set; } = "";

    /// <summary><c>in-person</c>, <c>online</c>, <c>both</c>; null when nobody said.</summary>
    public string? How { get; set; }

    public int Edition { get; private set; }

    /// <summary>As it was taken, and what it replaced.</summary>
    public List<Attendance> Attendances { get; } = [];

    public IEnumerable<Attendance> Now => Attendances.Where(a => a.ReplacedAt is null);

    public Meeting Called(DateTimeOffset at, string? by)
    {
        Happened(Of("meeting.called", at, by));
        return this;
    }

    /// <summary>Who came, by seat. What was taken before and reads otherwise is replaced, never overwritten; what is the same stays.</summary>
    /// <returns>How many seats read otherwise than before.</returns>
    public Outcome<int> Take(IReadOnlyCollection<Taken> taken, DateTimeOffset at, DateOnly today, string? by)
    {
        if (HeldOn > today) { return new Refusal("HeldOn", "Attendance is taken on the day of the meeting or after it"); }
        if (taken.GroupBy(t => t.SeatId).Any(g => g.Count() > 1)) { return new Refusal("Seat", "A seat is there twice"); }
        var changed = 0;
        foreach (var one in taken)
        {
            var before = Now.FirstOrDefault(a => a.SeatId == one.SeatId);
            if (before is not null && before.Reads(one)) { continue; }
            before?.Replace(at);
            Attendances.Add(Attendance.Of(this, one, at));
            changed++;
        }

        if (changed == 0) { return 0; }
        Happened(Of("meeting.attendance-taken", Moment.On(HeldOn), by, [.. Now.GroupBy(a => a.State).Select(g => new FactDetail { Field = g.Key, Code = g.Count().ToString(CultureInfo.InvariantCulture) })]));
        return changed;
    }

    private Fact Of(string kind, DateTimeOffset at, string? by) => Of(kind, Moment.Exactly(at), by, []);

    private Fact Of(string kind, Moment at, string? by, List<FactDetail> details) => new()
    {
        Kind = kind,
        SourceId = Id,
        BecauseId = null,
        Area = Areas[0],
        Agency = by,
        Occurred = at,
        Details = details,
    };
}

/// <summary>What is said of one seat at one meeting.</summary>
public sealed record Taken(Guid SeatId, string State, bool Online = false, string Printed = "", string Note = "", string Document = "", int? Line = null);

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

    internal bool Reads(Taken other) => State == other.State && Online == other.Online && Printed == other.Printed && Note == other.Note;

    internal void Replace(DateTimeOffset at) => ReplacedAt = at;

    internal static Attendance Of(Meeting meeting, Taken taken, DateTimeOffset at) => new()
    {
        MeetingId = meeting.Id,
        Meeting = meeting,
        SeatId = taken.SeatId,
        State = taken.State,
        Online = taken.Online,
        Printed = taken.Printed,
        Note = taken.Note,
        Document = taken.Document,
        Line = taken.Line,
        TakenAt = at,
    };
}
