using Trellis.Platform.Record;

namespace Trellis.Modules.Reports.Writing;

/// <summary>A report as it was put before the partners: text and figures of that day, which is what they approve and what is published. Never changed.</summary>
public sealed class ReportProof : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid ReportId { get; init; }

    public required int Number { get; init; }

    public required int TextEdition { get; init; }

    public required string Title { get; init; }

    /// <summary>The safeguarding partners of that day, by their id in the footprint; each must approve.</summary>
    public required string[] Signers { get; init; }

    /// <summary>What they were called, in the same order.</summary>
    public required string[] SignerTitles { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public WrittenReport? Report { get; init; }

    /// <summary>One; read only where the report itself is shown.</summary>
    public List<ProofText> Texts { get; } = [];

    public List<Approval> Approvals { get; } = [];

    public bool IsApproved => Signers.All(s => Approvals.Exists(a => a.Signer == s));

    Entity IPart.Whole => Report ?? throw new InvalidOperationException("Read with its report");
}

/// <summary>The whole of a proof, as it is shown: apart, because it is long.</summary>
public sealed class ProofText : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid ProofId { get; init; }

    /// <summary>HTML without the page round it.</summary>
    public required string Body { get; init; }

    /// <summary>Every number in it, as JSON.</summary>
    public required string Annex { get; init; }

    public ReportProof? Proof { get; init; }

    Entity IPart.Whole => Proof?.Report ?? throw new InvalidOperationException("Read with its report");
}

/// <summary>A safeguarding partner's approval of a proof.</summary>
public sealed class Approval : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid ProofId { get; init; }

    public required string Signer { get; init; }

    /// <summary>The agency whoever approved acted for.</summary>
    public required string Agency { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public ReportProof? Proof { get; init; }

    Entity IPart.Whole => Proof?.Report ?? throw new InvalidOperationException("Read with its report");
}

/// <summary>A report made public: an approved proof, with what was corrected since the one before.</summary>
public sealed class Publication : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid ReportId { get; init; }

    public required Guid ProofId { get; init; }

    /// <summary>The report's: it is in the address.</summary>
    public required string Year { get; init; }

    public required int Number { get; init; }

    /// <summary>What was corrected; empty the first time.</summary>
    public required string Notice { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public WrittenReport? Report { get; init; }

    public List<Rendition> Renditions { get; } = [];

    Entity IPart.Whole => Report ?? throw new InvalidOperationException("Read with its report");
}

/// <summary>A published report in easy read or another language. A later one of the same kind and language takes its place.</summary>
public sealed class Rendition : IPart
{
    public const string EasyRead = "easy-read";
    public const string Translation = "translation";
    public const int Longest = 200_000;

    public Guid Id { get; init; } = Ids.New();

    public required Guid PublicationId { get; init; }

    public required string Kind { get; init; }

    /// <summary>As browsers call it: <c>en</c>, <c>ar</c>.</summary>
    public required string Language { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown, without orders: its numbers are the published ones.</summary>
    public required string Text { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public Publication? Publication { get; init; }

    /// <summary>The last word of its address.</summary>
    public string Address => Kind is EasyRead ? Language is "en" ? Kind : $"{Kind}-{Language.ToLowerInvariant()}" : Language.ToLowerInvariant();

    Entity IPart.Whole => Publication?.Report ?? throw new InvalidOperationException("Read with its report");
}
