using Npgsql;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.People.Public;

/// <param name="Reference">To quote to whom to contact.</param>
public sealed record KnownHere(string Reference, string Area, string Contact);

/// <summary>
/// What another area is told: that somebody who may be this person is known, and whom to contact; never who they are. The same for
/// a record that is open, out of the asker's reach or restricted; of who is hidden, nothing. A recorded view.
/// </summary>
public sealed class KnownPeople(TrellisDb db, Views views, PracticeModel practice)
{
    public const int Most = 10;

    /// <summary>The same birth date and a name that is near, or another birth date and very nearly the name: see <c>people.search</c>, which adds a half for the date.</summary>
    private const float Near = 0.8f;

    public async Task<(IReadOnlyList<KnownHere> People, bool More)> FindAsync(string givenName, string familyName, DateOnly born, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        var found = await NearAsync(own.Connection, $"{givenName} {familyName}", born, cancellationToken);
        await views.SawAsync("person-known", ActWords.KnownPerson, found, cancellationToken: cancellationToken);
        var told = await ToldAsync(own.Connection, [.. found.Take(Most)], cancellationToken);
        return (told, found.Count > Most);
    }

    private static async Task<List<Guid>> NearAsync(NpgsqlConnection connection, string name, DateOnly born, CancellationToken cancellationToken)
    {
        var found = new List<Guid>();
        await using var ask = new NpgsqlCommand("select id from people.search($1, $2, $3) where likeness >= $4 order by likeness desc, id", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = born }, new() { Value = PeopleSearch.Most }, new() { Value = Near } },
        };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) { found.Add(row.GetGuid(0)); }
        return found;
    }

    private async Task<List<KnownHere>> ToldAsync(NpgsqlConnection connection, Guid[] people, CancellationToken cancellationToken)
    {
        var told = new List<KnownHere>();
        await using var ask = new NpgsqlCommand("""
            select r.reference, r.area from unnest($1) with ordinality asked (id, place) join people.references_of($1) r on r.id = asked.id order by asked.place
            """, connection) { Parameters = { new() { Value = people } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var area = row.GetString(1);
            told.Add(new KnownHere(row.GetString(0), area, $"The front door of {practice.AreaTitle(area)}"));
        }

        return told;
    }
}
