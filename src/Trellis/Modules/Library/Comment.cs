using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Library;

/// <summary>What an agency thinks of a version before it is agreed.</summary>
public sealed class Comment : Entity
{
    public const int Longest = 4000;

    public required Guid VersionId { get; init; }

    public required string Agency { get; init; }

    public required Guid ById { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Text { get; init; }

    public static Outcome<Comment> Say(Resource about, string words, Actor by, DateTimeOffset at)
    {
        if (about.Draft is not { AskedUntil: { } until } draft || until < London.DateOf(at)) { return new Refusal("Words", "Comments are not asked for now"); }
        if (by.Agency is not { } agency || about.Areas.FirstOrDefault(by.Areas.Contains) is not { } area) { return new Refusal("Words", "Only somebody of an agency of the area can comment"); }
        if (words.Trim().Length is 0 or > Longest) { return new Refusal("Words", words.Trim().Length == 0 ? "Enter what you think of it" : "A comment must be 4,000 characters or fewer"); }
        var comment = new Comment { VersionId = draft.Id, Agency = agency, ById = by.UserId, At = at, Text = words.Trim() };
        comment.Happened(new Fact { Kind = "library.commented", SourceId = about.Id, Area = area, Agency = agency, Occurred = Moment.Exactly(at) });
        return comment;
    }
}
