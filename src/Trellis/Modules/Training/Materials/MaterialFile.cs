using System.Diagnostics.CodeAnalysis;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Materials;

/// <summary>A material as the file it came in.</summary>
public sealed class MaterialFile : KeptFile<MaterialPiece>, IPart
{
    public MaterialFile()
    {
    }

    [SetsRequiredMembers]
    private MaterialFile(LookedAtFile file, DateTimeOffset at, Guid by)
        : base(file, at, by)
    {
    }

    public Guid MaterialId { get; init; }

    public Material? Material { get; init; }

    Entity IPart.Whole => Material ?? throw new InvalidOperationException("Load the file with its material to change it");

    internal static MaterialFile Of(LookedAtFile file, Material material, DateTimeOffset at, Guid by)
    {
        var kept = new MaterialFile(file, at, by) { MaterialId = material.Id, Material = material };
        kept.Pieces.AddRange(file.Pieces.Select((body, number) => new MaterialPiece { FileId = kept.Id, Number = number, Body = body, File = kept }));
        return kept;
    }
}

public sealed class MaterialPiece : KeptPiece, IPart
{
    public Guid FileId { get; init; }

    public MaterialFile? File { get; init; }

    Entity IPart.Whole => ((IPart?)File)?.Whole ?? throw new InvalidOperationException("Load the piece with its file to change it");
}
