using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Actions.Trackers;

/// <summary>What would become of a tracker.</summary>
/// <param name="Columns">All the file has.</param>
/// <param name="Rows">Of a tracker of actions, as they are read so far.</param>
/// <param name="Unknown">Words for how far an action is that nobody knows.</param>
public sealed record TrackerPreview(IReadOnlyList<string> Columns, IReadOnlyList<TrackerRow> Rows, IReadOnlyList<string> Unknown, TakenIn Taken);

/// <summary>Takes in trackers of actions and recommendations: all of one, or none of it, and undoes all of it again.</summary>
public sealed class TrackerIntake(TrellisDb db, TrackerList actions, RecommendationList recommendations, AreaKeys keys, LondonClock clock)
{
    /// <summary>What the file looks like before anybody said which column is which; a fault where it cannot be read at all.</summary>
    public static Sheet Open(byte[] file, string? sheet = null) => Sheet.Read(new MemoryStream(file), [], sheet: sheet);

    /// <summary>Keeps the file, locked, for somebody to look at what would become of it. The caller saves.</summary>
    public async Task<Tracker> BeginAsync(string kind, string fileName, byte[] file, string body, IReadOnlyCollection<string> areas, TrackerMap map, CancellationToken stop = default)
    {
        var tracker = Of(kind, fileName, file, body, areas, map);
        tracker.Look(await keys.LockAsync(tracker.Areas[0], tracker.Id, Convert.ToBase64String(file), stop));
        db.Add(tracker);
        return tracker;
    }

    /// <summary>What would become of it now. Nothing is kept.</summary>
    public async Task<TrackerPreview> LookAsync(Tracker tracker, CancellationToken stop = default)
    {
        var (file, map) = (await FileAsync(tracker, stop), TrackerMap.OfJson(tracker.Map));
        var theirs = Open(file, map.Sheet);
        var sheet = Read(tracker.Kind, file, map);
        var asked = new ListAsked(tracker.Body, Preview: true, [.. tracker.Areas]) { Words = map.Words, Saves = false };
        var (rows, unknown) = tracker.Kind == Tracker.OfActions && sheet.Rows.Length > 0 ? await actions.RowsAsync(sheet, asked, stop) : ([], []);
        var taken = sheet.Rows.IsEmpty ? TakenIn.Refused(sheet.Errors) : await TakeAsync(tracker.Kind, sheet, asked, stop);
        return new TrackerPreview([.. theirs.Columns.Where(c => c.Length > 0)], rows, unknown, taken);
    }

    /// <summary>Takes all of it in. The caller saves.</summary>
    public async Task<Outcome<TakenIn>> TakeInAsync(Tracker tracker, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(tracker.Id, stop);
        await db.Entry(tracker).ReloadAsync(stop);
        if (tracker.State is not Tracker.LookedAt) { return new Refusal("", "Somebody else has taken this tracker in, or thrown it away. Look at it again"); }
        var map = TrackerMap.OfJson(tracker.Map);
        var sheet = Read(tracker.Kind, await FileAsync(tracker, stop), map);
        var taken = sheet.Rows.IsEmpty ? TakenIn.Refused(sheet.Errors) : await TakeAsync(tracker.Kind, sheet, new ListAsked(tracker.Body, Preview: false, [.. tracker.Areas]) { Words = map.Words, List = tracker.Id, Saves = false }, stop);
        if (!taken.Errors.IsEmpty) { return new Refusal("", $"Line {taken.Errors[0].Line}: {taken.Errors[0].Message}. Nothing was taken in"); }
        tracker.TakeIn(taken, clock.Now);
        return taken;
    }

