using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Public;

/// <summary>
/// Tells those whose an action is that it was set, within the current save and once for each action. Whoever is told may see it: they are of
/// the agency whose it is. One about a matter is told of by nobody.
/// </summary>
public sealed class ActionNotes(TrellisDb db, PracticeModel practice, PostHolders posts, Teller teller, Outbox outbox)
{
    /// <summary>Of all that was set at a meeting and is open.</summary>
    /// <param name="holders">Who besides does it: whoever holds the seat it was given to, by their accounts.</param>
    public async Task TellOfMeetingAsync(Guid meeting, Func<ActionOwner, IEnumerable<Guid>> holders, CancellationToken stop = default)
    {
        var ended = practice.Actions.Ended;
        await TellAsync(await db.Set<ActionPoint>().AsNoTracking().Where(a => a.MeetingId == meeting && !ended.Contains(a.Status)).OrderBy(a => a.Id).ToListAsync(stop), holders, stop);
    }

    /// <summary>Of one that is being set in this unit of work.</summary>
    public Task TellAsync(SetAction set, Func<ActionOwner, IEnumerable<Guid>> holders, CancellationToken stop = default) =>
        TellAsync([.. db.Set<ActionPoint>().Local.Where(a => a.Id == set.Id)], holders, stop);

    private async Task TellAsync(List<ActionPoint> actions, Func<ActionOwner, IEnumerable<Guid>> holders, CancellationToken stop)
    {
        if (actions.Count == 0) { return; }
        await using var own = await db.OpenAsync(stop);
        foreach (var action in actions.Where(a => a.MatterId is null))
        {
            var to = await OwnersAsync(own.Connection, action, holders, stop);
            teller.Tell(outbox, new BusinessNews(Occasion.ActionSet, "action", action.Id, action.Reference, "/actions/mine", [.. to.Where(u => u != db.Acting.Actor.UserId)], action.Id.ToString("N")));
        }
    }

    private async Task<IEnumerable<Guid>> OwnersAsync(NpgsqlConnection connection, ActionPoint action, Func<ActionOwner, IEnumerable<Guid>> holders, CancellationToken stop)
    {
        if (action.Agency is not { } agency) { return []; }
        var (whose, there) = (action.Whose, (await posts.OfPostAsync(connection, agency, null, null, null, null, stop)).ToHashSet());
        var held = whose.NamesAPost ? await posts.OfPostAsync(connection, agency, whose.Role, whose.Team, whose.Title, whose.Area, stop)
            : whose.Written.Length > 0 ? await posts.OfPostAsync(connection, agency, null, null, whose.Written, null, stop) : [];
        return held.Concat(holders(whose).Where(there.Contains)).Distinct();
    }
}
