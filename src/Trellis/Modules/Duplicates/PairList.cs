using Microsoft.EntityFrameworkCore;
using Trellis.Access;

namespace Trellis.Modules.Duplicates;

/// <summary>Whose work a pair is: the lists of the asker, and what stands before and after a pair in one of them.</summary>
public sealed class PairList(TrellisDb db)
{
    /// <summary>The lists there are for the asker.</summary>
    public IReadOnlyList<(string Value, string Label)> Shows =>
    [
        (PossiblePair.Waiting, "To decide"), (PossiblePair.CannotTell, "Cannot tell yet"), (PossiblePair.Second, "Second review"),
        .. db.Acting.Actor.May(ActWords.SettleDuplicate) ? [(PossiblePair.Disagreed, "Reviewers disagree")] : Array.Empty<(string, string)>(),
    ];

    /// <summary>Without what the asker reviewed already: somebody else has to look.</summary>
    public IQueryable<PossiblePair> Of(string show)
    {
        var me = db.Acting.Actor.UserId;
        var pairs = db.Set<PossiblePair>().AsNoTracking().Where(p => p.State == show);
        return show is PossiblePair.Second or PossiblePair.Disagreed ? pairs.Where(p => p.FirstBy != me && p.SecondBy != me) : pairs;
    }

    /// <summary>The pairs before and after one, in the order of the list; null at its ends.</summary>
    public async Task<(Guid? Before, Guid? After)> BesideAsync(PossiblePair pair, string show, CancellationToken stop = default)
    {
        var (likely, id) = (pair.Probability, pair.Id);
        var after = await Of(show).Where(p => p.Probability < likely || (p.Probability == likely && p.Id > id)).OrderByDescending(p => p.Probability).ThenBy(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop);
        var before = await Of(show).Where(p => p.Probability > likely || (p.Probability == likely && p.Id < id)).OrderBy(p => p.Probability).ThenByDescending(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop);
        return (before, after);
    }
}
