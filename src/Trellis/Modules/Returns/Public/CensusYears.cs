using Trellis.Platform.Storage;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Public;

/// <summary>In which areas and years a census was taken in: what is counted there is what the census says, which compares with another census and not with casework.</summary>
public sealed class CensusYears(Database database)
{
    public const string Words = "Counted from the children in need census";

    private static readonly string[] Kinds = [CensusCodes.Referral, CensusCodes.Assessment, CensusCodes.NeedPlan, CensusCodes.Closure, CensusCodes.Conference, CensusCodes.ReviewHeld];
    private static readonly string[] Statuses = ["child-in-need", "child-protection-plan"];
    private static readonly string[] Timescales = ["child-in-need.single-assessment", "child-protection.initial-conference", "child-protection.first-review", "child-protection.next-review"];

    /// <summary>A census tells of what the figure counts.</summary>
    public static bool Tells(Figure figure) =>
        figure.Counts is FactPattern { Kind: var kind } && Kinds.Contains(kind) || (figure.Status is { } status && Statuses.Contains(status)) || (figure.Timescale is { } timescale && Timescales.Contains(timescale));

    /// <summary>Area and year, as 2025-26, of every census that stands.</summary>
    public async Task<IReadOnlySet<(string Area, string Year)>> TakenInAsync(CancellationToken stop = default)
    {
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("""
            select distinct f.area, d.code from record.fact f join record.fact_detail d on d.fact_id = f.id and d.field = 'year'
            where f.kind = 'return.taken-in' and not exists (select from record.fact u where u.kind = 'return.undone' and u.source_id = f.source_id)
            """);
        await using var row = await ask.ExecuteReaderAsync(stop);
        var taken = new HashSet<(string, string)>();
        while (await row.ReadAsync(stop)) { taken.Add((row.GetString(0), row.GetString(1))); }
        return taken;
    }
}
