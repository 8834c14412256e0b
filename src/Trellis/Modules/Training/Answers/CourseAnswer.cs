using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training.Answers;

/// <summary>A course answers a finding of an audit or a recommendation: somebody says so, and why.</summary>
public sealed class CourseAnswer : Entity, IEdited
{
    public const int LongestWhy = 1000;
    public const string Finding = "finding";
    public const string Recommendation = "recommendation";

    public required Guid CourseId { get; init; }

    public Course? Course { get; init; }

    public required string Kind { get; init; }

    public required Guid OfId { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset LinkedAt { get; init; }

    public required Guid LinkedBy { get; init; }

    public DateTimeOffset? TakenBackAt { get; private set; }

    public int Edition { get; private set; }

    public static Outcome<CourseAnswer> Link(Course course, string kind, Guid of, string why, Actor by, DateTimeOffset at)
    {
        if (why.Trim().Length is 0 or > LongestWhy) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter what of it the course answers, and how" : "What the course answers must be 1,000 characters or fewer"); }
        var answer = new CourseAnswer { CourseId = course.Id, Kind = kind, OfId = of, Why = why.Trim(), LinkedAt = at, LinkedBy = by.UserId };
        answer.Say("training.answer-linked", course, by, at);
        return answer;
    }

    public Outcome<CourseAnswer> TakeBack(Course course, Actor by, DateTimeOffset at)
    {
        if (TakenBackAt is not null) { return new Refusal("", "It was taken back already"); }
        TakenBackAt = at;
        Say("training.answer-taken-back", course, by, at);
        return this;
    }

    private void Say(string kind, Course course, Actor by, DateTimeOffset at)
    {
        foreach (var area in course.Areas)
        {
            Happened(new Fact { Kind = kind, SourceId = course.Id, Area = area, Agency = by.Agency, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "of", Code = Kind }] });
        }
    }
}
