using Microsoft.EntityFrameworkCore;
using Trellis.Access;

namespace Trellis.Modules.Reviews.Public;

/// <summary>A review by its case name, which tells nobody who it is about.</summary>
/// <param name="Matter">Where its page is: <c>/reviews/{matter}</c>.</param>
public sealed record NamedReview(Guid Id, Guid Matter, string Area, string CaseName);

/// <summary>Reviews by their case names, for what is paid for them: those the asker sees, and no others.</summary>
public sealed class ReviewNames(TrellisDb db)
{
    public async Task<IReadOnlyList<NamedReview>> InAsync(IReadOnlyCollection<string> areas, CancellationToken stop = default) =>
        db.Acting.Actor.May(ActWords.ViewReviews) ? await db.Set<Review>().AsNoTracking().Where(r => areas.Contains(r.Area)).OrderBy(r => r.CaseName).Select(r => new NamedReview(r.Id, r.MatterId, r.Area, r.CaseName)).ToListAsync(stop) : [];
}
