using Npgsql;
using Trellis.Platform.Record;

namespace Trellis.Modules.People.Public;

/// <summary>What a national return asks of who somebody is.</summary>
/// <param name="Number">In the council's own system; where it has none, the reference here.</param>
public sealed record CensusPerson(Guid Id, string Number, string? Upn, string? FormerUpn, DateOnly? Born, DateOnly? Expected, DateOnly? Died, string Sex, string EthnicGroup, string[] Disabilities);

/// <summary>People as national returns ask of them: by numbers, without names.</summary>
public sealed class CensusPeople(RecordDb db)
{
    /// <param name="agency">Whose numbers they go by.</param>
    public async Task<IReadOnlyDictionary<Guid, CensusPerson>> OfAsync(Guid[] people, string agency, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("""
            select p.id, coalesce((select s.number from people.source_record s where s.person_id = p.id and s.agency = $2 and s.number is not null order by s.received_at desc, s.id desc limit 1),
                (select i.value from people.identifier i where i.person_id = p.id and i.kind = 'social-care' and i.agency = $2 and i.corrected_at is null order by i.recorded_at desc limit 1), p.reference),
              (select i.value from people.identifier i where i.person_id = p.id and i.kind = 'upn' and i.corrected_at is null order by i.recorded_at desc limit 1),
              (select i.value from people.identifier i where i.person_id = p.id and i.kind = 'former-upn' and i.corrected_at is null order by i.recorded_at desc limit 1),
              case when p.born_as = 'expected' then null else p.born end, case when p.born_as = 'expected' then p.born end, p.died_on, p.sex, p.ethnic_group,
              array(select distinct t.answer from people.trait t where t.person_id = p.id and t.kind = 'disability' and t.corrected_at is null and t.until_on is null order by 1)
            from people.person p where p.id = any($1)
            """, own.Connection) { Parameters = { new() { Value = people }, new() { Value = agency } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new Dictionary<Guid, CensusPerson>();
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        DateOnly? Day(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
        while (await row.ReadAsync(stop))
        {
            found[row.GetGuid(0)] = new CensusPerson(row.GetGuid(0), row.GetString(1), Text(2), Text(3), Day(4), Day(5), Day(6), row.GetString(7), row.GetString(8), row.GetFieldValue<string[]>(9));
        }

        return found;
    }
}
