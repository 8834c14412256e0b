using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework;

/// <summary>How far somebody is let into a matter.</summary>
public enum InvolvementLevel
{
    /// <summary>Everything in it that is not kept to a circle.</summary>
    Full,

    /// <summary>That it is there and whom it is about.</summary>
    Summary,

    /// <summary>That, and what their agency said and did itself.</summary>
    Own,
}

/// <summary>An agency, or one member of staff, let into a matter by somebody whose matter it is, for a reason. The database reads who may see what from here.</summary>
public sealed class Involvement : Entity
{
    internal const string BeganKind = "matter.involved";
    internal const string EndedKind = "matter.involvement-ended";

    public Guid MatterId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public Guid? StaffId { get; init; }

    public required InvolvementLevel Level { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    /// <summary>From then on no longer; null: until somebody ends it.</summary>
    public DateTimeOffset? UntilAt { get; private set; }

    public bool HoldsAt(DateTimeOffset at) => UntilAt is not { } until || until > at;

    /// <param name="agency">Whom: an agency or one member of staff, never both.</param>
    public static Outcome<Involvement> Begin(Matter matter, string? agency, Guid? staff, InvolvementLevel level, DateTimeOffset at, DateTimeOffset? until, string? by)
    {
        if (agency is null == staff is null) { return new Refusal("agency", "Select an agency, or enter the e-mail address of a member of staff"); }
        if (until <= at) { return new Refusal("until", "The last day must be today or in the future"); }
        var involvement = new Involvement { MatterId = matter.Id, Area = matter.Area, Agency = agency, StaffId = staff, Level = level, FromAt = at, UntilAt = until };
        involvement.Say(BeganKind, matter.OriginId, at, by);
        return involvement;
    }

    public Outcome<Involvement> End(Guid origin, DateTimeOffset at, string? by)
    {
        if (!HoldsAt(at)) { return new Refusal("", "This has ended already"); }
        UntilAt = at;
        Say(EndedKind, origin, at, by);
        return this;
    }

    private void Say(string kind, Guid origin, DateTimeOffset at, string? by) => Happened(new Fact
    {
        Kind = kind,
        MatterId = MatterId,
        OriginId = origin,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        Details =
        [
            new FactDetail { Field = "level", Code = Level.ToString().ToLowerInvariant() },
            Agency is { } agency ? new FactDetail { Field = "agency", Code = agency } : new FactDetail { Field = "staff", Code = StaffId!.Value.ToString() },
        ],
    });
}
