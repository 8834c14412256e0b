using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>One coded detail of a fact. Never free text, never a name.</summary>
public sealed class FactDetail
{
    public Guid FactId { get; init; }

    public required string Field { get; init; }

    public required string Code { get; init; }

    /// <summary>Repeats the fact's area, so that the row policy needs no join.</summary>
    public string Area { get; internal set; } = "";

    /// <summary>Repeats the fact's visibility, so that the row policy needs no join.</summary>
    public string? VisibleTo { get; internal set; }
}

/// <summary>
/// What became true, about one person (or none), with two times: occurred, when it happened, and recorded, when we were told.
/// Append-only. A mistake is corrected by a further fact that names the first in <see cref="CorrectsId"/>; with
/// <see cref="Void"/> the further fact takes the first away.
/// </summary>
public sealed class Fact
{
    public Guid Id { get; init; } = Ids.New();

    public Guid ActId { get; internal set; }

    /// <summary>For example <c>front-door.contact</c> or <c>person.described</c>.</summary>
    public required string Kind { get; init; }

    public Guid? PersonId { get; init; }

    public Guid? MatterId { get; init; }

    /// <summary>The first matter of the chain this matter came from (itself, when it came from none). Clocks run within it.</summary>
    public Guid? OriginId { get; init; }

    /// <summary>What said it, usually a step.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>The step that opened the source, if one did.</summary>
    public Guid? BecauseId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    /// <summary>When it happened. Kept as the three columns below.</summary>
    public required Moment Occurred
    {
        get => new(OccurredAt, DayOnly);
        init => (OccurredAt, DayOnly, OccurredOn) = (value.At, value.DayOnly, value.Date);
    }

    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>Only the day is known; <see cref="OccurredAt"/> is its midnight in London.</summary>
    public bool DayOnly { get; private set; }

    /// <summary>The London day it happened on.</summary>
    public DateOnly OccurredOn { get; private set; }

    public DateTimeOffset Recorded { get; internal set; }

    /// <summary>Null: whoever may see the matter. Otherwise the circles that alone may see it, for example <c>hub,agency:police</c>.</summary>
    public string? VisibleTo { get; init; }

    public Guid? CorrectsId { get; init; }

    public bool Void { get; init; }

    /// <summary>Hash of the frozen words this fact was said by.</summary>
    public byte[]? Frozen { get; init; }

    public byte[]? Salt { get; init; } = Salts.New();

    public List<FactDetail> Details { get; init; } = [];

    /// <summary>A further fact that takes its place: it repeats all of it, changed where it was wrong. With <paramref name="isVoid"/> it takes it away.</summary>
    public Fact Corrected(Moment occurred, List<FactDetail> details, byte[]? frozen, bool isVoid) => Like(PersonId, occurred, details, frozen, Id, isVoid);

    /// <summary>The same of another person, then as now.</summary>
    public Fact Of(Guid person) => Like(person, Occurred, [.. Details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })], Frozen, null, isVoid: false);

    private Fact Like(Guid? person, Moment occurred, List<FactDetail> details, byte[]? frozen, Guid? corrects, bool isVoid) => new()
    {
        Kind = Kind,
        PersonId = person,
        MatterId = MatterId,
        OriginId = OriginId,
        SourceId = SourceId,
        BecauseId = BecauseId,
        Area = Area,
        Agency = Agency,
        Occurred = occurred,
        VisibleTo = VisibleTo,
        CorrectsId = corrects,
        Void = isVoid,
        Details = details,
        Frozen = frozen,
    };

    public IEnumerable<string> Codes(string field) => Details.Where(d => d.Field == field).Select(d => d.Code);
}
