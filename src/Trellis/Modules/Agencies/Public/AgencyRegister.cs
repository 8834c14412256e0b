using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.Public;

/// <param name="Area">The borough it belongs to; null when it covers all.</param>
public sealed record AgencySummary(string Code, string Title, string Kind, string? Area);

/// <summary>A post, whoever holds it.</summary>
public sealed record PostSummary(string Agency, string Role, string? Team, string Title, string[] Areas);

/// <summary>Which agencies there are, and what their staff are called: all that other modules ask of this one.</summary>
public sealed class AgencyRegister(TrellisDb db, PartnershipOverTime over, LondonClock clock)
{
    /// <summary>Every agency by title; of one area, those that belong to it and those that cover all.</summary>
    public async Task<IReadOnlyList<AgencySummary>> ListAsync(string? area = null, CancellationToken cancellationToken = default) =>
        await db.Agencies.AsNoTracking().Where(a => area == null || a.Area == null || a.Area == area)
            .OrderBy(a => a.Title).Select(a => new AgencySummary(a.Code, a.Title, a.Kind, a.Area)).ToListAsync(cancellationToken);

    /// <summary>Those that may be asked something new: not one that has ended. What it did before stays under its name.</summary>
    public async Task<IReadOnlyList<AgencySummary>> OfferedAsync(string? area = null, CancellationToken cancellationToken = default)
    {
        var today = clock.Today;
        return [.. (await ListAsync(area, cancellationToken)).Where(a => over.CourseOf(a.Code, today)?.Ends is not { } last || last >= today)];
    }

    /// <summary>The member of staff with this e-mail address; null when there is none, or their account is closed.</summary>
    public async Task<(Guid Id, string Name)?> StaffAtAsync(string email, CancellationToken cancellationToken = default)
    {
        var address = email.Trim().ToLowerInvariant();
        var found = await db.Staff.AsNoTracking().Where(s => s.Active && s.Email == address).Select(s => new { s.Id, s.Name }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Id, found.Name);
    }

    /// <summary>Names of staff by id; the system and whoever is not known are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> staff, CancellationToken cancellationToken = default)
    {
        var asked = staff.Distinct().ToArray();
        return await db.Staff.Where(s => asked.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
    }

    /// <summary>The posts somebody holds on a day.</summary>
    public async Task<IReadOnlyList<PostSummary>> HeldByAsync(Guid staff, DateOnly on, CancellationToken cancellationToken = default) =>
        await db.Posts.AsNoTracking().Where(p => p.StaffId == staff && p.StartsOn <= on && (p.EndsOn == null || p.EndsOn >= on)).Select(p => new PostSummary(p.Agency, p.Role, p.Team, p.Title, p.Areas)).ToListAsync(cancellationToken);

    /// <summary>Posts that somebody holds on a day in any of these areas, each once, by agency and title.</summary>
    public async Task<IReadOnlyList<PostSummary>> PostsAsync(IReadOnlyCollection<string> areas, DateOnly on, CancellationToken cancellationToken = default)
    {
        var held = await db.Posts.AsNoTracking().Where(p => p.StartsOn <= on && (p.EndsOn == null || p.EndsOn >= on) && p.Holder!.Active && p.Areas.Any(a => areas.Contains(a)))
            .Select(p => new { p.Agency, p.Role, p.Team, p.Title }).Distinct().ToListAsync(cancellationToken);
        return [.. held.OrderBy(p => p.Agency, StringComparer.Ordinal).ThenBy(p => p.Title, StringComparer.Ordinal).Select(p => new PostSummary(p.Agency, p.Role, p.Team, p.Title, []))];
    }

    /// <summary>What the posts of these ids are called.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> PostTitlesAsync(IEnumerable<Guid> posts, CancellationToken cancellationToken = default)
    {
        var asked = posts.Distinct().ToArray();
        return await db.Posts.AsNoTracking().Where(p => asked.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToDictionaryAsync(p => p.Id, p => p.Title, cancellationToken);
    }
}
