using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Sources;

/// <summary>Asks one source once, in a unit of work of its own: recorded before it is asked, and before anybody hears what it said.</summary>
public sealed class Rounds(TrellisDb db, SourceBook book, PracticeModel practice, Safekeeping safe, LondonClock clock)
{
    /// <summary>While somebody waits.</summary>
    public async Task<SourceAnswer> FirstAsync(Source source, TypedPerson who, string purpose, string area, Actor actor)
    {
        var id = Ids.New();
        db.Acting.As(actor);
        db.Acting.Begin(ActWords.AskSources);
        var asking = Asking.Begin(id, source.Code, actor, area, purpose, Lock(id, who), clock.Now);
        db.Add(asking);
        await db.SaveChangesAsync();
        return await AskAsync(asking, source, who, ActWords.AskSources);
    }

    /// <summary>Once more, for the system. False: somebody else is at it, or it is not due any more.</summary>
    public async Task<bool> AgainAsync(Guid id)
    {
        db.Acting.As(System(practice));
        await db.OneAtATimeAsync(id);
        if (await db.Set<Asking>().FirstOrDefaultAsync(a => a.Id == id) is not { Question: { } locked } asking || !asking.IsDue(clock.Now) || book.Find(asking.Source) is not { } source)
        {
            if (db.Database.CurrentTransaction is { } waited) { await waited.CommitAsync(); }
            return false;
        }

        db.Acting.Begin(ActWords.AskSourcesAgain);
        asking.TryAgain(clock.Now);
        await db.SaveChangesAsync();
        await AskAsync(asking, source, JsonSerializer.Deserialize<TypedPerson>(safe.Unlock(Asking.Purposes(id), locked))!, ActWords.AskSourcesAgain);
        return true;
    }

    internal static Actor System(PracticeModel practice) => Actor.TheSystem(practice.Areas.Select(a => a.Code));

    /// <summary>The answer is finished and noted even where the asker has gone: it has been asked, and it must be known what came of it.</summary>
    private async Task<SourceAnswer> AskAsync(Asking asking, Source source, TypedPerson who, string word)
    {
        var heard = source.Index.Lacks(who) is { } lacking ? Heard.NotChecked(lacking, passes: false) : await source.Index.AskAsync(who, CancellationToken.None);
        db.Acting.Begin(word);
        asking.Came(heard, asking.Attempts == 1 || heard.Outcome is SourceOutcome.NotChecked ? null : Lock(asking.Id, heard), clock.Now, Random.Shared.NextDouble());
        await db.SaveChangesAsync();
        return new SourceAnswer(asking.Id, source.Code, source.Title, heard.Outcome, heard.Found, heard.More, heard.Outcome is SourceOutcome.NotChecked ? Heard.Words(heard.Code) : null, asking.NextAt);
    }

    private byte[] Lock<T>(Guid id, T it) => safe.Lock(Asking.Purposes(id), JsonSerializer.SerializeToUtf8Bytes(it));
}
