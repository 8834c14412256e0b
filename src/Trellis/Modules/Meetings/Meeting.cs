using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>One meeting of a body: when and where, its agenda, who came, what was decided, its minutes.</summary>
public sealed partial class Meeting : Entity, IEdited
{
    public static readonly IReadOnlyDictionary<string, string> Hows = new Dictionary<string, string>
    {
        ["in-person"] = "In person",
        ["online"] = "Online",
        ["both"] = "In person and online",
    };

    public required Guid BodyId { get; init; }

    /// <summary>Repeats the body's, so that the row policy needs no join.</summary>
    public required string[] Areas { get; init; }

    public required DateOnly HeldOn { get; set; }

    /// <summary>Null when only the day is known.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    public string Place { get; set; } = "";

    /// <summary>A key of <see cref="Hows"/>; null when nobody said.</summary>
    public string? How { get; set; }

    /// <summary>What it is called besides its body, for example Extraordinary meeting.</summary>
    public string Title { get; set; } = "";

    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>When it is over, as far as calendars and others who would meet then go; null when only the day is known.</summary>
    public DateTimeOffset? Over => StartsAt is { } starts ? OverAt(starts, EndsAt) : null;

    /// <summary>The address by which one joins online.</summary>
    public string Link { get; set; } = "";

    /// <summary>Held together with this body: its seats are at the table too.</summary>
    public Guid? WithBodyId { get; set; }

    /// <summary>Whose seat is in the chair; of a joint meeting the one that was agreed.</summary>
    public Guid? ChairSeatId { get; set; }

    /// <summary>Who was in the chair, as the minutes say it.</summary>
    public string ChairedBy { get; private set; } = "";

    /// <summary>Null for one known only from a list.</summary>
    public DateTimeOffset? CalledAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public string CancelledBecause { get; private set; } = "";

    public int Edition { get; private set; }

    /// <summary>As it was taken, and what it replaced.</summary>
    public List<Attendance> Attendances { get; } = [];

    public IEnumerable<Attendance> Now => Attendances.Where(a => a.ReplacedAt is null);

    /// <summary>Two hours where nobody said.</summary>
    public static DateTimeOffset OverAt(DateTimeOffset starts, DateTimeOffset? ends) => ends ?? starts.AddHours(2);

    /// <summary>Known only from who came, or from a list: nobody called it here.</summary>
    public Meeting Held(DateTimeOffset at, string? by)
    {
        Happened(Of("meeting.held", at, by));
        return this;
    }

    public Meeting Called(DateTimeOffset at, string? by)
    {
        CalledAt = at;
        Happened(Of("meeting.called", at, by));
        return this;
    }

    public Outcome<Meeting> Move(DateOnly day, DateTimeOffset? starts, DateTimeOffset? ends, string place, string? how, string link, DateTimeOffset at, string? by)
    {
        if (EndedAt is not null) { return new Refusal("Day", "This meeting was held already"); }
        if (CancelledAt is not null) { return new Refusal("Day", "This meeting was cancelled"); }
        (HeldOn, StartsAt, EndsAt, Place, How, Link) = (day, starts, ends, place.Trim(), how, link.Trim());
        Happened(Of("meeting.moved", at, by));
        return this;
    }

    public Outcome<Meeting> Cancel(string because, DateTimeOffset at, string? by)
    {
        if (EndedAt is not null) { return new Refusal("Because", "This meeting was held already"); }
        if (CancelledAt is not null) { return new Refusal("Because", "This meeting was cancelled already"); }
        if (string.IsNullOrWhiteSpace(because)) { return new Refusal("Because", "Enter why it is cancelled"); }
        (CancelledAt, CancelledBecause) = (at, because.Trim());
        Happened(Of("meeting.cancelled", at, by));
        return this;
    }

    /// <summary>Who came, by seat. What was taken before and reads otherwise is replaced, never overwritten; what is the same stays.</summary>
    /// <param name="area">In which of the meeting's areas it is said, by somebody who does not act in all of them.</param>
    /// <returns>How many seats read otherwise than before.</returns>
    public Outcome<int> Take(IReadOnlyCollection<Taken> taken, DateTimeOffset at, DateOnly today, string? by, string? area = null)
    {
        if (HeldOn > today && taken.Any(t => t.State is not ("apology" or "delegate" or "not-applicable"))) { return new Refusal("HeldOn", "Attendance is taken on the day of the meeting or after it. Apologies and delegates can be recorded before"); }
        if (ApprovedAt is not null) { return new Refusal("HeldOn", "The minutes of this meeting are approved, and who came with them"); }
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
        // Said beforehand it is an apology, and true from when it was given; who came is true of the day.
        var early = HeldOn > today;
        Happened(Of(early ? "meeting.apology-given" : "meeting.attendance-taken", early ? Moment.Exactly(at) : Moment.On(HeldOn), by, [.. Now.GroupBy(a => a.State).Select(g => new FactDetail { Field = g.Key, Code = g.Count().ToString(CultureInfo.InvariantCulture) })], area));
        return changed;
    }

    private Fact Of(string kind, DateTimeOffset at, string? by) => Of(kind, Moment.Exactly(at), by, []);

    private Fact Of(string kind, Moment at, string? by, List<FactDetail> details, string? area = null) => new()
    {
        Kind = kind,
        SourceId = Id,
        BecauseId = null,
        Area = area ?? Areas[0],
        Agency = by,
        Occurred = at,
        Details = details,
    };
}