    /// <summary>Takes a whole file in at once, for the command line: looked at and taken in by one act, or nothing.</summary>
    public async Task<TakenIn> TakeInAsync(string kind, string fileName, byte[] file, TrackerMap map, ListAsked asked, CancellationToken stop = default)
    {
        var sheet = Read(kind, file, map);
        if (sheet.Rows.IsEmpty) { return TakenIn.Refused(sheet.Errors); }
        if (asked.Preview) { return await TakeAsync(kind, sheet, asked with { Words = map.Words, Saves = false }, stop); }
        var tracker = Of(kind, fileName, file, asked.Body ?? "", asked.Areas, map);
        db.Add(tracker);
        var taken = await TakeAsync(kind, sheet, asked with { Words = map.Words, List = tracker.Id, Saves = false }, stop);
        if (!taken.Errors.IsEmpty || taken.Added + taken.Changed == 0)
        {
            db.ChangeTracker.Clear();
            return taken;
        }

        tracker.TakeIn(taken, clock.Now);
        await db.SaveChangesAsync(stop);
        return taken;
    }

    /// <summary>Takes away all that it brought, as if it had never come; in the record both acts stay. The caller saves.</summary>
    public async Task<Outcome<int>> UndoAsync(Tracker tracker, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(tracker.Id, stop);
        await db.Entry(tracker).ReloadAsync(stop);
        if (tracker.State is not Tracker.TakenIn) { return new Refusal("", "Somebody else has undone this already"); }
        if (tracker.Changed > 0) { return new Refusal("", $"It changed {English.Count(tracker.Changed, "row that was", "rows that were")} there before, so it cannot be undone"); }
        var standing = await db.Database.SqlQuery<string[]>($"select actions.stands_on({tracker.Id}) as \"Value\"").SingleAsync(stop);
        if (standing.Length > 0) { return new Refusal("", $"Something was said or set since about {string.Join(", ", standing.Take(5))}{(standing.Length > 5 ? $" and {standing.Length - 5} more" : "")}, so it cannot be undone"); }
        var brought = await db.Set<ActionPoint>().Where(a => a.ListId == tracker.Id).Select(a => a.Id).Concat(db.Set<Recommendation>().Where(r => r.ListId == tracker.Id).Select(r => r.Id)).ToArrayAsync(stop);
        foreach (var fact in await db.Facts.AsNoTracking().Where(f => !f.Void && f.SourceId != null && brought.Contains(f.SourceId.Value) && !db.Facts.Any(later => later.CorrectsId == f.Id)).ToListAsync(stop)) { tracker.TakeBack(fact); }
        tracker.Undo(brought.Length, clock.Now);
        return await db.Database.SqlQuery<int>($"select actions.take_away({tracker.Id}) as \"Value\"").SingleAsync(stop);
    }

    /// <summary>The file is thrown away. The caller saves.</summary>
    public async Task<Outcome<Tracker>> ThrowAwayAsync(Tracker tracker, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(tracker.Id, stop);
        await db.Entry(tracker).ReloadAsync(stop);
        if (tracker.State is not Tracker.LookedAt) { return new Refusal("", "Somebody else has taken this tracker in, or thrown it away. Look at it again"); }
        tracker.ThrowAway(clock.Now);
        return tracker;
    }

    private async Task<byte[]> FileAsync(Tracker tracker, CancellationToken stop) => Convert.FromBase64String(await keys.OpenAsync(tracker.Id, tracker.Held!, stop));

    private Tracker Of(string kind, string fileName, byte[] file, string body, IReadOnlyCollection<string> areas, TrackerMap map) => new()
    {
        Areas = [.. areas],
        Kind = kind,
        Body = body.Trim(),
        FileName = fileName,
        Hash = SHA256.HashData(file),
        BegunBy = db.Acting.Actor.UserId,
        BegunAt = clock.Now,
        Map = map.ToJson(),
    };

    private static Sheet Read(string kind, byte[] file, TrackerMap map) =>
        Sheet.Read(new MemoryStream(file), [.. TrackerColumns.Of(kind).Where(c => c.Required).Select(c => c.Name)], map.Columns, map.Sheet);

    private Task<TakenIn> TakeAsync(string kind, Sheet sheet, ListAsked asked, CancellationToken stop) =>
        kind == Tracker.OfActions ? actions.TakeAsync(sheet, asked, stop) : recommendations.TakeAsync(sheet, asked, stop);
}
