using Trellis.Platform.Timescales;

namespace Trellis.Platform.Record;

/// <summary>A status period as kept, worked out from facts.</summary>
public sealed record StatusRow
{
    public Guid Id { get; init; }

    public Guid PersonId { get; init; }

    public required string Area { get; init; }

    /// <summary>The status, for example <c>child-in-need</c>.</summary>
    public required string Kind { get; init; }

    public string? VisibleTo { get; init; }

    public DateOnly StartsOn { get; init; }

    /// <summary>The first day it no longer holds.</summary>
    public DateOnly? EndsOn { get; init; }

    public Guid StartedBy { get; init; }

    public Guid? EndedBy { get; init; }

    public string? Category { get; init; }

    public string? LatestCategory { get; init; }

    /// <summary>How many periods of this kind came before.</summary>
    public int Previous { get; init; }

    internal static StatusRow Of(StatusPeriod period, Guid person, string area) => new()
    {
        PersonId = person,
        Area = area,
        Kind = period.StatusId,
        VisibleTo = period.VisibleTo,
        StartsOn = period.Start,
        EndsOn = period.End,
        StartedBy = period.FromFactId,
        EndedBy = period.ToFactId,
        Category = period.InitialCategory,
        LatestCategory = period.LatestCategory,
        Previous = period.Previous,
    };
}
