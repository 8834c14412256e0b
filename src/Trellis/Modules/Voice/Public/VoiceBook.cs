using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Voice.Public;

/// <summary>An occasion on which somebody was heard, as other modules show it.</summary>
/// <param name="People">How many took part; null where nobody counted.</param>
/// <param name="State">What came of it, in words.</param>
public sealed record OccasionHeard(string Title, DateOnly On, int? People, string State, bool Answered, string Link);

/// <summary>What was heard, to be shown by other modules: nothing is changed here.</summary>
public sealed class VoiceBook(TrellisDb db)
{
    /// <summary>Occasions on which young scrutineers asked the questions, from day to day, the first first.</summary>
    public async Task<IReadOnlyList<OccasionHeard>> YoungScrutineersAsync(DateOnly from, DateOnly until, CancellationToken stop = default)
    {
        var found = await db.Set<Heard>().AsNoTracking().Include(h => h.CameOf.OrderBy(c => c.OnDay).ThenBy(c => c.At)).Where(h => h.YoungScrutineers && h.OnDay >= from && h.OnDay <= until).OrderBy(h => h.OnDay).ThenBy(h => h.Id).ToListAsync(stop);
        return [.. found.Select(h => new OccasionHeard(h.Title, h.OnDay, h.People, IndexModel.States[h.State].Title, h.State is not "heard", $"/voice/{h.Id}"))];
    }
}
