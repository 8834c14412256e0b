using Trellis.Platform.Record;

namespace Trellis.Platform.Documents;

/// <summary>
/// What somebody added to a form: a draft's until a version is frozen with it, then for as long as that version is kept. What is in it
/// lies in pieces of its own.
/// </summary>
public sealed class Document : IDraft
{
    public Guid Id { get; init; }

    public Guid StepId { get; init; }

    public Guid MatterId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public string? VisibleTo { get; private set; }

    /// <summary>The field of the form.</summary>
    public required string Field { get; init; }

    /// <summary>The role that alone may read it besides its author, of a sensitive field.</summary>
    public string? KeptTo { get; init; }

    /// <summary>As it was called where it came from, cleaned: <see cref="DocumentName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>pdf, docx, xlsx, pptx, png, jpeg, txt or csv: what is in it, whatever it was called.</summary>
    public required string Type { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    public required byte[] Sha256 { get; init; }

    /// <summary>A virus scanner looked at it and found nothing. False: none was named.</summary>
    public required bool Scanned { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    /// <summary>The frozen versions it belongs to.</summary>
    public Guid[] WordsIds { get; private set; } = [];

    public bool IsDraft => WordsIds.Length == 0;

    public string Hash => Convert.ToHexStringLower(Sha256);

    /// <summary>A version is frozen with it: from now on whoever sees the version sees it.</summary>
    public void BelongTo(Guid words, string? visibleTo)
    {
        if (!WordsIds.Contains(words)) { WordsIds = [.. WordsIds, words]; }
        VisibleTo = visibleTo;
    }
}
