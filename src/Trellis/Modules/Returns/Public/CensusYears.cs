using Trellis.Platform.Storage;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Public;

/// <summary>In which areas and years a census or a feed was taken in: what is counted there is what it says, which compares with another such and not with casework.</summary>
public sealed class CensusYears(Database database)
{
    public const string Words = "Counted from the children in need census";
    public const string FeedWords = "Counted from the standard data set";

    private static readonly string[] Kinds = [CensusCodes.Referral, CensusCodes.Assessment, CensusCodes.NeedPlan, CensusCodes.Closure, CensusCodes.Conference, CensusCodes.ReviewHeld];
    private static readonly string[] Statuses = ["child-in-need", "child-protection-plan"];
    private static readonly string[] Timescales = ["child-in-need.single-assessment", "child-protection.initial-conference", "child-protection.first-review", "child-protection.next-review"];

    private static readonly string[] FeedKinds = [.. Kinds, "front-door.contact", "child-protection.section-47-enquiry", "child-protection.transfer-in-conference", "child-protection.visit", "child-in-need.visit", "care.began", "care.ended", "care.legal-status-changed", "care.placed", "care.reviewed", "care.visited", "leaver.told", "missing.began", "missing.ended"];
    private static readonly string[] FeedStatuses = [.. Statuses, "looked-after", "missing"];
    private static readonly string[] FeedTimescales = [.. Timescales, "child-protection.visit", "child-in-need.visit", "child-in-need.first-care-review", "child-in-need.second-care-review", "child-in-need.later-care-review", "child-in-need.next-care-visit"];

    /// <summary>In which areas and years, as 2025-26, a figure is counted from what was taken in and stands, and the words for it.</summary>
    public async Task<IReadOnlyDictionary<(string Area, string Year), string>> BasisAsync(Figure figure, CancellationToken stop = default)
    {
        var (census, feed) = (Tells(figure, Kinds, Statuses, Timescales), Tells(figure, FeedKinds, FeedStatuses, FeedTimescales));
        var basis = new Dictionary<(string, string), string>();
        if (!feed) { return basis; }
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("""
            select distinct f.area, d.code, d.field from record.fact f join record.fact_detail d on d.fact_id = f.id and d.field in ('year', 'told')
            where f.kind = 'return.taken-in' and not exists (select from record.fact u where u.kind = 'return.undone' and u.source_id = f.source_id)
            """);
        await using var row = await ask.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            var (key, isCensus) = ((row.GetString(0), row.GetString(1)), row.GetString(2) == "year");
            if (!isCensus || census) { basis[key] = basis.TryGetValue(key, out var said) && said != (isCensus ? Words : FeedWords) ? $"{Words} and the standard data set" : isCensus ? Words : FeedWords; }
        }

        return basis;
    }

    private static bool Tells(Figure figure, string[] kinds, string[] statuses, string[] timescales) =>
        figure.Counts is FactPattern { Kind: var kind } && kinds.Contains(kind) || (figure.Status is { } status && statuses.Contains(status)) || (figure.Timescale is { } timescale && timescales.Contains(timescale));
}
