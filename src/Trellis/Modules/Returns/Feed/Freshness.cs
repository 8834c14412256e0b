using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.TakingIn;

namespace Trellis.Modules.Returns.Feed;

/// <summary>How fresh one part of an agency's picture is.</summary>
/// <param name="What">A table in words, or a census.</param>
/// <param name="UpTo">The day up to which it was told.</param>
/// <param name="Latest">The last day anything in it happened.</param>
public sealed record FreshPart(string What, DateOnly UpTo, DateTimeOffset ReceivedAt, int? Rows, DateOnly? Latest, Guid Intake);

/// <summary>How fresh the picture of an agency in an area is; no parts where nothing was ever received.</summary>
public sealed record FreshPicture(string Area, string Agency, string Title, IReadOnlyList<FreshPart> Parts, IReadOnlyList<string> Lacking)
{
    public DateOnly? UpTo => Parts.Count == 0 ? null : Parts.Max(p => p.UpTo);
}

/// <summary>Says of each council of some areas how fresh what is known from it is: which tables, up to which day, when received.</summary>
public sealed class Freshness(TrellisDb db, AgencyRegister register)
{
    /// <summary>A feed comes every night: after a weekend it is late.</summary>
    public const int FreshDays = 3;

    /// <summary>After as many the picture is no longer of this week.</summary>
    public const int StaleDays = 7;

    public async Task<IReadOnlyList<FreshPicture>> OfAsync(IReadOnlyCollection<string> areas, CancellationToken stop = default)
    {
        var intakes = await db.Set<Intake>().AsNoTracking().Where(i => i.State == Intake.TakenIn && areas.Contains(i.Area)).OrderByDescending(i => i.ReferenceDate).ThenByDescending(i => i.TakenAt).ToListAsync(stop);
        var all = await register.ListAsync(null, stop);
        var asked = all.Where(a => a.Kind is "council" && a.Area is { } area && areas.Contains(area)).Select(a => (Area: a.Area!, a.Code)).Union(intakes.Select(i => (i.Area, Code: i.Agency)));
        return [.. asked.OrderBy(a => a.Area, StringComparer.Ordinal).ThenBy(a => a.Code, StringComparer.Ordinal).Select(a => Of(a.Area, a.Code, all.FirstOrDefault(x => x.Code == a.Code)?.Title ?? a.Code, [.. intakes.Where(i => i.Area == a.Area && i.Agency == a.Code)]))];
    }

    private static FreshPicture Of(string area, string agency, string title, IReadOnlyList<Intake> newest)
    {
        var parts = new List<FreshPart>();
        if (newest.FirstOrDefault(i => !i.IsFeed) is { } census) { parts.Add(new FreshPart(census.Title, census.ReferenceDate, census.TakenAt, null, null, census.Id)); }
        var feeds = newest.Where(i => i.IsFeed).ToArray();
        foreach (var table in feeds.Length == 0 ? [] : DataSetTables.All)
        {
            if (feeds.Select(f => (Feed: f, Table: f.Read.FirstOrDefault(t => t.Name == table.Name))).FirstOrDefault(f => f.Table is not null) is { Table: { } read, Feed: var feed }) { parts.Add(new FreshPart(table.Title, feed.ReferenceDate, feed.TakenAt, read.Rows, read.Latest, feed.Id)); }
        }

        return new FreshPicture(area, agency, title, parts, feeds.Length == 0 ? [] : [.. DataSetTables.All.Select(t => t.Title).Except(parts.Select(p => p.What))]);
    }
}
