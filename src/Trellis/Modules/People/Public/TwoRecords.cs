using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Modules.People.Same;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People.Public;

/// <param name="OneHousehold">Somebody recorded both in one household.</param>
/// <param name="Bearer">In whose record what is said of both is said: of a closed one, where the other is open.</param>
public readonly record struct UndecidedPair(Guid One, Guid Other, string Area, string OtherArea, Guid Bearer, bool OneHousehold);

/// <param name="Sex">A code of <c>sex</c>.</param>
public sealed record DescribedAs(string Sex, string EthnicGroup);

/// <summary>What is known of two records beside each other, for whoever decides whether they are one person's. Of what the asker may not open it knows nothing.</summary>
public sealed class TwoRecords(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    /// <summary>Of all records that lead to another, which: for the system, which goes through everybody.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> LeadsAsync(CancellationToken cancellationToken = default)
    {
        var steps = await db.Set<SameAs>().AsNoTracking().Where(s => s.JoinedAt != null && s.EndedAt == null).ToDictionaryAsync(s => s.FoldedId, s => s.KeptId, cancellationToken);
        var leads = new Dictionary<Guid, Guid>();
        foreach (var folded in steps.Keys)
        {
            var at = steps[folded];
            while (steps.TryGetValue(at, out var next)) { at = next; }
            leads[folded] = at;
        }

        return leads;
    }

    /// <summary>Those pairs of which nothing is known yet. For the system; anybody else gets none.</summary>
    public async Task<IReadOnlyList<UndecidedPair>> UndecidedAsync(IReadOnlyCollection<(Guid One, Guid Other)> pairs, CancellationToken cancellationToken = default)
    {
        var found = new List<UndecidedPair>();
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select one, other, area, other_area, bearer, one_household from people.undecided($1, $2)", own.Connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = pairs.Select(p => p.One).ToArray() }, new() { Value = pairs.Select(p => p.Other).ToArray() } },
        };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) { found.Add(new UndecidedPair(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetGuid(4), row.GetBoolean(5))); }
        return found;
    }

    /// <summary>A record and those that lead to it, without one of them and what leads to that.</summary>
    public async Task<IReadOnlyList<Guid>> RecordsOfAsync(Guid record, Guid not, CancellationToken cancellationToken = default)
    {
        var records = new List<Guid> { record };
        for (var newest = records.ToArray(); newest.Length > 0;)
        {
            newest = await db.Set<SameAs>().AsNoTracking().Where(s => s.JoinedAt != null && s.EndedAt == null && newest.Contains(s.KeptId) && s.FoldedId != not).OrderBy(s => s.JoinedAt).ThenBy(s => s.Id).Select(s => s.FoldedId).ToArrayAsync(cancellationToken);
            records.AddRange(newest);
        }

        return records;
    }

    public Task<DescribedAs?> DescribedAsync(Guid person, CancellationToken cancellationToken = default) =>
        db.People.AsNoTracking().Where(p => p.Id == person).Select(p => new DescribedAs(p.Sex, p.EthnicGroup)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>What was said of the two and holds, or waits for a second person: the link of one person, and that they are two.</summary>
    public async Task<(Guid? Joined, Guid? Apart)> SaidAsync(Guid one, Guid other, CancellationToken cancellationToken = default)
    {
        var joined = await db.Set<SameAs>().Where(s => s.EndedAt == null && ((s.FoldedId == one && s.KeptId == other) || (s.FoldedId == other && s.KeptId == one))).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancellationToken);
        var apart = await db.Set<DifferentFrom>().Where(d => d.EndedAt == null && ((d.OneId == one && d.OtherId == other) || (d.OneId == other && d.OtherId == one))).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancellationToken);
        return (joined, apart);
    }

    /// <summary>Each says who the other is. Within the act under way; the caller saves.</summary>
    /// <param name="kind">What the other is to the one: a code of <c>relationship</c>.</param>
    public async Task<Outcome<bool>> RelateAsync(Guid one, Guid other, string kind, CancellationToken cancellationToken = default)
    {
        var both = await db.People.Include(p => p.Relationships).Where(p => p.Id == one || p.Id == other).ToListAsync(cancellationToken);
        if (both.Count < 2) { return new Refusal("", RecordTies.NotThere); }
        var inverse = practice.Codes["relationship"].Find(kind)?.Inverse ?? kind;
        return both.First(p => p.Id == one).Relate(both.First(p => p.Id == other), kind, inverse, null, null, null, clock.Today, clock.Now, db.Acting.Actor.Agency).Refused(out var why) ? why : true;
    }

    /// <summary>One of them is closed to all but some: a second person has to agree to join or part them.</summary>
    public async Task<bool> NeedsSecondAsync(Guid one, Guid other, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select people.is_closed($1)", own.Connection) { Parameters = { new() { Value = new[] { one, other } } } };
        return await ask.ExecuteScalarAsync(cancellationToken) is true;
    }
}
