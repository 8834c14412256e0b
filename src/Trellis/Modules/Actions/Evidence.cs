using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Actions;

/// <summary>A file that shows what was done of an action, or what changed because of a recommendation. It was looked at as every document is.</summary>
public sealed class Evidence : IPart
{
    /// <summary>Files at once.</summary>
    public const int MostAtOnce = 5;

    public Guid Id { get; init; } = Ids.New();

    public Guid? ActionId { get; init; }

    public Guid? RecommendationId { get; init; }

    /// <summary>What was said with it.</summary>
    public required Guid SaidId { get; init; }

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

    public List<EvidencePiece> Pieces { get; init; } = [];

    public ActionPoint? Action { get; init; }

    public Recommendation? Recommendation { get; init; }

    Entity IPart.Whole => (Entity?)Action ?? Recommendation ?? throw new InvalidOperationException("Load the evidence with what it is of to change it");

    internal static Evidence Of(LookedAtFile file, Guid said, ActionPoint? action, Recommendation? recommendation, DateTimeOffset at, Guid by)
    {
        var evidence = new Evidence
        {
            ActionId = action?.Id,
            RecommendationId = recommendation?.Id,
            Action = action,
            Recommendation = recommendation,
            SaidId = said,
            Name = file.Name,
            Type = file.Type,
            Size = file.Content.Length,
            Sha256 = file.Sha256,
            Scanned = file.Scanned,
            At = at,
            ById = by,
        };
        evidence.Pieces.AddRange(file.Pieces.Select((body, number) => new EvidencePiece { EvidenceId = evidence.Id, Number = number, Body = body, Of = evidence }));
        return evidence;
    }
}

/// <summary>A piece of a file, so that nobody ever holds a whole one to give it out.</summary>
public sealed class EvidencePiece : IPart
{
    public Guid EvidenceId { get; init; }

    public required int Number { get; init; }

    public required byte[] Body { get; init; }

    public Evidence? Of { get; init; }

    Entity IPart.Whole => ((IPart?)Of)?.Whole ?? throw new InvalidOperationException("Load the piece with its evidence to change it");
}
