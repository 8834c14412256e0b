using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Footprint.Handing;

/// <summary>What agencies that ended had open went to the one that took their place. Never changed.</summary>
public sealed class Handover : Entity
{
    /// <summary>The areas whoever did it acts in: of others nobody handed anything over.</summary>
    public required string[] Areas { get; init; }

    /// <summary>Its id in the footprint.</summary>
    public required string Change { get; init; }

    /// <summary>Those that ended, by their codes in the register; that of the one they became is <see cref="Became"/>.</summary>
    public required string[] Agencies { get; init; }

    public required string Became { get; init; }

    /// <summary>How many actions, and how many times an agency was let into a matter.</summary>
    public required int Actions { get; init; }

    public required int Matters { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public static Handover Of(FootprintChange change, string[] agencies, string became, int actions, int matters, Actor by, DateTimeOffset at)
    {
        var handed = new Handover { Areas = [.. by.Areas], Change = change.Id, Agencies = agencies, Became = became, Actions = actions, Matters = matters, At = at, ById = by.UserId };
        handed.Happened(new Fact
        {
            Kind = "footprint.handed-over",
            Area = by.Areas[0],
            Agency = by.Agency,
            Occurred = Moment.Exactly(at),
            SourceId = handed.Id,
            Details =
            [
                new FactDetail { Field = "change", Code = change.Id },
                new FactDetail { Field = "agency", Code = became },
                new FactDetail { Field = "actions", Code = actions.ToString(CultureInfo.InvariantCulture) },
                new FactDetail { Field = "matters", Code = matters.ToString(CultureInfo.InvariantCulture) },
            ],
        });
        return handed;
    }
}
