using System.Collections.Immutable;
using Trellis.Matching.Deciding;
using Trellis.Matching.Index;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>What would become of a line of an agency's list.</summary>
/// <param name="Outcome">As <see cref="ListLine.Outcome"/>.</param>
/// <param name="Why">As <see cref="ListLine.Reasons"/>.</param>
/// <param name="Like">The recorded person most like them.</param>
public sealed record ListChoice(ListedPerson Person, string Outcome, string Why, Guid? Like, double? Probability);

/// <summary>
/// Finds who is meant by each line, in the way the front door and <c>link</c> do. Nobody is linked by a machine where two recorded people
/// may be meant, where two lines may mean one person, or where the agency spoke of another under this number; a possible twin is added
/// as somebody else.
/// </summary>
/// <param name="register">Everybody who is recorded and open to whoever takes the list in. Who is added by it goes in as well.</param>
/// <param name="told">Whom the agency spoke of before, by its number, and what it said last.</param>
public sealed class ListMatching(PeopleIndex register, IReadOnlyDictionary<string, (Guid Person, string Said)> told)
{
    private const int Most = 10;

    /// <summary>As <c>link</c> joins by itself.</summary>
    private const double Sure = .92;

    /// <summary>Whom a line was found to mean, or added.</summary>
    private readonly HashSet<Guid> meant = [];

    private readonly HashSet<Guid> added = [];

    public IEnumerable<ListChoice> Decide(IEnumerable<ListedPerson> people)
    {
        // Who is known by the agency's number is known for certain: others on the list are compared with who is left. Of those the most
        // certain first: of two lines that may mean one person the likelier has them.
        var lines = people.ToLookup(p => told.ContainsKey(p.Number));
        foreach (var person in lines[true]) { yield return ToldBefore(person, told[person.Number]); }
        foreach (var (person, found) in lines[false].Select(p => (p, register.Find(p.Known, Most))).OrderByDescending(f => f.Item2.FirstOrDefault()?.Probability ?? 0).ThenBy(f => f.p.Line).ToArray()) { yield return Like(person, found) ?? New(person); }
    }

    private ListChoice ToldBefore(ListedPerson person, (Guid Person, string Said) before)
    {
        var found = register.Find(person.Known, Most).FirstOrDefault(c => c.Id == before.Person);
        if (found is null || found.Guard is Guard.TwinOrSibling or Guard.TwoNumbers) { return new(person, ListLine.Review, "number-of-another", before.Person, found?.Probability); }
        meant.Add(before.Person);
        return new(person, before.Said == person.Said ? ListLine.Unchanged : ListLine.Linked, "number", before.Person, found.Probability);
    }

    /// <summary>Of those recorded before; null when nobody is like them.</summary>
    private ListChoice? Like(ListedPerson person, ImmutableArray<Candidate> found)
    {
        // An agency has a number for each person: who is another line's is this one's only where everything says so.
        var likely = found.Where(c => c.Outcome is Outcome.Same || (c.Outcome is Outcome.Review && !meant.Contains(c.Id))).ToArray();
        if (likely.Length == 0) { return null; }
        var best = likely[0];
        if (meant.Contains(best.Id)) { return new(person, ListLine.Review, "line", best.Id, best.Probability); }
        if (likely.Count(c => c.Outcome is Outcome.Same) > 1) { return new(person, ListLine.Review, "several", best.Id, best.Probability); }
        if (best.Outcome is not Outcome.Same || Share(best, likely) < Sure) { return new(person, ListLine.Review, "alike", best.Id, best.Probability); }
        meant.Add(best.Id);
        return new(person, ListLine.Linked, "same", best.Id, best.Probability);
    }

    private ListChoice New(ListedPerson person)
    {
        var found = register.Find(person.Known, Most);
        if (found.FirstOrDefault(c => c.Outcome is Outcome.Same && added.Contains(c.Id)) is { } line) { return new(person, ListLine.Review, "line", null, line.Probability); }
        var twin = found.FirstOrDefault(c => c.Guard is Guard.TwinOrSibling);
        register.Put(person.NewId, person.Known);
        added.Add(person.NewId);
        return new(person, ListLine.Added, twin is null ? "nobody" : "twin", twin is null || added.Contains(twin.Id) ? null : twin.Id, twin?.Probability);
    }

    /// <summary>That it is this one and neither another nor nobody.</summary>
    private static double Share(Candidate one, Candidate[] all)
    {
        double Odds(Candidate c) => c.Probability / Math.Max(1e-9, 1 - c.Probability);
        return Odds(one) / (1 + all.Sum(Odds));
    }
}
