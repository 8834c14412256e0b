using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Duplicates.Public;

/// <summary>Possible pairs of those somebody brings in by the thousand.</summary>
public sealed class PairsOf(TrellisDb db, Finding finding)
{
    private const int AtOnce = 5_000;

    /// <summary>Compares whoever is new or changed, and these, with everybody now instead of at night; acts by itself. Where another process is at it the night does it.</summary>
    public async Task FindAsync(IReadOnlyCollection<Guid> people, CancellationToken stop = default) => await finding.FindAsync(also: people, stop: stop);

    /// <summary>How many pairs of whom one is among these wait for somebody to decide, as far as the asker sees them.</summary>
    public async Task<int> WaitingAsync(IEnumerable<Guid> people, CancellationToken stop = default)
    {
        var waiting = new HashSet<Guid>();
        foreach (var some in people.Chunk(AtOnce)) { waiting.UnionWith(await db.Set<PossiblePair>().Where(p => PossiblePair.Open.Contains(p.State) && (some.Contains(p.OneId) || some.Contains(p.OtherId))).Select(p => p.Id).ToListAsync(stop)); }
        return waiting.Count;
    }
}
