using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Agencies.Public;

/// <param name="Area">The borough it belongs to; null when it covers all.</param>
public sealed record AgencySummary(string Code, string Title, string Kind, string? Area);

/// <summary>Which agencies there are, and what their staff are called: all that other modules ask of this one.</summary>
public sealed class AgencyRegister(TrellisDb db)
{
    /// <summary>Every agency by title; of one area, those that belong to it and those that cover all.</summary>
    public async Task<IReadOnlyList<AgencySummary>> ListAsync(string? area = null, CancellationToken cancellationToken = default) =>
        await db.Agencies.AsNoTracking().Where(a => area == null || a.Area == null || a.Area == area)
            .OrderBy(a => a.Title).Select(a => new AgencySummary(a.Code, a.Title, a.Kind, a.Area)).ToListAsync(cancellationToken);

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

    /// <summary>What the posts of these ids are called.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> PostTitlesAsync(IEnumerable<Guid> posts, CancellationToken cancellationToken = default)
    {
        var asked = posts.Distinct().ToArray();
        return await db.Posts.AsNoTracking().Where(p => asked.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToDictionaryAsync(p => p.Id, p => p.Title, cancellationToken);
    }
}
