using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Forums;

/// <summary>A sitting of a forum in numbers.</summary>
/// <param name="Answers">How many said how useful it was.</param>
/// <param name="Useful">The mean from 1 to 4; null where too few said it, or where the asker may not know.</param>
public sealed record SittingLine(Meeting Meeting, int Settings, int People, int Answers, double? Useful);

/// <summary>Forums and learning set-ups: bodies that anybody of their settings may come to.</summary>
public sealed class ForumShelf(TrellisDb db, LondonClock clock)
{
    public async Task<IReadOnlyList<Body>> ForumsAsync(CancellationToken stop = default)
    {
        var kinds = Body.OpenKinds.ToArray();
        return await db.Set<Body>().AsNoTracking().Where(b => kinds.Contains(b.Kind)).OrderBy(b => b.Title).ToListAsync(stop);
    }

    /// <summary>Null: there is none, or none for the asker.</summary>
    public async Task<Body?> ForumAsync(Guid id, CancellationToken stop = default) =>
        await db.Set<Body>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, stop) is { IsOpen: true } found ? found : null;

    /// <summary>Their sittings, the latest first; cancelled ones too.</summary>
    public async Task<ILookup<Guid, SittingLine>> SittingsAsync(IReadOnlyCollection<Guid> bodies, CancellationToken stop = default)
    {
        var met = await db.Set<Meeting>().AsNoTracking().Include(m => m.Came.Where(c => c.ReplacedAt == null)).Include(m => m.FedBack).AsSplitQuery().Where(m => bodies.Contains(m.BodyId)).OrderByDescending(m => m.HeldOn).ThenByDescending(m => m.StartsAt).ToListAsync(stop);
        return met.Select(m => new SittingLine(m, m.Came.Count, m.Came.Sum(c => c.People), m.FedBack.Count, m.FedBack.Count >= ForumSaid.Fewest ? m.FedBack.Average(f => f.Useful) : null)).ToLookup(l => l.Meeting.BodyId);
    }

    /// <summary>Messages with who passed them on, the latest first.</summary>
    public async Task<IReadOnlyList<Cascade>> MessagesAsync(IReadOnlyCollection<Guid> bodies, CancellationToken stop = default) =>
        await db.Set<Cascade>().AsNoTracking().Include(c => c.Body).Include(c => c.PassedOn).Where(c => bodies.Contains(c.BodyId)).OrderByDescending(c => c.SentAt).ToListAsync(stop);

    /// <summary>Settings that came to the forum in the year before the message, and have not said that they passed it on.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(Cascade message, CancellationToken stop = default)
    {
        var (from, until) = (London.DateOf(message.SentAt).AddYears(-1), London.DateOf(message.SentAt));
        var came = await db.Set<ForumCame>().AsNoTracking().Where(c => c.ReplacedAt == null && c.Meeting!.BodyId == message.BodyId && c.Meeting.HeldOn >= from && c.Meeting.HeldOn <= until).Select(c => c.Setting).Distinct().ToListAsync(stop);
        return [.. came.Except(message.PassedOn.Select(p => p.Setting), StringComparer.OrdinalIgnoreCase).Order(StringComparer.CurrentCulture)];
    }

    /// <summary>Whether it is late, for whoever waits for receipts.</summary>
    public bool IsOver(Cascade message) => message.PassOnBy < clock.Today;
}
