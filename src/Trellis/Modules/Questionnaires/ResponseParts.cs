using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
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
