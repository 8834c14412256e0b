using Npgsql;
using Trellis.Matching.Index;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.Public;

/// <summary>
/// Everybody, by each way they are known: every name, address and number that was not found to be wrong, and the pupil numbers agencies gave for them. What is read is what the
/// connection was told it may see: told that the system asks, everybody, and of confidential addresses nothing.
/// </summary>
public static class EveryName
{
    /// <summary>Raised when people are put together differently: what was kept of them before is then of no use.</summary>
    public const int Edition = 3;

    /// <summary>Of one person: more ways than these make no difference to whether they are found.</summary>
    private const int Most = 16;

    private const string Read = """
        select p.id, p.given_name, p.family_name, p.born, p.born_as, p.sex, p.address, p.postcode, p.school,
          array(select concat(n.given_name, e'\x1f', n.family_name) from people.name n where n.person_id = p.id and n.corrected_at is null order by n.recorded_at desc, n.id),
          array(select concat(a.text, e'\x1f', a.postcode) from people.address a where a.person_id = p.id and a.corrected_at is null and coalesce(a.text, a.postcode) is not null and a.visible_to is null order by a.recorded_at desc, a.id),
          array(select concat(i.kind, e'\x1f', i.value) from people.identifier i where i.person_id = p.id and i.corrected_at is null and i.kind in ('nhs', 'upn', 'former-upn') order by i.kind desc, i.recorded_at desc, i.id)
            || array(select distinct concat('upn', e'\x1f', upper(coalesce(s.said ->> 'UPN', s.said ->> 'upn'))) from people.source_record s where s.person_id = p.id and coalesce(s.said ->> 'UPN', s.said ->> 'upn') is not null),
          p.identity = 'unknown' and exists (select from people.source_record s where s.person_id = p.id and s.number = p.family_name)
        from people.person p
        """;

    /// <summary>All there are, one after another as they are read.</summary>
    /// <param name="numbers">Whether a number somebody is listed under, until their name is known, stands for a name: for whoever types it, and not where people are compared.</param>
    public static IAsyncEnumerable<(Guid Id, Known[] Ways)> AllAsync(NpgsqlConnection connection, bool numbers = true, CancellationToken cancellationToken = default) => ReadAsync(new NpgsqlCommand(Read, connection) { CommandTimeout = 0 }, numbers, cancellationToken);

    /// <summary>Those of them that are there.</summary>
    public static IAsyncEnumerable<(Guid Id, Known[] Ways)> OfAsync(NpgsqlConnection connection, Guid[] people, bool numbers = true, CancellationToken cancellationToken = default) =>
        ReadAsync(new NpgsqlCommand($"{Read} where p.id = any($1)", connection) { Parameters = { new() { Value = people } } }, numbers, cancellationToken);

    /// <summary>First and middle names are compared apart: brothers may both be Muhammad.</summary>
    public static (string Given, string? Middle) Apart(string names)
    {
        var words = names.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (words.Length > 0 ? words[0] : "", words.Length > 1 ? words[1] : null);
    }

    private static async IAsyncEnumerable<(Guid Id, Known[] Ways)> ReadAsync(NpgsqlCommand ask, bool numbers, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (ask)
        {
            await using var row = await ask.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) { yield return (row.GetGuid(0), Ways(row, numbers)); }
        }
    }

    private static Known[] Ways(NpgsqlDataReader row, bool asNames)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        var (names, addresses, numbers) = (Pairs(row, 9), Pairs(row, 10), Pairs(row, 11));
        var listed = new Known(
            BirthDate: row.IsDBNull(3) ? null : Born(row.GetFieldValue<DateOnly>(3), row.GetString(4)), Sex: row.GetString(5),
            Address: Text(6), Postcode: Text(7), School: Text(8),
            NhsNumber: numbers.Find(n => n.One is "nhs").Other, Upn: numbers.Find(n => n.One is "upn").Other);
        var ways = new List<Known>();
        var spoken = new HashSet<(string, string)>();
        foreach (var (given, family) in asNames || !row.GetBoolean(12) ? names.Prepend((row.GetString(1), row.GetString(2))) : names.DefaultIfEmpty((null, null)))
        {
            if (!spoken.Add((given ?? "", family ?? ""))) { continue; }
            var (first, middle) = Apart(given ?? "");
            ways.Add(listed with { GivenName = first, MiddleNames = middle, FamilyName = family });
        }

        // An estimate may be a year out either way, and should not speak against whoever knows better.
        if (listed.BirthDate is not null && row.GetString(4) is Ages.Estimated)
        {
            foreach (var year in new[] { -1, 1 }) { ways.Add(ways[0] with { BirthDate = Born(row.GetFieldValue<DateOnly>(3).AddYears(year), Ages.Estimated) }); }
        }

        foreach (var (text, postcode) in addresses.FindAll(a => a.One != listed.Address || a.Other != listed.Postcode)) { ways.Add(ways[0] with { Address = text, Postcode = postcode }); }
        foreach (var (kind, value) in numbers.FindAll(n => n.Other != listed.NhsNumber && n.Other != listed.Upn)) { ways.Add(kind is "nhs" ? ways[0] with { NhsNumber = value } : ways[0] with { Upn = value }); }
        return [.. ways.Take(Most)];
    }

    /// <summary>As well as it is known: a day that is only a month's is no day.</summary>
    internal static string Born(DateOnly born, string precision) => born.ToString(precision switch { Ages.ToTheDay => "yyyy-MM-dd", "month" or Ages.Expected => "yyyy-MM", _ => "yyyy" }, English.Culture);

    /// <summary>Two texts in one, with a sign between that no form lets in.</summary>
    private static List<(string? One, string? Other)> Pairs(NpgsqlDataReader row, int column) =>
        [.. row.GetFieldValue<string[]>(column).Select(pair => pair.Split('\u001f')).Select(pair => (Filled(pair[0]), Filled(pair[1])))];

    private static string? Filled(string text) => text.Length == 0 ? null : text;
}
