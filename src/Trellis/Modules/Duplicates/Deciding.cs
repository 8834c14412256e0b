using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Duplicates;

/// <param name="Said">same, different or cannot-tell.</param>
/// <param name="Kept">Of one person: the record both are shown with.</param>
/// <param name="Relation">Of two: what the second is to the first, a code of <c>relationship</c>; null when nobody knows.</param>
/// <param name="Settles">Of cannot tell: what would settle it.</param>
public sealed record Decision(string Said, Guid? Kept, string? Relation, IReadOnlyList<string> Settles);

/// <summary>
/// What somebody decides about a pair, and what follows for the two records, in one act. The caller has begun it, with the reason. Joining and
/// telling apart go the way they go from a person's own page, with the same rules.
/// </summary>
public sealed class Deciding(TrellisDb db, PracticeModel practice, LondonClock clock, SamePerson same, RecordTies ties, TwoRecords two)
{
    private Actor Actor => db.Acting.Actor;

    /// <summary>The first decision: it is in force at once.</summary>
    public async Task<Outcome<PossiblePair>> DecideAsync(Guid id, Decision decision, CancellationToken stop = default)
    {
        if (await FindAsync(id, stop) is not { } pair) { return NotThere; }
        if (pair.Decide(decision.Said, decision.Settles, Actor, practice.Duplicates, clock.Now).Refused(out var why)) { return why; }
        if ((await FollowAsync(pair, decision, stop)).Refused(out why)) { return why; }
        await db.SaveChangesAsync(stop);
        return pair;
    }

    /// <summary>The second, who has not seen the first. Where they say otherwise, records that were joined are parted until a manager decides.</summary>
    public async Task<Outcome<PossiblePair>> DecideAgainAsync(Guid id, Decision decision, CancellationToken stop = default)
    {
        if (await FindAsync(id, stop) is not { } pair) { return NotThere; }
        var first = await db.Database.SqlQuery<string?>($"select duplicates.first_said({id}) as \"Value\"").SingleAsync(stop) ?? "";
        if (pair.DecideAgain(decision.Said, first, decision.Settles, Actor, clock.Now).Refused(out var why)) { return why; }
        if (pair.State is PossiblePair.Disagreed && (await two.SaidAsync(pair.OneId, pair.OtherId, stop)).Joined is { } joined && (await same.UndoAsync(joined, stop)).Refused(out why)) { return why; }
        await db.SaveChangesAsync(stop);
        return pair;
    }

    /// <summary>The manager, where the two said otherwise.</summary>
    public async Task<Outcome<PossiblePair>> SettleAsync(Guid id, Decision decision, string? reason, CancellationToken stop = default)
    {
        // What was said before is undone and then the other said: two saves, and neither without the other.
        await using var whole = await db.Database.BeginTransactionAsync(stop);
        if (await FindAsync(id, stop) is not { } pair) { return NotThere; }
        if (pair.State is not PossiblePair.Disagreed) { return new Refusal("", "Somebody else has just decided about these records"); }
        if ((await TakeBackAsync(pair, decision.Said, stop)).Refused(out var why, out var undone)) { return why; }
        if (undone)
        {
            await db.SaveChangesAsync(stop);
            db.Acting.Begin(ActWords.SettleDuplicate, reason);
        }

        if (pair.Settle(decision.Said, decision.Settles, Actor, clock.Now).Refused(out why)) { return why; }
        var (joined, apart) = await two.SaidAsync(pair.OneId, pair.OtherId, stop);
        var follows = decision.Said switch { PossiblePair.Same => joined is null, PossiblePair.Different => apart is null && joined is null, _ => false };
        if (follows && (await FollowAsync(pair, decision, stop)).Refused(out why)) { return why; }
        await db.SaveChangesAsync(stop);
        await whole.CommitAsync(stop);
        return pair;
    }

    private static Refusal NotThere => new("", "These records are no longer on the list");

    private async Task<PossiblePair?> FindAsync(Guid id, CancellationToken stop)
    {
        await db.OneAtATimeAsync(id, stop);
        db.ChangeTracker.Clear();
        return await db.Set<PossiblePair>().FirstOrDefaultAsync(p => p.Id == id, stop);
    }

    /// <returns>Whether anything was undone.</returns>
    private async Task<Outcome<bool>> TakeBackAsync(PossiblePair pair, string said, CancellationToken stop)
    {
        var (joined, apart) = await two.SaidAsync(pair.OneId, pair.OtherId, stop);
        if (said is not PossiblePair.Different && apart is { } told)
        {
            return (await ties.TakeBackApartAsync(told, stop)).Refused(out var why) ? why : true;
        }

        if (said is not PossiblePair.Same && joined is { } tie)
        {
            // Of a closed record it waits for a second person since the two disagreed: the manager is that person.
            var waits = (await ties.FindAsync(tie, stop))?.IsParting is true;
            return (waits ? await same.AgreeAsync(tie, stop) : await same.UndoAsync(tie, stop)).Refused(out var why) ? why : true;
        }

        return false;
    }

    private async Task<Outcome<bool>> FollowAsync(PossiblePair pair, Decision decision, CancellationToken stop)
    {
        switch (decision.Said)
        {
            case PossiblePair.Same:
                var kept = decision.Kept == pair.OtherId ? pair.OtherId : pair.OneId;
                return (await same.LinkAsync(kept == pair.OneId ? pair.OtherId : pair.OneId, kept, stop)).Refused(out var why) ? why : true;
            case PossiblePair.Different:
                if ((await ties.TellApartAsync(pair.OneId, pair.OtherId, stop)).Refused(out why)) { return why; }
                return decision.Relation is { } kind ? await two.RelateAsync(pair.OneId, pair.OtherId, kind, stop) : true;
            default:
                return true;
        }
    }
}
