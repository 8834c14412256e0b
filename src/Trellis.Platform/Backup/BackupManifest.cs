using System.Collections.Immutable;
using System.Text.Json;

namespace Trellis.Platform.Backup;

/// <summary>What is in a backup. It stands at the file's end, when all of it is known.</summary>
/// <param name="Seal">The last seal's number and hash (hex); 0 and "" when nothing was sealed yet.</param>
/// <param name="Disposals">How many entries the journal of disposals had, and the hash of the last: a restore asks for a journal that goes on from there.</param>
public sealed record BackupManifest(
    DateTimeOffset MadeAt,
    int Era,
    ImmutableArray<BackupMigration> Migrations,
    ImmutableArray<BackupTable> Tables,
    ImmutableArray<BackupSequence> Sequences,
    BackupSeal Seal,
    BackupJournal Disposals)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { AllowDuplicateProperties = false };

    public long Rows => Tables.Sum(t => t.Rows);
}

public sealed record BackupMigration(int Number, string Name, string Hash);

/// <param name="Name">Schema and table, as SQL writes them.</param>
/// <param name="Columns">As SQL writes them, in the order they were copied in; computed columns are not among them.</param>
/// <param name="Bytes">Of PostgreSQL's binary COPY, before compression.</param>
/// <param name="Hash">SHA-256 of the same, hex.</param>
public sealed record BackupTable(string Name, ImmutableArray<string> Columns, long Rows, long Bytes, string Hash);

public sealed record BackupSequence(string Name, long Last, bool Used);

public sealed record BackupSeal(long Number, string Hash);

public sealed record BackupJournal(int Entries, string Last);
