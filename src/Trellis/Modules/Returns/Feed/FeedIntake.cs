using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Returns.Feed;

/// <summary>What would become of a feed.</summary>
public sealed record FeedPreview(DataSet Set, DateOnly On, DateOnly? Since, IReadOnlyList<TableRead> Read, Weighed Weighed);

/// <summary>Takes a night's feed of an agency into the records of children: the next one corrects it, table by table.</summary>
public sealed class FeedIntake(TrellisDb db, IntakeDesk desk, ToldRows told, CensusCodes codes, DataSetItems items, LondonClock clock)
{
    public const int MostFiles = 60;

    /// <summary>Bytes of all files together.</summary>
    public const long Largest = 200 * 1024 * 1024;

    public DataSet Read(IEnumerable<FeedFile> files, DateOnly on) => new DataSetReader(items.All, (list, code) => codes.Known(list, code) is not null, on).Read(files);

    /// <summary>What would become of it, or why nothing can. Nothing is written.</summary>
    /// <param name="on">The day up to which the feed tells.</param>
    /// <param name="since">What happened before is left out: an area may have told of it by its census.</param>
    public async Task<Outcome<FeedPreview>> LookAsync(DataSet set, string area, string agency, DateOnly on, DateOnly? since, CancellationToken stop = default)
    {
        if (set.Problems.Count > 0) { return new Refusal("", $"The feed has {English.Count(set.Problems.Count, "problem", "problems")}. Put them right in the case system"); }
        if (on > clock.Today) { return new Refusal("On", "The day the feed is of must be today or earlier"); }
        var stream = Telling.FeedOf(agency);
        if (await db.Set<Intake>().Where(i => i.Area == area && i.Stream == stream && i.State == Intake.TakenIn).MaxAsync(i => (DateOnly?)i.ReferenceDate, stop) is { } last && last > on)
        {
            return new Refusal("On", $"A feed up to {English.Date(last)} is taken in already, and this one is older");
        }

        var rows = new FeedFacts(set, area, agency, codes, on, since).All();
        var telling = Telling.OfFeed(area, agency, set.Tables.Keys.ToHashSet(), on);
        if (await TwiceAsync(telling, rows.SelectMany(r => r), stop) is { } twice) { return twice; }
        var children = FeedPeople.Of(set, rows, codes, on);
        return new FeedPreview(set, on, since, Tables(set), await desk.WeighAsync(telling, children, c => rows[c.Number], stop));
    }

    /// <summary>Takes it in and saves, as the records are now. One without news is kept too: it says how fresh the picture is.</summary>
    /// <param name="by">Who asked for it; null: who acts.</param>
    /// <param name="also">What is done with it, in its transaction and act.</param>
    public async Task<Outcome<Intake>> TakeInAsync(DataSet set, string name, byte[] sha256, string area, string agency, DateOnly on, DateOnly? since, Guid? by = null, Func<Intake, Task>? also = null, CancellationToken stop = default)
    {
        await desk.AloneAsync(area, stop);
        if ((await LookAsync(set, area, agency, on, since, stop)).Refused(out var why, out var looked)) { return why; }
        var intake = new Intake(looked.Weighed.Counts)
        {
            Area = area,
            Agency = agency,
            FileName = name,
            Sha256 = sha256,
            Stream = looked.Weighed.Telling.Stream,
            Ending = 0,
            ReferenceDate = on,
            Since = since,
            Tables = JsonSerializer.Serialize(looked.Read, JsonSerializerOptions.Web),
            TakenBy = by ?? db.Acting.Actor.UserId,
            TakenAt = clock.Now,
        };
        if (also is not null) { await also(intake); }
        await desk.TakeInAsync(intake, looked.Weighed, stop);
        return intake;
    }

    /// <summary>Of all files, by their names.</summary>
    public static byte[] Sha256Of(IEnumerable<FeedFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file.Name));
            hash.AppendData(SHA256.HashData(file.Content));
        }

        return hash.GetHashAndReset();
    }

    /// <summary>What casework here, a census or another agency's feed has said of the same days would be counted twice.</summary>
    private async Task<Refusal?> TwiceAsync(Telling telling, IEnumerable<ToldRow> rows, CancellationToken stop)
    {
        var kinds = rows.Where(r => r.Kind != CensusCodes.Told).GroupBy(r => r.Kind).Select(k => (Kind: k.Key, From: k.Min(r => r.On), Until: k.Max(r => r.On), k.First().Part)).ToArray();
        var others = await told.OthersAsync(telling, [.. kinds.Select(k => (k.Kind, k.From, k.Until))], stop);
        var twice = kinds.Where(k => others.ContainsKey(k.Kind)).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Part.Split(' ')[0]}: {others[k.Kind]}")).Distinct().Order(StringComparer.Ordinal).ToArray();
        return twice.Length == 0 ? null : new Refusal("Since", $"Casework here or a census tells already of the same area and days ({string.Join(", ", twice)}), and each would be counted twice. Leave these tables out, or what happened before a day");
    }

    private static TableRead[] Tables(DataSet set) => [.. DataSetTables.All.Where(t => set.Has(t.Name)).Select(t => new TableRead(
        t.Name, set[t.Name].Count, set[t.Name].SelectMany(r => t.Items.Where(i => i.Kind is ItemKind.Day && t.Name is not (DataSetTables.Person or DataSetTables.Numbers)).Select(i => r.Day(i.Name))).Max()))];
}
