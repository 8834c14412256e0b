using System.Collections.Immutable;

namespace Trellis.Platform.Timescales;

/// <summary>
/// One period of a status of a person in an area. It holds from <see cref="Start"/> up to, not including, <see cref="End"/>:
/// the day it ends on is no longer in it, so one may begin on the day the last one ended. Stored as two dates and
/// <c>daterange(start, end, '[)')</c>: a period that ends on the day it began is an empty range there, which overlaps nothing,
/// while its two dates, its facts and its place in the count stay on record.
/// </summary>
/// <param name="FromFactId">The fact that began it.</param>
/// <param name="ToFactId">The fact that ended it; null while it is open.</param>
/// <param name="OriginId">Of the fact that began it.</param>
/// <param name="InitialCategory">As the fact that began it said; several codes joined by <c>+</c>.</param>
/// <param name="LatestCategory">As last said while it lasted.</param>
/// <param name="Previous">How many periods of this status the person had before in this area; 0 for the first.</param>
/// <param name="Absorbed">Facts that would have begun it while it was already open: for two records found to be one person, work for somebody.</param>
/// <param name="VisibleTo">The circle that alone may see it, from the fact that began it; null for whoever may see the matter.</param>
public sealed record StatusPeriod(
    string StatusId,
    Guid? PersonId,
    string Area,
    Guid FromFactId,
    Guid? ToFactId,
    Guid? MatterId,
    Guid? OriginId,
    DateOnly Start,
    DateOnly? End,
    string? InitialCategory,
    string? LatestCategory,
    int Previous,
    ImmutableArray<Guid> Absorbed,
    string? VisibleTo)
{
    /// <summary>It ended on the day it began.</summary>
    public bool IsEmpty => End == Start;

    public bool IsOpen => End is null;

    public bool OpenOn(DateOnly day) => Start <= day && (End is not { } end || day < end);
}
