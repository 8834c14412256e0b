using Trellis.Access;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>A page of a chronology: who may write in it, and for which agency.</summary>
public abstract class ChronologyPage(ReviewDesk desk) : ReviewPage(desk)
{
    /// <summary>They write for any agency; others for their own, if it was asked.</summary>
    public bool WritesForAll => May(ActWords.ShareChronology);

    public bool MayWrite => Actor.May(ActWords.WriteEntry) && Matter.ClosedAt is null && (WritesForAll || (Review?.SharedAt is null && Actor.Agency is { } own && AskedAgencies.Contains(own) && Actor.Areas.Contains(Matter.Area)));

    public string Chronology => $"{Here}/chronology";

    /// <summary>The agency that is written for; null: none that they may write for.</summary>
    protected string? For(string chosen) => WritesForAll ? AgencyTitles.ContainsKey(chosen) ? chosen : null : Actor.Agency;
}
