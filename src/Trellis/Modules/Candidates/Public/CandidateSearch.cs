using System.Collections.Immutable;
using Trellis.Access;
using Trellis.Matching.Deciding;
using Trellis.Matching.Index;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Candidates.Public;

/// <summary>
/// Who of those known may be the one typed: from the index in memory, or from the database while that is not ready. Whoever is not open
/// to the asker is found as <see cref="PeopleSearch"/> finds them: by name, birth date and number, never by where they live.
/// </summary>
public sealed class CandidateSearch(TrellisDb db, LiveIndex index, PeopleSearch search, PeopleReach reach, PeopleRegister register, OnePerson one, RecordTies ties, CaseworkRegister casework, LondonClock clock, Views views)
{
    /// <summary>So many are shown.</summary>
    public const int Most = 8;

    /// <summary>So many are asked of the index: some of them the asker may not know of.</summary>
    private const int Asked = 40;

    /// <summary>A recorded view of everybody it shows.</summary>
    /// <param name="purpose">The act word it is looked for.</param>
    /// <param name="finished">Somebody pressed a button: that nobody is found is said only once the database has not found them either.</param>
    public async Task<Looked> FindAsync(Typed typed, string purpose, bool finished, CancellationToken cancellationToken = default)
    {
        if (!typed.IsEnough) { return Looked.Nothing; }
        await using var own = await db.OpenAsync(cancellationToken); // told once who asks
        var compared = typed.IsForIndex && await index.FreshAsync();
        var found = compared ? await ByIndexAsync(typed, cancellationToken) : [];
        if (!compared || (finished && found.Count == 0))
        {
            found = await ByDatabaseAsync(typed, cancellationToken);
            compared = compared && found.Count == 0;
        }

        var looked = new Looked([.. found.Take(Most)], compared, found.Count > Most);
        if (compared) { await views.SawAsync("person-search", purpose, [.. looked.People.Select(p => p.Id)], cancellationToken: cancellationToken); } // the database's search has said so itself
        return looked with { People = await WithMattersAsync(looked.People, cancellationToken), Two = await TwoAsync(looked.People, cancellationToken) };
    }

    private async Task<List<Likely>> ByIndexAsync(Typed typed, CancellationToken cancellationToken)
    {
        var candidates = Find(typed, withPlace: true);
        // Of somebody they may not open nobody learns where they live by trying addresses.
        var elsewhere = Find(typed, withPlace: false);
        var told = await reach.OfAsync(candidates.Concat(elsewhere).Select(c => c.Id), cancellationToken);
        var open = candidates.Where(c => told.TryGetValue(c.Id, out var t) && t.Access is Found.Open).ToList();
        var closed = elsewhere.Where(c => c.Probability >= Likely.Possible && c.Guard is not (Guard.Sibling or Guard.TwinOrSibling) && told.TryGetValue(c.Id, out var t) && t.Access is not Found.Open)
            .OrderBy(c => c.Id).Take(Most).ToList();
        var kept = await one.KeptAsync(open.Select(c => c.Id), cancellationToken);
        var people = (await register.OfAsync(open.Select(c => c.Id).Concat(kept.Values), cancellationToken)).ToDictionary(p => p.Id);
        var likely = new List<Likely>();
        foreach (var candidate in open)
        {
            // Of two records of one person the one that is kept is shown, by what was found in either.
            var id = kept.GetValueOrDefault(candidate.Id, candidate.Id);
            if (!people.TryGetValue(id, out var person) || likely.Exists(l => l.Id == id)) { continue; }
            likely.Add(new Likely(id, person.Area, Found.Open, person, candidate.Probability, candidate.Guard, candidate.Why));
        }

        return [.. likely.Take(Most + 1), .. closed.Select(c => new Likely(c.Id, told[c.Id].Area, told[c.Id].Access, null, null, Guard.None, []))];
    }

    /// <summary>Of each of them the likeliest way.</summary>
    private ImmutableArray<Candidate> Find(Typed typed, bool withPlace)
    {
        var ways = typed.Ways(clock.Today, withPlace).ToArray();
        return ways is [var only] ? index.Find(only, Asked) : [.. ways.SelectMany(w => index.Find(w, Asked)).GroupBy(c => c.Id).Select(g => g.MaxBy(c => c.Probability)!).OrderByDescending(c => c.Probability).Take(Asked)];
    }

    private async Task<List<Likely>> ByDatabaseAsync(Typed typed, CancellationToken cancellationToken)
    {
        var number = new[] { typed.NhsNumber, typed.Upn }.FirstOrDefault(n => !string.IsNullOrWhiteSpace(n));
        var hits = new List<Hit>(await search.FindAsync(typed.Name, typed.Day, cancellationToken));
        if (number is not null) { hits.InsertRange(0, (await search.FindAsync(typed.Known().NhsNumber ?? typed.Known().Upn, null, cancellationToken)).Where(h => h.Likeness >= 1)); }
        return [.. hits.Where(h => h.Likeness > .55f).DistinctBy(h => h.Id).OrderBy(h => h.Person is null).Select(h => new Likely(h.Id, h.Area, h.Access, h.Person, null, Guard.None, []))];
    }

    private async Task<IReadOnlyList<Likely>> WithMattersAsync(IReadOnlyList<Likely> people, CancellationToken cancellationToken)
    {
        var open = people.Where(p => p.Person is not null).Select(p => p.Id).ToArray();
        if (open.Length == 0 || !db.Acting.Actor.May(ActWords.ViewMatter)) { return people; }
        var leading = await one.LeadingToAsync(open, cancellationToken);
        var matters = await casework.OpenOfAsync([.. open, .. leading.Select(l => l.Record)], cancellationToken);
        return [.. people.Select(p => p with { Matters = [.. matters.Where(m => m.In.Contains(p.Id) || leading.Any(l => l.Kept == p.Id && m.In.Contains(l.Record)))] })];
    }

    private async Task<(PersonSummary, PersonSummary)?> TwoAsync(IReadOnlyList<Likely> people, CancellationToken cancellationToken)
    {
        if (!db.Acting.Actor.May(ActWords.SamePerson)) { return null; }
        return people.Where(p => p is { Person: not null, Chance: >= Likely.Probable, IsTwin: false, IsSibling: false }).Select(p => p.Person!).ToArray() is [var first, var second, ..]
            && await ties.MayBeOneAsync(first.Id, second.Id, cancellationToken) ? (first, second) : null;
    }
}
