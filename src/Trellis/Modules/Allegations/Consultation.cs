using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Allegations;

/// <summary>Somebody was unsure and asked the designated officer. Advice, and no referral: it has no matter, and is counted apart.</summary>
public sealed class Consultation : Entity
{
    public const int LongestAsker = 200;
    public const int LongestWords = 4000;

    /// <summary>The code lists of what was advised and who asked.</summary>
    public const string Advices = "consultation-advice";
    public const string Askers = "allegation-source";

    /// <summary><c>L101</c></summary>
    public required string Reference { get; init; }

    public required string Area { get; init; }

    public required DateOnly OnDate { get; init; }

    /// <summary>Who asked, and of which setting, in words.</summary>
    public required string AskedBy { get; init; }

    /// <summary>A code of <see cref="Askers"/>.</summary>
    public required string ToldBy { get; init; }

    public required string Sector { get; init; }

    public required string Question { get; init; }

    /// <summary>A code of <see cref="Advices"/>.</summary>
    public required string Advice { get; init; }

    public required string Words { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    /// <summary>Says that it was given; kept to the circle, and counted over everybody.</summary>
    public Outcome<Consultation> Given(Actor by)
    {
        if (OnDate > London.DateOf(At)) { return new Refusal("On", "The day must be today or in the past"); }
        Happened(AllegationFacts.Of("allegation.consulted", Id, Area, Moment.On(OnDate), by, ("sector", Sector), ("told-by", ToldBy), ("advice", Advice)));
        return this;
    }
}

/// <summary>Facts of this module are the circle's.</summary>
internal static class AllegationFacts
{
    /// <summary>The circle of the designated officers.</summary>
    public const string Circle = "allegations";

    public static Fact Of(string kind, Guid source, string area, Moment on, Actor by, params (string Field, string Code)[] said) => new()
    {
        Kind = kind,
        SourceId = source,
        Area = area,
        Agency = by.Agency,
        Occurred = on,
        VisibleTo = Circle,
        Details = [.. said.Select(s => new FactDetail { Field = s.Field, Code = s.Code })],
    };
}
