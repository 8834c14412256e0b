using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>What a number over a stretch of time must say of the partnership having changed meanwhile.</summary>
public static class FootprintCrossing
{
    /// <summary>Changes of the partnership inside a stretch of time that touch what is shown.</summary>
    /// <param name="areas">The areas shown: one that left touches itself, and every whole it was part of; never another area's own numbers.</param>
    /// <param name="byAgency">It is told apart by agency, or made of what agencies gave.</param>
    public static ImmutableArray<FootprintChange> Crossed(this PracticeModel model, DateOnly from, DateOnly to, IReadOnlyCollection<string> areas, bool byAgency = false)
    {
        string[] wholes = [.. areas.Where(a => model.Areas.FirstOrDefault(k => k.Code == a)?.Kind is "partnership" or "total")];
        bool Holds(string area) => areas.Contains(area) || areas.Any(a => model.Areas.FirstOrDefault(k => k.Code == a)?.Kind is "total" || (wholes.Contains(a) && model.PartsOf(a).Contains(area)));
        return [.. model.Footprint.Inside(from, to).Where(c => c.Kind switch
        {
            FootprintKind.AreaJoins or FootprintKind.AreaLeaves => Holds(c.Area!),
            FootprintKind.Form => wholes.Length > 0,
            _ => byAgency && c.Agencies.Any(a => model.Footprint.Agency(a) is { } agency && (agency.Areas.IsEmpty || agency.Areas.Any(Holds))),
        })];
    }

    /// <summary>The first of these stretches that a change touches: it falls in it or right before it; null: it is after all of them.</summary>
    public static int? FirstTouched(FootprintChange change, IReadOnlyList<(DateOnly First, DateOnly Last)> stretches) =>
        Enumerable.Range(0, stretches.Count).Where(i => stretches[i].Last >= change.On).Select(i => (int?)i).FirstOrDefault();
}
