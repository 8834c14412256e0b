using Trellis.Platform.Storage;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Public;

/// <summary>In which areas and years a census or a feed was taken in: what is counted there is what it says, which compares with another such and not with casework.</summary>
public sealed class CensusYears(Database database, PracticeModel practice)
{
    public const string Words = "Counted from the children in need census";
    public const string FeedWords = "Counted from the standard data set";

    private static readonly string[] Kinds = [CensusCodes.Referral, CensusCodes.Assessment, CensusCodes.NeedPlan, CensusCodes.Closure, CensusCodes.Conference, CensusCodes.ReviewHeld];
    private static readonly string[] Statuses = ["child-in-need", "child-protection-plan"];
    private static readonly string[] Timescales = ["child-in-need.single-assessment", "child-protection.initial-conference", "child-protection.first-review", "child-protection.next-review"];

    /// <summary>In which areas and years, as 2025-26, a figure is counted from what was taken in and stands, and the words for it.</summary>
    public async Task<IReadOnlyDictionary<(string Area, string Year), string>> BasisAsync(Figure figure, CancellationToken stop = default)
    {
        var (census, kinds) = (Tells(figure), KindsOf(figure));
        var basis = new Dictionary<(string, string), string>();
        if (kinds.Count == 0) { return basis; }
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("""
            select distinct f.area, left(d.code, 7), d.field, substr(d.code, 9) from record.fact f join record.fact_detail d on d.fact_id = f.id and d.field in ('year', 'told-of')
            where f.kind = 'return.taken-in' and not exists (select from record.fact u where u.kind = 'return.undone' and u.source_id = f.source_id)
            """);
        await using var row = await ask.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            var (key, isCensus) = ((row.GetString(0), row.GetString(1)), row.GetString(2) == "year");
            if (isCensus ? census : kinds.Contains(row.GetString(3))) { basis[key] = basis.TryGetValue(key, out var said) && said != (isCensus ? Words : FeedWords) ? $"{Words} and the standard data set" : isCensus ? Words : FeedWords; }
        }

        return basis;
    }

    private static bool Tells(Figure figure) =>
        figure.Counts is FactPattern { Kind: var kind } && Kinds.Contains(kind) || (figure.Status is { } status && Statuses.Contains(status)) || (figure.Timescale is { } timescale && Timescales.Contains(timescale));

    /// <summary>The kinds of facts it counts, or that begin and end the statuses and clocks it counts.</summary>
    private HashSet<string> KindsOf(Figure figure)
    {
        var status = practice.Statuses.FirstOrDefault(s => s.Id == figure.Status);
        var clock = practice.Timescales.FirstOrDefault(t => t.Id == figure.Timescale);
        IEnumerable<Pattern> patterns = [.. new[] { figure.Counts, figure.Of }.OfType<Pattern>(), .. status?.Starts ?? [], .. status?.Ends ?? [], .. clock?.From ?? [], .. clock?.Until ?? []];
        return [.. patterns.OfType<FactPattern>().Select(p => p.Kind).Where(k => !k.StartsWith("person.", StringComparison.Ordinal))];
    }
}
