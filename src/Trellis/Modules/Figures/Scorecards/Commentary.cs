using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Scorecards;

/// <summary>What the partnership says of a priority's figures in a quarter. The last said holds; what was said before stays with it.</summary>
public sealed class Commentary : Entity
{
    public const int Longest = 3000;

    public required string Area { get; init; }

    /// <summary>As <see cref="Public.Period"/> labels it: <c>2025-26 Q2</c>.</summary>
    public required string Period { get; init; }

    /// <summary>Id of the priority in <c>practice/scorecard.yaml</c>.</summary>
    public required string Priority { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public static Outcome<Commentary> Say(string area, string period, ScorecardPriority priority, string text, Actor by, PracticeModel practice, DateTimeOffset at)
    {
        if (text.Trim().Length is 0 or > Longest) { return new Refusal("Text", text.Trim().Length == 0 ? "Enter what you want to say" : "It must be 3,000 characters or fewer"); }
        var said = new Commentary { Area = area, Period = period, Priority = priority.Id, Text = text.Trim(), At = at, ById = by.UserId };
        said.Happened(new Fact
        {
            Kind = "figure.commented",
            SourceId = said.Id,
            Area = practice.PartsOf(area).DefaultIfEmpty(area).First(),
            Agency = by.Agency,
            Occurred = Moment.Exactly(at),
            Details = [new FactDetail { Field = "priority", Code = priority.Id }, new FactDetail { Field = "period", Code = period }],
        });
        return said;
    }

    /// <summary>Whose areas hold all of it may speak for it.</summary>
    public static bool MaySpeakFor(string area, Actor by, PracticeModel practice) => practice.PartsOf(area).DefaultIfEmpty(area).All(by.Areas.Contains);
}
