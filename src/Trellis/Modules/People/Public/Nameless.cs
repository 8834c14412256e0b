using Npgsql;
using NpgsqlTypes;
using Trellis.Practice;

namespace Trellis.Modules.People.Public;

/// <summary>Somebody known by a number alone and somebody whose name is known who are the same in what a rule asks for.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Recorded">Whose name is known, of the area.</param>
/// <param name="OfYear">Of them, those born in the year.</param>
/// <param name="Crowd">Of these, those of the same sex and ethnic group, as far as the rule asks for them.</param>
public sealed record NamelessPair(Guid Nameless, Guid Other, NamelessRule Rule, long Recorded, long OfYear, long Crowd)
{
    /// <summary>How many others would have the birth date by chance.</summary>
    public double Expected => Crowd / DaysOfYear;

    internal const double DaysOfYear = 365.25;
}

/// <summary>Whom those known by a number alone may be, by the rules of the practice model: they have no name to be compared by. For the system, told of everybody.</summary>
public static class Nameless
{
    private const string Asked = "($1::uuid[] is null or n.id = any($1) or o.id = any($1))";

    // Listed under their number, as an agency told of them, until somebody knows their name.
    private const string Both = """
        with n as materialized (select p.id, p.area, p.born, p.born_as, p.sex, p.ethnic_group from people.person p
          where p.identity = 'unknown' and exists (select from people.source_record s where s.person_id = p.id and s.number = p.family_name)),
        o as materialized (select p.id, p.area, p.born, p.born_as, p.sex, p.ethnic_group from people.person p where p.identity <> 'unknown')
        """;

    /// <param name="asked">Pairs of whom one is among these; null: all.</param>
    public static async Task<IReadOnlyList<NamelessPair>> PairsAsync(NpgsqlConnection connection, IEnumerable<NamelessRule> rules, Guid[]? asked, CancellationToken stop = default)
    {
        var pairs = new List<NamelessPair>();
        foreach (var rule in rules)
        {
            await using var ask = new NpgsqlCommand(rule.ByChance is { } ? ByDescription(rule) : ByNumber(rule), connection)
            {
                CommandTimeout = 0,
                Parameters = { new() { Value = asked is null ? DBNull.Value : asked, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, new() { Value = (rule.ByChance ?? 1) * NamelessPair.DaysOfYear } },
            };
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) { pairs.Add(new NamelessPair(row.GetGuid(0), row.GetGuid(1), rule, row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))); }
        }

        return pairs;
    }

    /// <summary>What else is asked for besides a birth date or a number, of two who both have it.</summary>
    private static string Alike(NamelessRule rule) => string.Concat(rule.Same.Select(f => f switch
    {
        NamelessRule.BirthDate => " and o.born = n.born and n.born_as = 'day' and o.born_as = 'day'",
        NamelessRule.Sex => " and o.sex = n.sex and n.sex in ('F', 'M')",
        NamelessRule.EthnicGroup => " and o.ethnic_group = n.ethnic_group and n.ethnic_group not in ('NOBT', 'REFU')",
        _ => "",
    }));

    /// <summary>A council's own number is another child's in another area; a pupil number is not.</summary>
    private static string ByNumber(NamelessRule rule)
    {
        var (kind, area) = rule.Same.Contains(NamelessRule.Upn) ? ("upn", "") : ("social-care", " and o.area = n.area");
        return $"""
            {Both}
            select distinct n.id, o.id, 0::bigint, 0::bigint, 0::bigint from n
            join people.identifier a on a.person_id = n.id and a.kind = '{kind}' and a.corrected_at is null
            join people.identifier b on b.kind = a.kind and b.value = a.value and b.corrected_at is null
            join o on o.id = b.person_id{area}{Alike(rule)}
            where {Asked} and $2 > 0
            """;
    }

    private static string ByDescription(NamelessRule rule)
    {
        var crowd = string.Concat(rule.Same.Where(f => f is not NamelessRule.BirthDate).Select(f => f is NamelessRule.Sex ? ", sex" : ", ethnic_group"));
        return $"""
            {Both},
            crowd as (select o.area, extract(year from o.born)::int as year{crowd}, count(*) as many from o where o.born is not null group by o.area, extract(year from o.born)::int{crowd}),
            years as (select o.area, extract(year from o.born)::int as year, count(*) as many from o where o.born is not null group by o.area, extract(year from o.born)::int),
            met as (select n.id as one, o.id as other, o.area, o.born, o.sex, o.ethnic_group, count(*) over (partition by n.id) as could_be from n join o on o.area = n.area{Alike(rule)})
            select m.one, m.other, (select count(*) from o where o.area = m.area), y.many, c.many from met m
            join n on n.id = m.one join o on o.id = m.other
            join years y on y.area = m.area and y.year = extract(year from m.born)::int
            join crowd c on c.area = m.area and c.year = y.year{(rule.Same.Contains(NamelessRule.Sex) ? " and c.sex = m.sex" : "")}{(rule.Same.Contains(NamelessRule.EthnicGroup) ? " and c.ethnic_group = m.ethnic_group" : "")}
            where m.could_be = 1 and c.many <= $2 and {Asked}
            """;
    }
}
