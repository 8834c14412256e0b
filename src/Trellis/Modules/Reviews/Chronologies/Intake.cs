using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Public;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>Takes in an agency's chronology: all of a file, or nothing of it, and undoes all of it again. The caller saves.</summary>
public sealed class Intake(TrellisDb db, EntryList list, AreaKeys keys, LondonClock clock)
{
    private Actor Actor => db.Acting.Actor;

    /// <summary>Keeps the file, locked, for somebody to look at what would become of it.</summary>
    public async Task<Incoming> BeginAsync(Guid matter, string area, string agency, string fileName, byte[] file, ImmutableSortedDictionary<string, string> map, CancellationToken stop = default)
    {
        var incoming = new Incoming { MatterId = matter, Area = area, Agency = agency, FileName = fileName, Hash = SHA256.HashData(file), BegunBy = Actor.UserId, BegunAt = clock.Now, Map = ToJson(map) };
        incoming.Look(await keys.LockAsync(area, incoming.Id, Convert.ToBase64String(file), stop), Actor);
        db.Add(incoming);
        return incoming;
    }

    public async Task<EntriesRead> LookAsync(Incoming incoming, IReadOnlyList<PersonSummary> people, CancellationToken stop = default) =>
        list.Read(Convert.FromBase64String(await keys.OpenAsync(incoming.Id, incoming.Held!, stop)), MapOf(incoming), people);

    public async Task<Outcome<int>> TakeInAsync(Incoming incoming, IReadOnlyList<PersonSummary> people, DateTimeOffset? sharedAt, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(incoming.Id, stop);
        await db.Entry(incoming).ReloadAsync(stop);
        if (incoming.State is not Incoming.LookedAt) { return new Refusal("", "Somebody else has taken this file in, or thrown it away. Look at it again"); }
        var read = await LookAsync(incoming, people, stop);
        if (!read.Errors.IsEmpty) { return new Refusal("", $"Line {read.Errors[0].Line}: {read.Errors[0].Message}. Nothing was taken in"); }
        foreach (var (line, asked) in read.Rows)
        {
            if (Entry.Write(incoming.MatterId, incoming.Area, incoming.Agency, asked, sharedAt, Actor, clock.Now, incoming.Id, line).Refused(out var why, out var entry)) { return why; }
            db.Add(entry);
        }

        if (incoming.TakeIn(read.Rows.Length, Actor, clock.Now).Refused(out var no)) { return no; }
        return read.Rows.Length;
    }

    /// <summary>Withdraws every entry it brought that still stands.</summary>
    public async Task<Outcome<int>> UndoAsync(Incoming incoming, DateTimeOffset? sharedAt, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(incoming.Id, stop);
        await db.Entry(incoming).ReloadAsync(stop);
        if (incoming.Undo(Actor, clock.Now).Refused(out var no)) { return no; }
        var entries = await db.Set<Entry>().Where(e => e.IncomingId == incoming.Id && e.WithdrawnAt == null).ToListAsync(stop);
        foreach (var entry in entries)
        {
            if (entry.Withdraw(sharedAt, Actor, clock.Now).Refused(out var why)) { return why; }
        }

        return entries.Count;
    }

    public static string ToJson(IReadOnlyDictionary<string, string> map) => JsonSerializer.Serialize(map);

    public static ImmutableSortedDictionary<string, string> MapOf(Incoming incoming) => (JsonSerializer.Deserialize<Dictionary<string, string>>(incoming.Map) ?? []).ToImmutableSortedDictionary();
}
