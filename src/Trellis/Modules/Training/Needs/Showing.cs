using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Needs;

/// <summary>What somebody says to an agency that names them as one of its people: that it may see when they had which training, or that it may not.</summary>
public sealed class Showing : Entity, IEdited
{
    public required string Email { get; init; }

    public required string Agency { get; init; }

    public required string Area { get; init; }

    /// <summary>False: they do not, or are nobody of that agency.</summary>
    public required bool Shows { get; init; }

    public required DateTimeOffset SaidAt { get; init; }

    public DateTimeOffset? TakenBackAt { get; private set; }

    public int Edition { get; private set; }

    public static Showing Say(Worker named, bool shows, DateTimeOffset at)
    {
        var said = new Showing { Email = named.Email, Agency = named.Agency, Area = named.Area, Shows = shows, SaidAt = at };
        said.Say(shows ? "training.showing-agreed" : "training.showing-refused", at);
        return said;
    }

    /// <summary>It holds no longer: they are asked again, or say something else.</summary>
    public Outcome<Showing> TakeBack(DateTimeOffset at)
    {
        if (TakenBackAt is not null) { return new Refusal("", "It was taken back already"); }
        TakenBackAt = at;
        Say("training.showing-taken-back", at);
        return this;
    }

    private void Say(string kind, DateTimeOffset at) => Happened(new Fact { Kind = kind, SourceId = Id, Area = Area, Agency = Agency, Occurred = Moment.Exactly(at) });
}
