using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>A review from elsewhere (another area's, the Panel's, a domestic homicide or LeDeR review): what it was about, whether it applies here, what is done.</summary>
public sealed class Considered : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestWords = 4000;

    public static readonly IReadOnlyDictionary<string, string> Answers = new Dictionary<string, string> { ["yes"] = "It applies here", ["partly"] = "It applies in part", ["no"] = "It does not apply here" };

    public required string[] Areas { get; init; }

    /// <summary>A code of <c>other-review-kind</c>.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Whose it is: the other partnership, the Panel.</summary>
    public string Whose { get; init; } = "";

    public DateOnly? PublishedOn { get; init; }

    public required string About { get; init; }

    /// <summary>A key of <see cref="Answers"/>; null until somebody decided.</summary>
    public string? Applies { get; private set; }

    public string Why { get; private set; } = "";

    /// <summary>What is done because of it, besides recommendations.</summary>
    public string Doing { get; private set; } = "";

    public required DateTimeOffset LoggedAt { get; init; }

    public required Guid LoggedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public int Edition { get; private set; }

    public static Outcome<Considered> Log(string[] areas, string kind, string title, string whose, DateOnly? published, string about, PracticeModel practice, Actor by, DateTimeOffset at)
    {
        if (practice.Codes["other-review-kind"].Find(kind) is null) { return new Refusal("Kind", "Select what kind of review it is"); }
        if (title.Trim().Length is 0 or > LongestTitle) { return new Refusal("Title", title.Trim().Length == 0 ? "Enter what it is called" : "The title must be 200 characters or fewer"); }
        if (whose.Trim().Length > LongestTitle) { return new Refusal("Whose", "Whose it is must be 200 characters or fewer"); }
        if (about.Trim().Length is 0 or > LongestWords) { return new Refusal("About", about.Trim().Length == 0 ? "Enter what it was about" : "What it was about must be 4,000 characters or fewer"); }
        if (published > London.DateOf(at)) { return new Refusal("Published", "The day it was published must be today or in the past"); }
        var logged = new Considered { Areas = areas, Kind = kind, Title = title.Trim(), Whose = whose.Trim(), PublishedOn = published, About = about.Trim(), LoggedAt = at, LoggedBy = by.UserId };
        logged.Say("considered.logged", by, at, new FactDetail { Field = "kind", Code = kind });
        return logged;
    }

    public Outcome<Considered> Decide(string applies, string why, string doing, Actor by, DateTimeOffset at)
    {
        if (!Answers.ContainsKey(applies)) { return new Refusal("Applies", "Select whether it applies here"); }
        if (why.Trim().Length is 0 or > LongestWords) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter why" : "The reason must be 4,000 characters or fewer"); }
        if (applies is not "no" && doing.Trim().Length == 0) { return new Refusal("Doing", "Enter what is done because of it"); }
        if (doing.Trim().Length > LongestWords) { return new Refusal("Doing", "What is done must be 4,000 characters or fewer"); }
        (Applies, Why, Doing, DecidedAt) = (applies, why.Trim(), doing.Trim(), at);
        Say("considered.decided", by, at, new FactDetail { Field = "applies", Code = applies });
        return this;
    }

    private void Say(string kind, Actor by, DateTimeOffset at, FactDetail detail) =>
        Happened(new Fact { Kind = kind, SourceId = Id, Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], Agency = by.Agency, Occurred = Moment.Exactly(at), Details = [detail] });
}
