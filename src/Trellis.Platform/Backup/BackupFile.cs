using System.IO.Compression;
using System.Security.Cryptography;

namespace Trellis.Platform.Backup;

/// <summary>Reads a backup. Nothing is believed of it before all of it was read once.</summary>
internal static class BackupFile
{
    /// <summary>Reads it to its end: every chunk opens, every table has the hash the manifest gives.</summary>
    /// <exception cref="WrongInputException">It is not whole, not ours, or not of this key.</exception>
    public static async Task<BackupManifest> CheckAsync(string path, BackupKey key, CancellationToken stop)
    {
        var hashes = new List<(string Table, long Bytes, string Hash)>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string? table = null;
        long bytes = 0;
        var manifest = await ReadAsync(
            path,
            key,
            next =>
            {
                End();
                table = next;
                return Task.CompletedTask;
            },
            piece =>
            {
                hash.AppendData(piece.Span);
                bytes += piece.Length;
                return ValueTask.CompletedTask;
            },
            stop);
        End();
        return hashes.SequenceEqual(manifest.Tables.Select(t => (t.Name, t.Bytes, t.Hash))) ? manifest : throw new WrongInputException("What is in this backup is not what its manifest says. Nothing was changed");

        void End()
        {
            if (table is not null) { hashes.Add((table, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()))); }
            (table, bytes) = (null, 0);
        }
    }

    public static async Task<BackupManifest> ReadAsync(string path, BackupKey key, Func<string, Task> table, Func<ReadOnlyMemory<byte>, ValueTask> data, CancellationToken stop)
    {
        if (!File.Exists(path)) { throw new WrongInputException($"There is no file {path}"); }
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        await using var open = new SealedReader(file, key);
        await using var whole = new ZLibStream(open, CompressionMode.Decompress);
        try
        {
            return await BackupEntries.ReadAsync(whole, table, data, stop);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new WrongInputException("This backup opens with the key, and what is in it cannot be read: it was made by another version, or wrongly. Nothing was changed", e);
        }
    }
}
