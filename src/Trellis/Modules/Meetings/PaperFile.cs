using System.Diagnostics.CodeAnalysis;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings;

/// <summary>A paper as the file it came in.</summary>
public sealed class PaperFile : KeptFile<PaperPiece>, IPart
{
    public PaperFile()
    {
    }

    [SetsRequiredMembers]
    private PaperFile(LookedAtFile file, DateTimeOffset at, Guid by)
        : base(file, at, by)
    {
    }

    public Guid ItemId { get; init; }

    public AgendaItem? Item { get; init; }

    Entity IPart.Whole => Item?.Meeting ?? throw new InvalidOperationException("Load the file with its item and meeting to change it");

    internal static PaperFile Of(LookedAtFile file, AgendaItem item, DateTimeOffset at, Guid by)
    {
        var kept = new PaperFile(file, at, by) { ItemId = item.Id, Item = item };
        kept.Pieces.AddRange(file.Pieces.Select((body, number) => new PaperPiece { FileId = kept.Id, Number = number, Body = body, File = kept }));
        return kept;
    }
}

public sealed class PaperPiece : KeptPiece, IPart
{
    public Guid FileId { get; init; }

    public PaperFile? File { get; init; }

    Entity IPart.Whole => ((IPart?)File)?.Whole ?? throw new InvalidOperationException("Load the piece with its file to change it");
}
