using System.Diagnostics.CodeAnalysis;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Actions;

/// <summary>A file that shows what was done of an action, or what changed because of a recommendation. It was looked at as every document is.</summary>
public sealed class Evidence : KeptFile<EvidencePiece>, IPart
{
    /// <summary>Files at once.</summary>
    public const int MostAtOnce = 5;

    public Evidence()
    {
    }

    [SetsRequiredMembers]
    private Evidence(LookedAtFile file, DateTimeOffset at, Guid by, Guid said)
        : base(file, at, by) => SaidId = said;

    public Guid? ActionId { get; init; }

    public Guid? RecommendationId { get; init; }

    /// <summary>What was said with it.</summary>
    public required Guid SaidId { get; init; }

    public ActionPoint? Action { get; init; }

    public Recommendation? Recommendation { get; init; }

    Entity IPart.Whole => (Entity?)Action ?? Recommendation ?? throw new InvalidOperationException("Load the evidence with what it is of to change it");

    internal static Evidence Of(LookedAtFile file, Guid said, ActionPoint? action, Recommendation? recommendation, DateTimeOffset at, Guid by)
    {
        var evidence = new Evidence(file, at, by, said) { ActionId = action?.Id, RecommendationId = recommendation?.Id, Action = action, Recommendation = recommendation };
        evidence.Pieces.AddRange(file.Pieces.Select((body, number) => new EvidencePiece { EvidenceId = evidence.Id, Number = number, Body = body, Of = evidence }));
        return evidence;
    }
}

public sealed class EvidencePiece : KeptPiece, IPart
{
    public Guid EvidenceId { get; init; }

    public Evidence? Of { get; init; }

    Entity IPart.Whole => ((IPart?)Of)?.Whole ?? throw new InvalidOperationException("Load the piece with its evidence to change it");
}
