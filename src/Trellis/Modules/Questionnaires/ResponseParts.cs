using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Questionnaires;

/// <summary>
/// What was signed or sent: questions in the words they were asked in, answers as they were read, normalised answers for counting, and the form
/// values they came from, to begin again with.
/// </summary>
/// <param name="Changed">Fields that say something else than what was brought forward; null where nothing was.</param>
public sealed record FrozenResponse(string Title, IReadOnlyList<FrozenResponse.Part> Parts, JsonObject Values, Dictionary<string, string[]> Form, IReadOnlyList<string>? Changed, string By)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public sealed record Part(string Title, IReadOnlyList<Said> Answers);

    public sealed record Said(string Field, string Label, string Text, IReadOnlyList<Forms.AttachedFile>? Files = null);

    public string? Answer(string field) => Values[field] is JsonValue value ? value.ToString() : null;

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static FrozenResponse Read(string body) => JsonSerializer.Deserialize<FrozenResponse>(body, Json) ?? throw new InvalidOperationException("A version is empty");
}

/// <summary>A version for ever. Only that another takes its place is said of it later.</summary>
public sealed class ResponseVersion : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid ResponseId { get; init; }

    public Reply? Reply { get; init; }

    public Guid RoundId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public Guid? StaffId { get; init; }

    public required int Number { get; init; }

    public required string Body { get; init; }

    /// <summary>SHA-256 of the body; the fact that it was signed has it too, and is sealed.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public DateTimeOffset? ReplacedAt { get; set; }

    public bool IsUntouched => HashOf(Body).AsSpan().SequenceEqual(Hash);

    Entity IPart.Whole => Reply ?? throw new InvalidOperationException("Load the version with its response to change it");

    public static byte[] HashOf(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(body));
}

/// <summary>What is written and not signed yet: no record.</summary>
public sealed class ResponseDraft : IDraft
{
    public Guid ResponseId { get; init; }

    public Guid RoundId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public Guid? StaffId { get; init; }

    /// <summary>Form values, as JSON.</summary>
    public required string Answers { get; set; }

    public required DateTimeOffset SavedAt { get; set; }

    public required Guid SavedBy { get; set; }

    public int Edition { get; set; }
}

/// <summary>A section that a colleague answers.</summary>
public sealed class Delegation : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid ResponseId { get; init; }

    public Reply? Reply { get; init; }

    public Guid RoundId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public required string Section { get; init; }

    public required Guid StaffId { get; init; }

    public required Guid ById { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? DoneAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    Entity IPart.Whole => Reply ?? throw new InvalidOperationException("Load the delegation with its response to change it");
}

/// <summary>What somebody else makes of a score, beside it.</summary>
public sealed class Moderation : IPart
{
    public const int LongestReason = 2000;

    public Guid Id { get; init; } = Ids.New();

    public Guid ResponseId { get; init; }

    public Reply? Reply { get; init; }

    public Guid RoundId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public required string Field { get; init; }

    /// <summary>The agency's own answer, as it was then; empty when it gave none.</summary>
    public required string Own { get; init; }

    public required string Given { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public string? ByAgency { get; init; }

    public DateTimeOffset? ReplacedAt { get; set; }

    Entity IPart.Whole => Reply ?? throw new InvalidOperationException("Load the moderation with its response to change it");
}

/// <summary>A document that shows what an answer says. It was looked at as every document is.</summary>
public sealed class ResponseEvidence : IPart
{
    /// <summary>Files at once.</summary>
    public const int MostAtOnce = 5;

    public Guid Id { get; init; } = Ids.New();

    public Guid ResponseId { get; init; }

    public Reply? Reply { get; init; }

    public Guid RoundId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public Guid? StaffId { get; init; }

    public required string Field { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required int Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public required bool Scanned { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public List<ResponsePiece> Pieces { get; } = [];

    public Forms.AttachedFile AsFile => new(Id, Name, Type, Size, Convert.ToHexStringLower(Sha256), Scanned);

    Entity IPart.Whole => Reply ?? throw new InvalidOperationException("Load the evidence with its response to change it");

    public static ResponseEvidence Of(LookedAtFile file, string field, Reply response, DateTimeOffset at, Guid by)
    {
        var kept = new ResponseEvidence { ResponseId = response.Id, Reply = response, RoundId = response.RoundId, Area = response.Area, Agency = response.Agency, StaffId = response.StaffId, Field = field, Name = file.Name, Type = file.Type, Size = file.Content.Length, Sha256 = file.Sha256, Scanned = file.Scanned, At = at, ById = by };
        kept.Pieces.AddRange(file.Pieces.Select((body, number) => new ResponsePiece { EvidenceId = kept.Id, Number = number, Body = body, Evidence = kept }));
        return kept;
    }
}

/// <summary>A piece of a file, so that nobody ever holds a whole one to give it out.</summary>
public sealed class ResponsePiece : IPart
{
    public Guid EvidenceId { get; init; }

    public required int Number { get; init; }

    public required byte[] Body { get; init; }

    public ResponseEvidence? Evidence { get; init; }

    Entity IPart.Whole => ((IPart?)Evidence)?.Whole ?? throw new InvalidOperationException("Load the piece with its evidence to change it");
}
