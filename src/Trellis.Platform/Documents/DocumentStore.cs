using System.Data;
using System.Security.Cryptography;
using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Documents;

/// <param name="Megabytes">The largest document.</param>
public sealed record DocumentLimit(int Megabytes)
{
    public const string Setting = "TRELLIS_DOCUMENT_MB";

    /// <summary>A setting may lower it.</summary>
    public const int Most = 25;

    /// <summary>Bytes of one form with its files.</summary>
    public const int MostAtOnce = 2 * (Most + 2) * 1024 * 1024;

    public int Bytes => Megabytes * 1024 * 1024;

    /// <exception cref="CannotRunException">The setting is no number from 1 to 25.</exception>
    public static DocumentLimit Named() => Environment.GetEnvironmentVariable(Setting) switch
    {
        null or "" => new(Most),
        var text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var megabytes) && megabytes is >= 1 and <= Most => new(megabytes),
        var text => throw new CannotRunException($"{Setting} is \"{text}\", and must be a number from 1 to {Most}"),
    };
}

/// <summary>A file that may be kept.</summary>
/// <param name="Name">Cleaned: <see cref="DocumentName"/>.</param>
/// <param name="Type">pdf, docx, xlsx, pptx, png, jpeg, txt or csv; of a recording mp3, m4a or ogg.</param>
/// <param name="Scanned">A virus scanner looked at it.</param>
public sealed record LookedAtFile(string Name, string Type, byte[] Content, byte[] Sha256, bool Scanned)
{
    /// <summary>Bytes of every piece but the last.</summary>
    public const int PieceLength = 1 << 19;

    /// <summary>Half a mebibyte each, as it is kept.</summary>
    public IEnumerable<byte[]> Pieces => Content.Chunk(PieceLength);
}

/// <summary>Takes documents in after looking at what is in them, and gives them out again as they came.</summary>
public sealed class DocumentStore(RecordDb db, VirusScanner scanner, DocumentLimit limit, LondonClock clock)
{
    private const string Insert = """
        insert into documents.document (id, step_id, area, visible_to, field, kept_to, name, type, size, sha256, scanned, at, by_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    public DocumentLimit Limit => limit;

    public bool IsScanning => scanner.IsNamed;

    /// <summary>Keeps it as part of a draft. Not record, so no act.</summary>
    /// <param name="field">The input it came in by.</param>
    /// <param name="keptTo">The role a sensitive field keeps it to.</param>
    /// <param name="given">What it was called.</param>
    public async Task<Outcome<Guid>> AddAsync(Guid step, string area, string? visibleTo, string field, string? keptTo, string given, Stream content, long length, CancellationToken stop = default)
    {
        if ((await LookAsync(field, given, content, length, stop)).Refused(out var why, out var file)) { return why; }

        var id = Ids.New();
        await using var own = await db.OpenAsync(stop);
        await using var transaction = await own.Connection.BeginTransactionAsync(stop);
        await RunAsync(own.Connection, Insert, stop, id, step, area, visibleTo, field, keptTo, file.Name, file.Type, file.Content.Length, file.Sha256, file.Scanned, clock.Now, db.Acting.Actor.UserId);
        foreach (var (number, piece) in file.Pieces.Index())
        {
            await RunAsync(own.Connection, "insert into documents.piece (document_id, number, body) values ($1, $2, $3)", stop, id, number, piece);
        }

        await transaction.CommitAsync(stop);
        return id;
    }

    /// <summary>Looks at what is in a file, as it is looked at before anything is kept: its size, its kind, viruses. Nothing is kept.</summary>
    /// <param name="field">The input it came in by.</param>
    /// <param name="given">What it was called.</param>
    public Task<Outcome<LookedAtFile>> LookAsync(string field, string given, Stream content, long length, CancellationToken stop = default) => LookAsync(field, given, content, length, sound: false, stop);

    /// <summary>The same.</summary>
    /// <param name="sound">A recording may be kept there too.</param>
    public async Task<Outcome<LookedAtFile>> LookAsync(string field, string given, Stream content, long length, bool sound, CancellationToken stop = default)
    {
        if (length > limit.Bytes) { return new Refusal(field, $"The file must be {limit.Megabytes} MB or smaller"); }
        var bytes = new byte[length];
        await content.ReadExactlyAsync(bytes, stop);
        if ((sound && SoundCheck.IsCalledOne(given) ? SoundCheck.TypeOf(given, bytes) : DocumentCheck.TypeOf(given, bytes)).Refused(out var why, out var type)) { return new Refusal(field, why.Words); }
        var scan = await scanner.ScanAsync(bytes, stop);
        if (scan is Scan.Infected) { return new Refusal(field, "A virus was found in this file, so it was not kept. Tell whoever looks after your computer"); }
        if (scan is Scan.NotReached) { return new Refusal(field, "The file could not be looked at for viruses just now, so it was not kept. Try again in a few minutes"); }
        return new LookedAtFile(DocumentName.Clean(given, DocumentName.Ending(given)), type, bytes, SHA256.HashData(bytes), scan is Scan.Clean);
    }

    /// <summary>Writes it out piece by piece. The last is held back until all of it has the hash it was kept under.</summary>
    /// <exception cref="InvalidDataException">It was altered: the caller breaks off.</exception>
    public Task WriteAsync(Document document, Stream to, CancellationToken stop = default) =>
        WriteAsync("select body from documents.piece where document_id = $1 order by number", document.Id, document.Sha256, to, stop);

    /// <summary>The same of what another module keeps in pieces of its own.</summary>
    /// <param name="pieces">Asks for the bodies of the one whose id is its parameter, in order.</param>
    /// <exception cref="InvalidDataException">It was altered: the caller breaks off.</exception>
    public async Task WriteAsync(string pieces, Guid id, byte[] sha256, Stream to, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand(pieces, own.Connection) { Parameters = { new() { Value = id } } };
        await using var row = await ask.ExecuteReaderAsync(CommandBehavior.SequentialAccess, stop);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] held = [];
        while (await row.ReadAsync(stop))
        {
            if (held.Length > 0) { await to.WriteAsync(held, stop); }
            held = row.GetFieldValue<byte[]>(0);
            hash.AppendData(held);
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(sha256)) { throw new InvalidDataException($"The document {id} is not what it was when it was added"); }
        await to.WriteAsync(held, stop);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value }); }
        await command.ExecuteNonQueryAsync(stop);
    }
}
