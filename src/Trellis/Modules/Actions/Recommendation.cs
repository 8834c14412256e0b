using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Actions;

/// <summary>What a body recommended to another, and what that answered.</summary>
public sealed class Recommendation : Entity, IEdited
{
    public required string[] Areas { get; init; }

    /// <summary>Who recommended it.</summary>
    public Guid? BodyId { get; init; }

    /// <summary>To whom, as written.</summary>
    public required string Recipient { get; init; }

    public string Number { get; init; } = "";

    public DateOnly? MadeOn { get; init; }

    public required string Text { get; init; }

    /// <summary>Empty until they answer.</summary>
    public string Response { get; private set; } = "";

    public string? Origin { get; init; }

    public string Document { get; init; } = "";

    public int? Line { get; init; }

    public int Edition { get; private set; }

    public Recommendation Made(DateTimeOffset at, string? by)
    {
        Happened(Of("recommendation.made", MadeOn is { } on ? Moment.On(on) : Moment.Exactly(at), by));
        return this;
    }

    public void Answered(string response, DateTimeOffset at, string? by)
    {
        Response = response.Trim();
        Happened(Of("recommendation.answered", Moment.Exactly(at), by));
    }

    private Fact Of(string kind, Moment at, string? by) => new() { Kind = kind, SourceId = Id, Area = Areas[0], Agency = by, Occurred = at };
}
