using System.Globalization;
using System.Text.Json;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Record;

/// <summary>A seal as it was written down outside the database.</summary>
/// <param name="Seal">Its number.</param>
/// <param name="At">When it was made, to the microsecond.</param>
/// <param name="Hash">64 hex digits.</param>
/// <param name="Era">How often the record had been restored from a backup, and one.</param>
public sealed record Anchor(long Seal, DateTimeOffset At, string Hash, int Era)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>One line: <c>{"seal":12,"at":"…","hash":"…","era":1}</c>.</summary>
    public string Line() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="WrongInputException">A line is no anchor; the message says which.</exception>
    public static IReadOnlyList<Anchor> Read(string file)
    {
        if (!File.Exists(file)) { throw new WrongInputException($"There is no file {file}"); }
        var anchors = new List<Anchor>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Length == 0) { continue; }
            anchors.Add(Parse(line) ?? throw new WrongInputException($"{file}:{number.ToString(CultureInfo.InvariantCulture)}: this line is no anchored seal"));
        }

        return anchors.Count > 0 ? anchors : throw new WrongInputException($"{file} holds no anchored seal");
    }

    private static Anchor? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Anchor>(line, Json) is { Seal: > 0, Era: > 0, Hash.Length: 64 } anchor ? anchor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An anchored seal the database does not hold.</summary>
/// <param name="What"><c>missing</c>, or <c>another</c>: one of that number with another hash.</param>
/// <param name="Restored">It is of an era before that of a restore the operator named.</param>
public sealed record Unanchored(Anchor Anchor, string What, bool Restored);

/// <summary>Compares what was written down outside with what the database holds: whoever replaces the whole of it cannot replace that.</summary>
public static class Anchors
{
    private const string Latest = "select number, at, encode(hash, 'hex'), era from record.seal order by number desc limit 1";

    /// <summary>The newest seal; null when nothing was sealed yet.</summary>
    public static async Task<Anchor?> LatestAsync(Database database, CancellationToken cancellationToken = default)
    {
        await using var ask = database.As(DatabaseRoles.App).CreateCommand(Latest);
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new Anchor(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetInt32(3)) : null;
    }

    /// <param name="restored">The era that a lawful restore began: what was anchored in an earlier one may be lost. Null: no restore was lawful.</param>
    public static async Task<IReadOnlyList<Unanchored>> CompareAsync(Database database, IReadOnlyList<Anchor> anchors, int? restored = null, CancellationToken cancellationToken = default)
    {
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand("select number, encode(hash, 'hex'), null from record.seal where number = any($1) union all select null, null, max(number) from record.era");
        ask.Parameters.Add(new NpgsqlParameter { Value = anchors.Select(a => a.Seal).Distinct().ToArray() });
        var held = new Dictionary<long, string>();
        var era = 0;
        await using (var row = await ask.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                if (row.IsDBNull(0)) { era = row.GetInt32(2); }
                else { held[row.GetInt64(0)] = row.GetString(1); }
            }

        }

        bool Lost(Anchor anchor) => restored is { } lawful && era >= lawful && anchor.Era < lawful;
        return [.. anchors.Where(a => held.GetValueOrDefault(a.Seal) != a.Hash).Select(a => new Unanchored(a, held.ContainsKey(a.Seal) ? "another" : "missing", Lost(a)))];
    }
}
