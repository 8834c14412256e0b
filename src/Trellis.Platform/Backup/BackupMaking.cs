using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Backup;

/// <summary>Copies every table in one snapshot into one encrypted file, while the site goes on working.</summary>
public static class BackupMaking
{
    private const int Piece = 1 << 18;

    /// <summary>Writes the file beside its name and renames it when it is whole. Only its owner may read it.</summary>
    /// <exception cref="WrongInputException">There is such a file already.</exception>
    public static async Task<BackupManifest> MakeAsync(Database database, DisposalJournal journal, string path, BackupKey key, DateTimeOffset now, CancellationToken stop = default)
    {
        if (File.Exists(path)) { throw new WrongInputException($"There is a file {path} already. A backup is never written over"); }
        var partial = $"{path}.partial";
        File.Delete(partial);
        try
        {
            BackupManifest manifest;
            await using (var file = new FileStream(partial, BackupKey.OwnersAlone()))
            {
                await using var locked = new SealedWriter(file, key);
                await using (var small = new ZLibStream(locked, CompressionLevel.Fastest, leaveOpen: true)) { manifest = await CopyAsync(database, journal, small, now, stop); }
                locked.Finish();
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: false);
            return manifest;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task<BackupManifest> CopyAsync(Database database, DisposalJournal journal, Stream to, DateTimeOffset now, CancellationToken stop)
    {
        // Read before the snapshot: a disposal in between is then replayed though it is in the copy, which does nothing.
        var disposals = await journal.ReadAsync(stop);
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        var tables = new List<BackupTable>();
        foreach (var (name, columns) in await KeptTables.ReadAsync(connection, stop)) { tables.Add(await CopyAsync(connection, name, columns, to, stop)); }
        var manifest = new BackupManifest(
            now,
            (await RowsAsync(connection, "select max(number) from record.era", r => r.GetInt32(0), stop))[0],
            [.. await RowsAsync(connection, "select number, name, hash from public.migration order by number", r => new BackupMigration(r.GetInt32(0), r.GetString(1), r.GetString(2)), stop)],
            [.. tables],
            [.. await SequencesAsync(connection, stop)],
            (await RowsAsync(connection, "select number, encode(hash, 'hex') from record.seal union all select 0, '' order by 1 desc limit 1", r => new BackupSeal(r.GetInt64(0), r.GetString(1)), stop))[0],
            new BackupJournal(disposals.Count, disposals.Count == 0 ? "" : disposals[^1].Hash));
        await BackupEntries.WriteAsync(to, manifest, stop);
        return manifest;
    }

    private static async Task<BackupTable> CopyAsync(NpgsqlConnection connection, string name, string[] columns, Stream to, CancellationToken stop)
    {
        await BackupEntries.WriteAsync(to, name, stop);
        var rows = (await RowsAsync(connection, $"select count(*) from {name}", r => r.GetInt64(0), stop))[0];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[Piece];
        long bytes = 0;
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {name} ({string.Join(", ", columns)}) to stdout (format binary)", stop);
        for (int read; (read = await copy.ReadAsync(piece, stop)) > 0; bytes += read)
        {
            hash.AppendData(piece.AsSpan(0, read));
            await BackupEntries.WriteAsync(to, BackupEntries.Data, piece.AsMemory(0, read), stop);
        }

        return new BackupTable(name, [.. columns], rows, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Read after the tables: no row copied can have a number a sequence has still to give.</summary>
    private static async Task<List<BackupSequence>> SequencesAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var found = new List<BackupSequence>();
        foreach (var name in await RowsAsync(connection, KeptTables.Sequences, r => r.GetString(0), stop))
        {
            found.AddRange(await RowsAsync(connection, string.Create(CultureInfo.InvariantCulture, $"select last_value, is_called from {name}"), r => new BackupSequence(name, r.GetInt64(0), r.GetBoolean(1)), stop));
        }

        return found;
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<T>();
        while (await row.ReadAsync(stop)) { found.Add(read(row)); }
        return found;
    }
}
