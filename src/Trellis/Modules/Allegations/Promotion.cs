using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Allegations;

/// <summary>Who was told of the designated officer: when, how, of which sector, how many.</summary>
public sealed class Promotion : Entity
{
    public const int MostReached = 100_000;
    public const int LongestWords = 1000;

    public required string Area { get; init; }

    public required DateOnly OnDate { get; init; }

    /// <summary>A way of <c>practice/allegations.yaml</c>.</summary>
    public required string Kind { get; init; }

    public required string Sector { get; init; }

    public required int Reached { get; init; }

    public required string Words { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public Outcome<Promotion> Done(Actor by)
    {
        if (OnDate > London.DateOf(At)) { return new Refusal("On", "The day must be today or in the past"); }
        if (Reached is < 0 or > MostReached) { return new Refusal("Reached", "How many were reached must be a whole number up to 100,000"); }
        Happened(AllegationFacts.Of("allegation.promoted", Id, Area, Moment.On(OnDate), by, ("kind", Kind), ("sector", Sector), ("reached", Reached.ToString(CultureInfo.InvariantCulture))));
        return this;
    }
}
