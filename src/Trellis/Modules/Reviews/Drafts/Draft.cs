using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>A paragraph of a draft, as readers answer to it.</summary>
/// <param name="Start">Where in the text it begins.</param>
public sealed record Part(int Number, int Start, string Text)
{
    public bool IsHeading => Text.StartsWith('#');
}

/// <summary>One version of a report, a letter or a briefing. Its text never changes: another version follows it.</summary>
public sealed class ReviewDraft : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestText = 400_000;

    public const string Report = "report";
    public const string Letter = "letter";
    public const string Briefing = "briefing";

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string> { [Report] = "Report", [Letter] = "Letter to the national Panel", [Briefing] = "Learning briefing" };

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    /// <summary>A key of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown; paragraphs have an empty line between them.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required Guid MadeBy { get; init; }

    /// <summary>It left: published, or sent.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    public Guid? PublishedBy { get; private set; }

    public int Edition { get; private set; }

    public ImmutableArray<Part> Parts => PartsOf(Text);

    /// <param name="number">One more than the version before it.</param>
    public static Outcome<ReviewDraft> Write(Guid matter, string area, string kind, int number, string title, string text, Actor by, DateTimeOffset at)
    {
        if (!Kinds.ContainsKey(kind)) { return new Refusal("Kind", "Select what it is"); }
        if (title.Trim().Length is 0 or > LongestTitle) { return new Refusal("Title", title.Trim().Length == 0 ? "Enter a title" : "The title must be 200 characters or fewer"); }
        var words = text.ReplaceLineEndings("\n").Trim();
        if (words.Length is 0 or > LongestText) { return new Refusal("Text", words.Length == 0 ? "Enter the text" : "The text must be 400,000 characters or fewer"); }
        var draft = new ReviewDraft { MatterId = matter, Area = area, Kind = kind, Number = number, Title = title.Trim(), Text = words, MadeAt = at, MadeBy = by.UserId };
        draft.Say("review.draft-written", at, by, SHA256.HashData(Encoding.UTF8.GetBytes(words)));
        return draft;
    }

    /// <summary>It leaves. Nothing that could tell who somebody is goes with it unless somebody decided so.</summary>
    /// <param name="undecided">How many such places nobody has decided.</param>
    public Outcome<ReviewDraft> Publish(int undecided, bool newest, Actor by, DateTimeOffset at)
    {
        if (PublishedAt is not null) { return new Refusal("", Kind is Letter ? "This letter is sent already" : "This version is published already"); }
        if (!newest) { return new Refusal("", "There is a newer version of this"); }
        if (undecided > 0) { return new Refusal("", $"{(undecided == 1 ? "1 place" : $"{undecided} places")} in the text could tell who somebody is. Decide each before it leaves"); }
        (PublishedAt, PublishedBy) = (at, by.UserId);
        Say("review.draft-published", at, by, null);
        return this;
    }

    public static ImmutableArray<Part> PartsOf(string text)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var at = 0;
        foreach (var block in text.Split("\n\n"))
        {
            if (block.Trim().Length > 0) { parts.Add(new Part(parts.Count + 1, at + block.IndexOf(block.TrimStart()[0], StringComparison.Ordinal), block.Trim())); }
            at += block.Length + 2;
        }

        return parts.ToImmutable();
    }

    private void Say(string kind, DateTimeOffset at, Actor by, byte[]? hash) => Happened(Review.Of(kind, Id, MatterId, Area, at, by, [new FactDetail { Field = "kind", Code = Kind }], frozen: hash));
}
