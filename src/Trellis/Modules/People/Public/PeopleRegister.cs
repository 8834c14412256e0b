using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.People.Public;

/// <summary>Who somebody is: all that other modules ask of this one, besides <see cref="PeopleSearch"/>. The asker notes the view.</summary>
public sealed class PeopleRegister(TrellisDb db)
{
    /// <summary>Null: there is nobody, or not for this reader.</summary>
    public async Task<PersonSummary?> FindAsync(Guid person, CancellationToken cancellationToken = default) => (await OfAsync([person], cancellationToken)) is [var found] ? found : null;

    /// <summary>By the reference of their record; null: there is nobody, or not for this reader.</summary>
    public async Task<PersonSummary?> ReferredToAsync(string reference, CancellationToken cancellationToken = default) => Summaries(await db.People.AsNoTracking().Where(p => p.Reference == reference).ToListAsync(cancellationToken)) is [var found] ? found : null;

    /// <summary>The area of somebody known where the asker acts, also when they may not open the record: enough to say something about them. Null: nobody.</summary>
    public Task<string?> WhereKnownAsync(Guid person, CancellationToken cancellationToken = default) =>
        db.Database.SqlQuery<string?>($"select people.known({person}) as \"Value\"").SingleAsync(cancellationToken);

    /// <summary>Those of them the reader may see, the oldest first.</summary>
    public async Task<IReadOnlyList<PersonSummary>> OfAsync(IEnumerable<Guid> people, CancellationToken cancellationToken = default)
    {
        var asked = people.Distinct().ToArray();
        if (asked.Length == 0) { return []; }
        return Summaries(await db.People.AsNoTracking().Where(p => asked.Contains(p.Id)).OrderBy(p => p.Born).ThenBy(p => p.Id).ToListAsync(cancellationToken));
    }

    /// <summary>Who else is recorded in their households, the oldest first.</summary>
    public async Task<IReadOnlyList<PersonSummary>> HouseholdsOfAsync(IEnumerable<Guid> people, CancellationToken cancellationToken = default)
    {
        var asked = people.ToArray();
        var households = db.People.Where(p => asked.Contains(p.Id) && p.HouseholdId != null).Select(p => p.HouseholdId);
        return Summaries(await db.People.AsNoTracking().Where(p => households.Contains(p.HouseholdId) && !asked.Contains(p.Id)).OrderBy(p => p.Born).ThenBy(p => p.Id).ToListAsync(cancellationToken));
    }

    private static PersonSummary[] Summaries(IEnumerable<Person> people) => [.. people.Select(p => p.Summary)];
}
