using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Same;

namespace Trellis.Modules.People.Public;

/// <summary>
/// What belongs to one person, as far as the asker may open it: the records that are said to be theirs, without the matters of those
/// that are about somebody else, and with those of others that are about them.
/// </summary>
/// <param name="Kept">The record all of them are shown with.</param>
/// <param name="Records">Every record of theirs, the kept one first.</param>
/// <param name="Given">Matters in these records that are about somebody else.</param>
/// <param name="Taken">Matters about them in the record of somebody else: the matter, and whose.</param>
public sealed record Belonging(Guid Kept, IReadOnlyList<Guid> Records, IReadOnlyList<Guid> Given, IReadOnlyList<(Guid Matter, Guid Of)> Taken)
{
    public static Belonging Of(Guid person) => new(person, [person], [], []);

    /// <summary>Whether a fact, a status or a clock of somebody's record in a matter is about this person.</summary>
    public bool Has(Guid person, Guid? matter) =>
        (Records.Contains(person) && (matter is not { } m || !Given.Contains(m))) || (matter is { } taken && Taken.Contains((taken, person)));

    /// <summary>Records in which something of theirs stands.</summary>
    public IReadOnlyList<Guid> Everywhere => [.. Records.Concat(Taken.Select(t => t.Of)).Distinct()];
}

/// <summary>Which records are about one person. Nobody is told of a record they may not open: to them it is not joined.</summary>
public sealed class OnePerson(TrellisDb db)
{
    public async Task<Belonging> OfAsync(Guid person, CancellationToken cancellationToken = default)
    {
        var kept = (await KeptAsync([person], cancellationToken)).GetValueOrDefault(person, person);
        var records = new List<Guid> { kept };
        for (var newest = records.ToArray(); newest.Length > 0;)
        {
            newest = await InForce().Where(s => newest.Contains(s.KeptId)).OrderBy(s => s.JoinedAt).ThenBy(s => s.Id).Select(s => s.FoldedId).ToArrayAsync(cancellationToken);
            records.AddRange(newest);
        }

        var splits = await db.Set<Split>().AsNoTracking().Where(s => s.JoinedAt != null && s.EndedAt == null && (records.Contains(s.FromId) || records.Contains(s.ToId))).ToListAsync(cancellationToken);
        return new Belonging(
            kept, records,
            [.. splits.Where(s => !records.Contains(s.ToId)).SelectMany(s => s.Matters).Distinct()],
            [.. splits.Where(s => !records.Contains(s.FromId)).SelectMany(s => s.Matters.Select(m => (m, s.FromId))).Distinct()]);
    }

    /// <summary>Of those that are folded into another record, which; the others are not in it.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> KeptAsync(IEnumerable<Guid> people, CancellationToken cancellationToken = default)
    {
        var asked = people.Distinct().ToArray();
        var leads = asked.ToDictionary(p => p, p => p);
        while (leads.Count > 0)
        {
            var at = leads.Values.Distinct().ToArray();
            var next = await InForce().Where(s => at.Contains(s.FoldedId)).ToDictionaryAsync(s => s.FoldedId, s => s.KeptId, cancellationToken);
            if (next.Count == 0) { break; }
            foreach (var person in asked) { leads[person] = next.GetValueOrDefault(leads[person], leads[person]); }
        }

        return leads.Where(l => l.Key != l.Value).ToDictionary(l => l.Key, l => l.Value);
    }

    /// <summary>Of each of these, which are kept, the records that lead to it; themselves are not among them.</summary>
    public async Task<IReadOnlyList<(Guid Record, Guid Kept)>> LeadingToAsync(IEnumerable<Guid> kept, CancellationToken cancellationToken = default)
    {
        var found = new List<(Guid Record, Guid Kept)>();
        for (var at = kept.Distinct().ToDictionary(k => k, k => k); at.Count > 0;)
        {
            var ids = at.Keys.ToArray();
            var next = await InForce().Where(s => ids.Contains(s.KeptId)).Select(s => new { s.FoldedId, s.KeptId }).ToListAsync(cancellationToken);
            found.AddRange(next.Select(n => (n.FoldedId, at[n.KeptId])));
            at = next.ToDictionary(n => n.FoldedId, n => at[n.KeptId]);
        }

        return found;
    }

    private IQueryable<SameAs> InForce() => db.Set<SameAs>().AsNoTracking().Where(s => s.JoinedAt != null && s.EndedAt == null);
}
