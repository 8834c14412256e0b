using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>What is said of an item when it is put on an agenda, or changed.</summary>
public sealed record ItemWords(string Title, string Kind, string Purpose, string Lead, int? Minutes, string Openness, Guid[] Readers);

/// <summary>One item of an agenda.</summary>
public sealed class AgendaItem : IPart
{
    public const int LongestTitle = 300;

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["report"] = "Report",
        ["presentation"] = "Presentation",
        ["verbal"] = "Verbal update",
        ["matter"] = "About a person or a matter",
        ["standing"] = "Standing item",
    };

    public static readonly IReadOnlyDictionary<string, string> Purposes = new Dictionary<string, string>
    {
        ["decide"] = "To decide",
        ["note"] = "To note",
        ["discuss"] = "To discuss",
    };

    public static readonly IReadOnlyDictionary<string, string> Opennesses = new Dictionary<string, string>
    {
        ["open"] = "Open",
        ["closed"] = "Part B, closed",
        ["restricted"] = "Restricted to named people",
    };

    public Guid Id { get; init; } = Ids.New();

    public Guid MeetingId { get; init; }

    public int Position { get; internal set; }

    public required string Title { get; set; }

    /// <summary>A standing item of <c>practice/meetings.yaml</c>; null for one of this meeting alone.</summary>
    public string? Standing { get; init; }

    /// <summary>A key of <see cref="Kinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>A key of <see cref="Purposes"/>.</summary>
    public required string Purpose { get; set; }

    /// <summary>Who leads it.</summary>
    public string Lead { get; set; } = "";

    /// <summary>How long it is meant to take.</summary>
    public int? Minutes { get; set; }

    /// <summary>A key of <see cref="Opennesses"/>. The database keeps what is not open from others.</summary>
    public string Openness { get; set; } = "open";

    /// <summary>Accounts of those it is restricted to.</summary>
    public Guid[] Readers { get; set; } = [];

    /// <summary>The action that was taken to the meeting, when it is about one.</summary>
    public Guid? ActionId { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; internal set; }

    /// <summary>When the meeting came to it.</summary>
    public DateTimeOffset? BegunAt { get; internal set; }

    public Meeting? Meeting { get; init; }

    public List<Paper> Papers { get; } = [];

    public IEnumerable<Paper> PapersNow => Papers.Where(p => p.RemovedAt is null).OrderBy(p => p.At);

    /// <summary>"To decide · Report · Director · 20 minutes"</summary>
    public string InShort => string.Join(" · ", new[] { Purposes[Purpose], Kind == "standing" ? "" : Kinds[Kind], Lead, Minutes is { } minutes ? English.Count(minutes, "minute", "minutes") : "" }.Where(t => t.Length > 0));

    Entity IPart.Whole => Meeting ?? throw new InvalidOperationException("Load the item with its meeting to change it");

    internal void Says(ItemWords words) => (Title, Kind, Purpose, Lead, Minutes, Openness, Readers) = (words.Title.Trim(), words.Kind, words.Purpose, words.Lead.Trim(), words.Minutes, words.Openness, words.Readers);
}

/// <summary>A paper of an item, with the header reports to boards and committees have.</summary>
public sealed class Paper : IPart
{
    public const int LongestBody = 200_000;

    public Guid Id { get; init; } = Ids.New();

    public Guid ItemId { get; init; }

    public Guid MeetingId { get; init; }

    public required string Title { get; init; }

    public string ReportOf { get; init; } = "";

    public string Author { get; init; } = "";

    public string Contact { get; init; } = "";

    public string Wards { get; init; } = "";

    public string Classification { get; init; } = "";

    public string Summary { get; init; } = "";

    public string Recommendations { get; init; } = "";

    public string Finance { get; init; } = "";

    public string Legal { get; init; } = "";

    public string Background { get; init; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; init; } = "";

    public Guid? FileId { get; init; }

    /// <summary>It came as a file.</summary>
    public PaperFile? File { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    /// <summary>Another stands in its place, or it was taken back.</summary>
    public DateTimeOffset? RemovedAt { get; internal set; }

    public AgendaItem? Item { get; init; }

    Entity IPart.Whole => Item?.Meeting ?? throw new InvalidOperationException("Load the paper with its item and meeting to change it");

    /// <summary>The header, label and words, as far as something is said.</summary>
    public IEnumerable<(string Label, string Words)> Header => new[]
    {
        ("Report of", ReportOf), ("Author", Author), ("Contact", Contact), ("Wards", Wards), ("Classification", Classification), ("Key matters", Summary),
        ("Recommendations", Recommendations), ("Financial implications", Finance), ("Legal implications", Legal), ("Background papers", Background),
    }.Where(l => l.Item2.Length > 0);
}
