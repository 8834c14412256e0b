using Microsoft.EntityFrameworkCore;
using Trellis.Sheets;

namespace Trellis.Modules.Meetings.Public;

/// <summary>A body as other modules may know it.</summary>
public sealed record BodySummary(Guid Id, string Title, string[] Areas);

/// <summary>Bodies by title and id: all that other modules use of this one.</summary>
public sealed class Bodies(TrellisDb db)
{
    public async Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(CancellationToken stop = default) =>
        await db.Set<Body>().AsNoTracking().ToDictionaryAsync(b => b.Id, b => b.Title, stop);

    /// <summary>What the seats are called that somebody holds or deputises for on a day.</summary>
    public async Task<IReadOnlyList<string>> SeatsHeldByAsync(Guid user, DateOnly on, CancellationToken stop = default) =>
        await db.Set<Holder>().AsNoTracking().Where(h => h.UserId == user && h.FromOn <= on && (h.UntilOn == null || h.UntilOn >= on)).Select(h => h.Seat!.Title).Distinct().ToListAsync(stop);

    /// <summary>The body of this title, made with the save that follows when there is none; without a title, one named after the documents a list cites.</summary>
    /// <param name="kind">A kind of body, for one that is made.</param>
    public async Task<(BodySummary Body, bool IsNew)> FindOrMakeAsync(Sheet sheet, ListAsked asked, string kind, DateTimeOffset at, string? by, CancellationToken stop = default)
    {
        var (body, made) = await NamedAsync(sheet, asked, kind, at, by, stop);
        return (new BodySummary(body.Id, body.Title, body.Areas), made);
    }

    /// <summary>The body of this title, whatever its capital letters; null when there is none.</summary>
    internal async Task<Guid?> NamedAsync(string title, CancellationToken stop) =>
        (await TitlesAsync(stop)).Where(b => b.Value.Equals(title, StringComparison.OrdinalIgnoreCase)).Select(b => (Guid?)b.Key).FirstOrDefault();

    internal async Task<(Body Body, bool IsNew)> NamedAsync(Sheet sheet, ListAsked asked, string kind, DateTimeOffset at, string? by, CancellationToken stop)
    {
        var title = asked.Body?.Trim() is { Length: > 0 } given ? given : $"As printed in {string.Join(", ", sheet.Rows.Select(r => r["document"]).Where(d => d.Length > 0).Distinct().DefaultIfEmpty("a list").Order(StringComparer.Ordinal))}";
        if (title.Length > Body.LongestTitle) { title = title[..Body.LongestTitle]; }
        if (await NamedAsync(title, stop) is { } id) { return (await db.Set<Body>().Include(b => b.Seats).SingleAsync(b => b.Id == id, stop), false); }
        var made = new Body { Title = title, Kind = kind, Areas = [.. asked.Areas], MadeAt = at }.Made(by);
        db.Add(made);
        return (made, true);
    }
}
