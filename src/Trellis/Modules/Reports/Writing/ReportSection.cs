using Trellis.Platform.Record;

namespace Trellis.Modules.Reports.Writing;

/// <summary>A chapter of a report: Markdown with orders for figures. Every text it had is kept.</summary>
public sealed class ReportSection : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid ReportId { get; init; }

    /// <summary>0 stands before the first chapter, under the title.</summary>
    public required int Place { get; set; }

    public required string Title { get; set; }

    /// <summary>Whose people may write it, besides those who publish the report.</summary>
    public string? Agency { get; set; }

    /// <summary>Who writes it, by their post.</summary>
    public string Author { get; set; } = "";

    public required string Text { get; set; }

    /// <summary>Of its last version.</summary>
    public required int Number { get; set; }

    public bool LeftOut { get; set; }

    public WrittenReport? Report { get; init; }

    public List<SectionVersion> Versions { get; } = [];

    public List<Remark> Remarks { get; } = [];

    public IEnumerable<Remark> Open => Remarks.Where(r => r.Answer is null);

    Entity IPart.Whole => Report ?? throw new InvalidOperationException("Read with its report");

    internal static ReportSection Begin(WrittenReport report, int place, string title, string text, Actor by, DateTimeOffset at)
    {
        var section = new ReportSection { ReportId = report.Id, Report = report, Place = place, Title = title, Text = text, Number = 1 };
        section.Keep(by, at);
        return section;
    }

    internal void Become(string title, string text, Actor by, DateTimeOffset at)
    {
        (Title, Text, Number) = (title, text, Number + 1);
        Keep(by, at);
    }

    private void Keep(Actor by, DateTimeOffset at) => Versions.Add(new SectionVersion { SectionId = Id, Section = this, Number = Number, Title = Title, Text = Text, At = at, ById = by.UserId });
}

/// <summary>A text a section had. Never changed.</summary>
public sealed class SectionVersion : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid SectionId { get; init; }

    public required int Number { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public ReportSection? Section { get; init; }

    Entity IPart.Whole => Section?.Report ?? throw new InvalidOperationException("Read with its report");
}

/// <summary>What somebody remarks on a section, on some of its words or on all of it.</summary>
public sealed class Remark : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public required Guid SectionId { get; init; }

    /// <summary>Of the version it was made on.</summary>
    public required int Number { get; init; }

    /// <summary>The words it is about; empty: the whole section.</summary>
    public required string Quote { get; init; }

    public required string Words { get; init; }

    /// <summary>What the quoted words should be; null where it only remarks.</summary>
    public string? Suggestion { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    /// <summary><c>taken</c> or <c>left</c>; null while it is open.</summary>
    public string? Answer { get; private set; }

    public string Why { get; private set; } = "";

    public DateTimeOffset? AnsweredAt { get; private set; }

    public Guid? AnsweredBy { get; private set; }

    public ReportSection? Section { get; init; }

    Entity IPart.Whole => Section?.Report ?? throw new InvalidOperationException("Read with its report");

    internal void Close(bool taken, string why, Actor by, DateTimeOffset at) => (Answer, Why, AnsweredAt, AnsweredBy) = (taken ? "taken" : "left", why, at, by.UserId);
}
