using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>What could tell who the people of a review are: theirs, their household's and their relatives', as far as the asker may see it.</summary>
public sealed class Telltales(TrellisDb db, PeopleRegister people, PersonDetails details)
{
    public async Task<IReadOnlyList<Telltale>> OfAsync(MatterDetail matter, CancellationToken stop = default)
    {
        var found = new List<Telltale> { new("reference", matter.Reference, "The matter") };
        var theirs = new Dictionary<Guid, IReadOnlyList<PersonDetail>>();
        foreach (var person in matter.People) { theirs[person] = await details.OfAsync([person], stop); }
        var near = theirs.Values.SelectMany(d => d).Where(d => d.Part is "relationship").Select(d => d.Other).OfType<Guid>();
        var around = (await people.OfAsync(matter.People.Concat(near), stop)).Concat(await people.HouseholdsOfAsync(matter.People, stop)).DistinctBy(p => p.Id);
        foreach (var person in around)
        {
            found.Add(new Telltale("name", person.Name, person.Name));
            found.Add(new Telltale("reference", person.Reference, person.Name));
            if (person.Born is { } born) { found.Add(new Telltale("birth-date", born.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), person.Name)); }
            if (person.Where is { } where && !person.HasConfidentialAddress) { found.Add(new Telltale("address", where, person.Name)); }
            foreach (var detail in theirs.TryGetValue(person.Id, out var held) ? held : await details.OfAsync([person.Id], stop))
            {
                if (Kind(detail) is { } kind) { found.Add(new Telltale(kind, detail.Text, person.Name)); }
            }
        }

        return found;
    }

    /// <summary>Places in a draft that nobody has decided, and those that were.</summary>
    public async Task<IReadOnlyList<(Hit Hit, DecidedHit? Decided)>> InAsync(ReviewDraft draft, MatterDetail matter, CancellationToken stop = default)
    {
        var decided = await db.Set<DecidedHit>().AsNoTracking().Where(h => h.DraftId == draft.Id).ToListAsync(stop);
        var hits = Anonymity.Find($"{draft.Title}\n{draft.Text}", await OfAsync(matter, stop));
        return [.. hits.Select(h => (h, decided.Find(d => d.Start == h.Start && d.Length == h.Length && d.Kind == h.Kind)))];
    }

    private static string? Kind(PersonDetail detail) => detail.Part switch
    {
        "name" => "name",
        "address" => "address",
        "number" => "reference",
        "place" => "school",
        _ => null,
    };
}
