using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Candidates;

/// <summary>Somebody was typed, and is none of those who were found; or nobody like them was.</summary>
public sealed class RuledOut : Entity
{
    public const string Kind = "person.ruled-out";

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public required Guid ById { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <param name="shown">Ids alone. Whoever is disposed of takes the fact along, as one that names them.</param>
    /// <param name="sources">Of each source that was asked what came of it: <c>nhs</c>, <c>not-checked</c>.</param>
    public static RuledOut Begin(Actor by, string area, IReadOnlyCollection<Guid> shown, bool compared, IEnumerable<KeyValuePair<string, string>> sources, DateTimeOffset at)
    {
        var ruled = new RuledOut { Area = area, Agency = by.Agency, ById = by.UserId, At = at };
        ruled.Happened(new Fact
        {
            Kind = Kind,
            SourceId = ruled.Id,
            Area = area,
            Agency = by.Agency,
            Occurred = Moment.Exactly(at),
            // Who was looked at is for those who decide about contacts, and for the agency itself.
            VisibleTo = by.Agency is { } agency ? $"hub,{Actor.AgencyCircle(agency)}" : "hub",
            Details =
            [
                new FactDetail { Field = "found", Code = shown.Count > 0 ? "somebody" : "nobody" },
                new FactDetail { Field = "by", Code = compared ? "index" : "database" },
                .. shown.Distinct().Select(id => new FactDetail { Field = "other", Code = id.ToString() }),
                .. sources.Select(s => new FactDetail { Field = "source", Code = $"{s.Key}:{s.Value}" }),
            ],
        });
        return ruled;
    }
}
