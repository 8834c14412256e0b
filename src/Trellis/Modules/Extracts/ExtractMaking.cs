using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Extracts;

/// <summary>Makes everybody's extract: the most urgent records as each of them may see them, under their own identity and row policies.</summary>
public sealed class ExtractMaking(IServiceScopeFactory scopes, PracticeModel practice, OuterKeys outer, ExtractFolder folder, SignedIn signedIn, LondonClock clock, ILogger<ExtractMaking> log)
{
    /// <summary>Returns how many were made. One that cannot be made does not keep the others from theirs.</summary>
    public async Task<int> MakeAsync(CancellationToken stop = default)
    {
        var made = 0;
        foreach (var (holding, actor) in await HoldersAsync(stop))
        {
            try
            {
                await (actor is null ? EndAsync(holding, stop) : MakeAsync(holding, actor, stop));
                if (actor is not null) { made++; }
            }
            catch (Exception failed) when (failed is NpgsqlException or DbUpdateException or LostKeyException or IOException)
            {
                log.LogError("An offline extract could not be made and will be tried again: {Failure}", failed.GetType().Name);
            }
        }

        folder.DeleteBefore(clock.Now.AddDays(-practice.Offline.KeptDays));
        return made;
    }

    /// <summary>Who has one, as they are today; without an actor: whose post or account has ended, or may have none any more.</summary>
    private async Task<List<(Guid Holding, Actor? Actor)>> HoldersAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(System());
        var holdings = await db.Set<Holding>().AsNoTracking().Where(h => h.EndedAt == null).OrderBy(h => h.Id).Select(h => new { h.Id, h.PostId }).ToListAsync(stop);
        await using var own = await db.OpenAsync(stop);
        var posts = await PostHolders.InPostsAsync(own.Connection, holdings.Select(h => h.PostId), clock.Today, stop);
        return [.. holdings.Select(h => (h.Id, posts.TryGetValue(h.PostId, out var p) && signedIn.Holding(p.User, p.Name, p.Post, p.Agency, p.Areas, p.Role, p.Qualification) is var actor && actor.May(ActWords.HoldExtract) ? actor : null))];
    }

    private async Task EndAsync(Guid holding, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(System());
        var found = await db.Set<Holding>().SingleAsync(h => h.Id == holding, stop);
        db.Acting.Begin(ActWords.MakeExtracts);
        found.End(practice.Areas[0].Code, null, clock.Now);
        await db.SaveChangesAsync(stop);
        folder.DeleteOf(holding);
    }

    private async Task MakeAsync(Guid holding, Actor actor, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, services) = (scope.ServiceProvider.GetRequiredService<TrellisDb>(), scope.ServiceProvider);
        db.Acting.As(actor);
        var content = await new ExtractContent(db, services.GetRequiredService<PeopleRegister>(), services.GetRequiredService<CaseworkRegister>(), practice, clock).ReadAsync(stop);

        // Written before it exists: who could look at whom, if all else is down.
        foreach (var area in content.Children.GroupBy(c => c.Area)) { await services.GetRequiredService<Views>().SawAsync("offline-extract", ActWords.HoldExtract, [.. area.Select(c => c.Id)], area.Key, cancellationToken: stop); }
        var found = await db.Set<Holding>().SingleAsync(h => h.Id == holding, stop);
        folder.Keep(holding, clock.Now, ExtractFile.Write(content, found, outer));
        db.Acting.Begin(ActWords.HoldExtract);
        found.Made(content.Children.Count, actor.Areas[0], clock.Now);
        await db.SaveChangesAsync(stop);
    }

    private Actor System() => Actor.TheSystem(practice.Areas.Select(a => a.Code));
}
