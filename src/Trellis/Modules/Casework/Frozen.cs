using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Forms;
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
    public sealed record Answer(string Field, string Label, string Text, bool Voice = false, string? Sensitive = null, IReadOnlyList<AttachedFile>? Files = null);

    public Words AsWords(CaseStep step) => new() { Kind = Kind, VisibleTo = step.VisibleTo, Body = JsonSerializer.Serialize(this, Json) };

    /// <exception cref="InvalidOperationException">The words were disposed of.</exception>
    public static Frozen Read(Words words) =>
        JsonSerializer.Deserialize<Frozen>(words.Body ?? throw new InvalidOperationException($"The words {words.Id} were disposed of"), Json)
        ?? throw new InvalidOperationException($"The words {words.Id} are empty");
}
