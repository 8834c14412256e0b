using Npgsql;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Storage;
using Trellis.Practice;

namespace Trellis.Modules.Duplicates;

/// <param name="Pairs">Pairs two people reviewed.</param>
/// <param name="Alike">Of them, those of which both said the same.</param>
/// <param name="Kappa">Null where there are too few pairs, or it says nothing.</param>
public sealed record HowFar(string Area, string Year, long Pairs, long Alike, double? Kappa, bool TooFew);

/// <summary>How far first and second reviewers agree, in an area and a financial year, counted from facts as figures are.</summary>
public sealed class ReviewersAgree(Database database, PracticeModel practice)
{
    /// <summary>So many pairs, or no number: as the figure has it.</summary>
    public int Fewest => practice.Figures.Where(f => f.Id == "reviewers-kappa").Select(f => f.Fewest).DefaultIfEmpty(20).First();

    public async Task<IReadOnlyList<HowFar>> ReadAsync(IReadOnlyCollection<string> areas, CancellationToken stop = default)
    {
        var said = new List<(string Area, int Year, string First, string Second, long Times)>();
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("""
            select f.area, extract(year from f.occurred_on - interval '3 months')::int, a.code, b.code, count(*)
            from record.effective f join record.fact_detail a on a.fact_id = f.id and a.field = 'first' join record.fact_detail b on b.fact_id = f.id and b.field = 'second'
            where f.kind = $1 and f.area = any($2) group by 1, 2, 3, 4
            """);
        ask.Parameters.Add(new NpgsqlParameter { Value = PossiblePair.ReviewedAgain });
        ask.Parameters.Add(new NpgsqlParameter { Value = areas.ToArray() });
        await using (var row = await ask.ExecuteReaderAsync(stop))
        {
            while (await row.ReadAsync(stop)) { said.Add((row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetInt64(4))); }
        }

        return [.. said.GroupBy(s => (s.Area, s.Year)).OrderByDescending(g => g.Key.Year).ThenBy(g => g.Key.Area, StringComparer.Ordinal).Select(g =>
        {
            var (pairs, alike) = (g.Sum(s => s.Times), g.Where(s => s.First == s.Second).Sum(s => s.Times));
            var tooFew = pairs < Fewest;
            return new HowFar(g.Key.Area, Period.Financial(new DateOnly(g.Key.Year, 4, 1)), pairs, alike, tooFew ? null : Kappa.Of([.. g.Select(s => (s.First, s.Second, s.Times))]), tooFew);
        })];
    }
}
