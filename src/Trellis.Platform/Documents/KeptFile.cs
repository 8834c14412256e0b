using System.Diagnostics.CodeAnalysis;
using Trellis.Platform.Record;

namespace Trellis.Platform.Documents;

/// <summary>A file as something keeps it: looked at as every document is, and lying in pieces of its own.</summary>
/// <typeparam name="TPiece">Its pieces, in a table beside its own.</typeparam>
public abstract class KeptFile<TPiece>
    where TPiece : KeptPiece
{
    /// <summary>As it is read again.</summary>
    protected KeptFile()
    {
    }

    [SetsRequiredMembers]
    protected KeptFile(LookedAtFile file, DateTimeOffset at, Guid by) =>
        (Name, Type, Size, Sha256, Scanned, At, ById) = (file.Name, file.Type, file.Content.Length, file.Sha256, file.Scanned, at, by);

    public Guid Id { get; init; } = Ids.New();

    /// <summary>As it was called where it came from, cleaned: <see cref="DocumentName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>pdf, docx, xlsx, pptx, png, jpeg, txt or csv; of a recording mp3, m4a or ogg: what is in it, whatever it was called.</summary>
    public required string Type { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    public required byte[] Sha256 { get; init; }

    /// <summary>A virus scanner looked at it and found nothing. False: none was named.</summary>
    public required bool Scanned { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public List<TPiece> Pieces { get; init; } = [];
}

/// <summary>A piece of a file, so that nobody ever holds a whole one to give it out.</summary>
public abstract class KeptPiece
{
    /// <summary>From 0 on.</summary>
    public required int Number { get; init; }

    public required byte[] Body { get; init; }
}
