using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Record;

/// <summary>
/// Which rows were disposed of, kept outside the database: after an older backup is restored, they are disposed of again. Ids only.
/// Each line holds the hash of the one before. A line is written, and on the disk, before the disposal is committed.
/// </summary>
/// <param name="path">One JSON object a line; made when something is first disposed of.</param>
public sealed class DisposalJournal(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { AllowDuplicateProperties = false };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Where <c>TRELLIS_DISPOSALS</c> says, otherwise in the data folder.</summary>
    public static DisposalJournal Named() => new(Environment.GetEnvironmentVariable("TRELLIS_DISPOSALS") is { Length: > 0 } named ? named : System.IO.Path.Combine(DataFolder.Path, "disposals.jsonl"));

    public string Path => path;

    public bool IsThere => File.Exists(path);

    /// <summary>What is about to be erased, for ever.</summary>
    public Task BegunAsync(Guid act, string area, DateTimeOffset at, IReadOnlyCollection<Guid> facts, IReadOnlyCollection<Guid> words, Guid? person, CancellationToken stop) =>
        WriteAsync(new DisposalEntry(act, "begun", area, at, [.. facts], [.. words], person, ""), stop);

    /// <summary>It was not erased after all. What neither this nor a commit followed counts as erased: it was ordered.</summary>
    public Task FailedAsync(Guid act, DateTimeOffset at, CancellationToken stop) => WriteAsync(new DisposalEntry(act, "failed", null, at, [], [], null, ""), stop);

    /// <summary>Every line, in order; nothing when there is no file.</summary>
    /// <exception cref="WrongInputException">A line is no entry, or does not follow from the one before.</exception>
    public async Task<IReadOnlyList<(DisposalEntry Entry, string Hash)>> ReadAsync(CancellationToken stop = default)
    {
        var found = new List<(DisposalEntry, string)>();
        if (!IsThere) { return found; }
        var previous = "";
        foreach (var line in await File.ReadAllLinesAsync(path, stop))
        {
            var entry = Parse(line);
            if (entry is null || entry.Previous != previous) { throw new WrongInputException($"{path}:{found.Count + 1}: this line of the journal of disposals was altered, or one before it is missing"); }
            found.Add((entry, previous = HashOf(line)));
        }

        return found;
    }

    private static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    private static DisposalEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<DisposalEntry>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task WriteAsync(DisposalEntry entry, CancellationToken stop)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        await using var one = await FileLock.TakeAsync($"{path}.lock", shared: false, Patience, stop);
        var before = await ReadAsync(stop);
        var line = JsonSerializer.Serialize(entry with { Previous = before.Count == 0 ? "" : before[^1].Hash }, Json);
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), stop);
        file.Flush(flushToDisk: true);
    }
}

/// <param name="Act">The act of disposal.</param>
/// <param name="State">begun or failed.</param>
/// <param name="Facts">With all that corrected them or was corrected by them.</param>
/// <param name="Person">Somebody of whom nothing was to be left.</param>
/// <param name="Previous">SHA-256 of the line before, hex.</param>
public sealed record DisposalEntry(Guid Act, string State, string? Area, DateTimeOffset At, Guid[] Facts, Guid[] Words, Guid? Person, string Previous);
