using System.Diagnostics.CodeAnalysis;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Library;

/// <summary>A file of a version; of a podcast also the recording.</summary>
public sealed class ResourceFile : KeptFile<ResourcePiece>, IPart
{
    public ResourceFile()
    {
    }

    [SetsRequiredMembers]
    private ResourceFile(LookedAtFile file, DateTimeOffset at, Guid by)
        : base(file, at, by)
    {
    }

    public Guid VersionId { get; init; }

    public ResourceVersion? Version { get; init; }

    /// <summary>Played on the page, not only kept.</summary>
    public bool IsSound => SoundCheck.Plays.ContainsKey(Type);

    Entity IPart.Whole => ((IPart?)Version)?.Whole ?? throw new InvalidOperationException("Load the file with its version to change it");

    internal static ResourceFile Of(LookedAtFile file, ResourceVersion version, DateTimeOffset at, Guid by)
    {
        var kept = new ResourceFile(file, at, by) { VersionId = version.Id, Version = version };
        kept.Pieces.AddRange(file.Pieces.Select((body, number) => new ResourcePiece { FileId = kept.Id, Number = number, Body = body, File = kept }));
        return kept;
    }
}

public sealed class ResourcePiece : KeptPiece, IPart
{
    public Guid FileId { get; init; }

    public ResourceFile? File { get; init; }

    Entity IPart.Whole => ((IPart?)File)?.Whole ?? throw new InvalidOperationException("Load the piece with its file to change it");
}
