using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Needs;

/// <summary>A file that shows something was learnt, such as a certificate. It was looked at as every document is.</summary>
public sealed class LearntFile : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid LearntId { get; init; }

    public Learnt? Learnt { get; init; }

    /// <summary>As it was called where it came from, cleaned.</summary>
    public required string Name { get; init; }

    /// <summary>pdf, docx, xlsx, pptx, png, jpeg, txt or csv.</summary>
    public required string Type { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public required bool Scanned { get; init; }

    public required DateTimeOffset At { get; init; }

    public List<LearntPiece> Pieces { get; } = [];

    Entity IPart.Whole => Learnt ?? throw new InvalidOperationException("Load the file with what it shows to change it");

    internal static LearntFile Of(LookedAtFile file, Learnt learnt, DateTimeOffset at)
    {
        var kept = new LearntFile { LearntId = learnt.Id, Learnt = learnt, Name = file.Name, Type = file.Type, Size = file.Content.Length, Sha256 = file.Sha256, Scanned = file.Scanned, At = at };
        kept.Pieces.AddRange(file.Pieces.Select((body, number) => new LearntPiece { FileId = kept.Id, Number = number, Body = body, File = kept }));
        return kept;
    }
}

/// <summary>A piece of a file, so that nobody ever holds a whole one to give it out.</summary>
public sealed class LearntPiece : IPart
{
    public Guid FileId { get; init; }

    public required int Number { get; init; }

    public required byte[] Body { get; init; }

    public LearntFile? File { get; init; }

    Entity IPart.Whole => ((IPart?)File)?.Whole ?? throw new InvalidOperationException("Load the piece with its file to change it");
}
