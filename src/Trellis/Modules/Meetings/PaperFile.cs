using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings;

/// <summary>A paper as the file it came in. It was looked at as every document is.</summary>
public sealed class PaperFile : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid ItemId { get; init; }

    /// <summary>As it was called where it came from, cleaned.</summary>
    public required string Name { get; init; }

    /// <summary>pdf, docx, xlsx, pptx, png, jpeg, txt or csv.</summary>
    public required string Type { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public required bool Scanned { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public List<PaperPiece> Pieces { get; init; } = [];

    public AgendaItem? Item { get; init; }

    Entity IPart.Whole => Item?.Meeting ?? throw new InvalidOperationException("Load the file with its item and meeting to change it");

    internal static PaperFile Of(LookedAtFile file, AgendaItem item, DateTimeOffset at, Guid by)
    {
        var kept = new PaperFile { ItemId = item.Id, Item = item, Name = file.Name, Type = file.Type, Size = file.Content.Length, Sha256 = file.Sha256, Scanned = file.Scanned, At = at, ById = by };
        kept.Pieces.AddRange(file.Pieces.Select((body, number) => new PaperPiece { FileId = kept.Id, Number = number, Body = body, File = kept }));
        return kept;
    }
}

/// <summary>A piece of a file, so that nobody ever holds a whole one to give it out.</summary>
public sealed class PaperPiece : IPart
{
    public Guid FileId { get; init; }

    public required int Number { get; init; }

    public required byte[] Body { get; init; }

    public PaperFile? File { get; init; }

    Entity IPart.Whole => ((IPart?)File)?.Whole ?? throw new InvalidOperationException("Load the piece with its file to change it");
}
