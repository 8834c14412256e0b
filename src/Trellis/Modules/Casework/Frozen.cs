using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework;

/// <summary>
/// What was written in a step, as it is kept for ever: questions in the words they were asked in, answers as they were
/// read, so that an old record opens with its old form whatever the practice model says since.
/// </summary>
/// <param name="Form">The form values as posted (JSON object), to begin a correction from.</param>
public sealed record Frozen(string Title, IReadOnlyList<Frozen.Part> Parts, IReadOnlyList<Said> Said, string Form)
{
    public const string Kind = "step-version";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="PersonId">Whom this part is about; null when it is about all.</param>
    public sealed record Part(string Title, Guid? PersonId, IReadOnlyList<Answer> Answers);

    /// <param name="Text">The answer as a reader sees it, "Not provided" when empty.</param>
    /// <param name="Files">Documents added as this answer.</param>
    public sealed record Answer(string Field, string Label, string Text, bool Voice = false, string? Sensitive = null, IReadOnlyList<File>? Files = null);

    /// <summary>A document of this version: what it is called, and the hash that proves it is the one.</summary>
    /// <param name="Size">Bytes.</param>
    /// <param name="Sha256">Hex.</param>
    /// <param name="Scanned">A virus scanner found nothing in it; false: none was named.</param>
    public sealed record File(Guid Id, string Name, string Type, int Size, string Sha256, bool Scanned)
    {
        /// <summary>"PDF, 1.2 MB"</summary>
        public string Described => $"{Type.ToUpperInvariant()}, {(Size >= 1_000_000 ? $"{Size / 1e6:0.0} MB" : $"{Math.Max(1, Size / 1000)} kB")}{(Scanned ? "" : ", not scanned for viruses")}";
    }

    public Words AsWords(CaseStep step) => new() { Kind = Kind, VisibleTo = step.VisibleTo, Body = JsonSerializer.Serialize(this, Json) };

    /// <exception cref="InvalidOperationException">The words were disposed of.</exception>
    public static Frozen Read(Words words) =>
        JsonSerializer.Deserialize<Frozen>(words.Body ?? throw new InvalidOperationException($"The words {words.Id} were disposed of"), Json)
        ?? throw new InvalidOperationException($"The words {words.Id} are empty");
}
