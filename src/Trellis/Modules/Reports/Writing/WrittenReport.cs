using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reports.Writing;

/// <summary>A report being written: chapters by their authors, put before the safeguarding partners, approved by each of them, published.</summary>
public sealed partial class WrittenReport : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestText = 100_000;
    public const int LongestWords = 2_000;

    /// <summary>Financial year reported on: <c>2021-22</c>.</summary>
    public required string Year { get; init; }

    public required string Title { get; set; }

    public required string[] Areas { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Counts changes of the text; a proof is of one of them.</summary>
    public int TextEdition { get; private set; } = 1;

    public int Edition { get; private set; }

    public List<ReportSection> Sections { get; } = [];

    public List<ReportProof> Proofs { get; } = [];

    public List<Publication> Publications { get; } = [];

    /// <summary>Those that are in it, in their order.</summary>
    public IReadOnlyList<ReportSection> Chapters => [.. Sections.Where(s => !s.LeftOut).OrderBy(s => s.Place)];

    public ReportProof? LastProof => Proofs.MaxBy(p => p.Number);

    public Publication? LastPublication => Publications.MaxBy(p => p.Number);

    /// <summary>The last proof is of the text as it stands.</summary>
    public bool ProofIsOfThisText => LastProof?.TextEdition == TextEdition;

    public WritingState State => LastProof is not { } proof || !ProofIsOfThisText ? WritingState.BeingWritten
        : Publications.Exists(p => p.ProofId == proof.Id) ? WritingState.Published
        : proof.IsApproved ? WritingState.Approved : WritingState.WithThePartners;

    /// <param name="chapters">The first stands before the first chapter.</param>
    public static Outcome<WrittenReport> Begin(string year, string title, string[] areas, IReadOnlyList<(string Title, string Text)> chapters, Actor by, DateTimeOffset at)
    {
        if (title.Trim().Length is 0 or > LongestTitle) { return new Refusal("Name", title.Trim().Length == 0 ? "Enter what the report is called" : "What it is called must be 200 characters or fewer"); }
        if (areas.Length == 0) { return new Refusal("Name", "You have no area to report on"); }
        var report = new WrittenReport { Year = year, Title = title.Trim(), Areas = areas, BegunAt = at };
        foreach (var (chapter, place) in chapters.Select((c, i) => (c, i))) { report.Sections.Add(ReportSection.Begin(report, place, chapter.Title, chapter.Text, by, at)); }
        report.Says("report.begun", by, at);
        return report;
    }

    internal void Says(string kind, Actor by, DateTimeOffset at, params FactDetail[] details) => Happened(new Fact
    {
        Kind = kind,
        SourceId = Id,
        Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0],
        Agency = by.Agency,
        Occurred = Moment.Exactly(at),
        Details = [new FactDetail { Field = "year", Code = Year }, .. details],
    });

    private void TextChanged()
    {
        TextEdition++;
        Edition++;
    }
}

public enum WritingState { BeingWritten, WithThePartners, Approved, Published }

/// <summary>A safeguarding partner of the day: who must approve.</summary>
/// <param name="Id">In <c>practice/partnership/footprint.yaml</c>.</param>
/// <param name="Agency">Its code in the register of agencies; null where it has none, and nobody can sign for it here.</param>
public sealed record Signer(string Id, string Title, string? Agency);
