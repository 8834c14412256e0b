using System.Diagnostics.CodeAnalysis;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;

namespace Trellis.Modules.Questionnaires;

/// <summary>A document that shows what an answer says. It was looked at as every document is.</summary>
public sealed class ResponseEvidence : KeptFile<ResponsePiece>, IPart
{
    /// <summary>Files at once.</summary>
    public const int MostAtOnce = 5;

    public ResponseEvidence()
    {
    }

    [SetsRequiredMembers]
    private ResponseEvidence(LookedAtFile file, DateTimeOffset at, Guid by, string field, string area)
        : base(file, at, by) => (Field, Area) = (field, area);

    public Guid ResponseId { get; init; }

    public Reply? Reply { get; init; }

    public Guid RoundId { get; init; }

    public required string Area { get; init; }

    public string? Agency { get; init; }

    public Guid? StaffId { get; init; }

    public required string Field { get; init; }

    public Forms.AttachedFile AsFile => new(Id, Name, Type, Size, Convert.ToHexStringLower(Sha256), Scanned);

    Entity IPart.Whole => Reply ?? throw new InvalidOperationException("Load the evidence with its response to change it");

    public static ResponseEvidence Of(LookedAtFile file, string field, Reply response, DateTimeOffset at, Guid by)
    {
        var kept = new ResponseEvidence(file, at, by, field, response.Area) { ResponseId = response.Id, Reply = response, RoundId = response.RoundId, Agency = response.Agency, StaffId = response.StaffId };
        kept.Pieces.AddRange(file.Pieces.Select((body, number) => new ResponsePiece { EvidenceId = kept.Id, Number = number, Body = body, Evidence = kept }));
        return kept;
    }
}

public sealed class ResponsePiece : KeptPiece, IPart
{
    public Guid EvidenceId { get; init; }

    public ResponseEvidence? Evidence { get; init; }

    Entity IPart.Whole => ((IPart?)Evidence)?.Whole ?? throw new InvalidOperationException("Load the piece with its evidence to change it");
}
