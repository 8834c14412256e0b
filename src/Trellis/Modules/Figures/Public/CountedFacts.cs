using Trellis.Platform.Storage;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Public;

/// <summary>One thing counted, by its ids: for the program to draw from, never to be shown.</summary>
/// <param name="Part">The code it is split by; <c>not-known</c> where it has none, empty where nothing is split.</param>
public sealed record CountedFact(Guid Fact, Guid Person, Guid Matter, string Area, string Part);

/// <summary>
/// The facts of a pattern across what a reader may open, as figures count them. Whoever asks draws a sample from them and shows numbers:
/// the ids stay with the program.
/// </summary>
public sealed class CountedFacts(Database database, PracticeModel practice)
{
    /// <summary>What was known at a moment of what happened from a day to a day, in no particular order.</summary>
    /// <param name="then">What must also have happened to the same person in the same matter, or one that came from it; null: nothing.</param>
    /// <param name="by">A coded field of the fact, or <c>person.age-band</c>; null: not split.</param>
    public async Task<IReadOnlyList<CountedFact>> OfAsync(FactPattern what, FactPattern? then, string? by, IReadOnlyCollection<string> areas, DateOnly from, DateOnly until, DateTimeOffset knownAt, CancellationToken stop = default)
    {
        const string Known = "f.recorded <= $1 and not f.void and not exists (select from record.fact c where c.corrects_id = f.id and c.recorded <= $1)";
        var sql = new ConditionSql($"(select f.* from record.fact f where {Known})");
        sql.Add(knownAt);
        var asked = $"{Known} and f.kind = {sql.Add(what.Kind)} and f.area = any({sql.Add(areas.ToArray())}) and f.occurred_on between {sql.Add(from)} and {sql.Add(until)} and f.matter_id is not null and f.person_id is not null and {sql.Of(what.Where, "f")}";
        if (then is not null)
        {
            asked += $" and exists (select from record.fact g where {Known.Replace("f.", "g.", StringComparison.Ordinal)} and g.kind = {sql.Add(then.Kind)} and g.person_id = f.person_id and g.origin_id = f.origin_id and {sql.Of(then.Where, "g")})";
        }

        var part = "''";
        if (by is "person.age-band")
        {
            part = FigureSplit.AgeBand("(select d.code from record.fact p join record.fact_detail d on d.fact_id = p.id and d.field = 'born' where p.kind = 'person.described' and p.person_id = f.person_id and p.recorded <= $1 order by p.recorded desc limit 1)::date", "f.occurred_on", practice);
        }
        else if (by is not null)
        {
            part = $"coalesce((select min(d.code) from record.fact_detail d where d.fact_id = f.id and d.field = {sql.Add(by)}), 'not-known')";
        }

        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand($"select f.id, f.person_id, f.matter_id, f.area, {part} from record.fact f where {asked}");
        foreach (var parameter in sql.Parameters) { ask.Parameters.Add(parameter); }
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<CountedFact>();
        while (await row.ReadAsync(stop)) { found.Add(new CountedFact(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetString(4))); }
        return found;
    }
}
