using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;

namespace Trellis.Modules.Library;

/// <summary>What a team says of having talked about something of the library.</summary>
public sealed record Talked(string Team, DateOnly On, int People, string Said, string Will);

/// <summary>A team talked about something of the library; some months later they say what changed.</summary>
public sealed class Discussion : Entity, IEdited
{
    public const int LongestTeam = 200;
    public const int LongestText = 4000;
    public const int MostPeople = 1000;

    /// <summary>What they may say of the impact: codes of <c>learning-impact</c>.</summary>
    public const string Impacts = "learning-impact";

    public required Guid ResourceId { get; init; }

    public required string Area { get; init; }

    public required string Agency { get; init; }

    public required string Team { get; init; }

    public required DateOnly HeldOn { get; init; }

    /// <summary>How many were there.</summary>
    public required int People { get; init; }

    public required string Said { get; init; }

    /// <summary>What they will do differently.</summary>
    public required string Will { get; init; }

    public required Guid ById { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When they are asked what changed.</summary>
    public required DateOnly AskOn { get; init; }

    public DateTimeOffset? AskedAt { get; private set; }

    public string? Impact { get; private set; }

    public string ImpactWords { get; private set; } = "";

    public DateTimeOffset? ImpactAt { get; private set; }

    public int Edition { get; private set; }

    public static Outcome<Discussion> Record(Resource about, Talked talked, Limit askAfter, WorkingCalendar calendar, Actor by, DateTimeOffset at)
    {
        if (about.Current is null || about.WithdrawnAt is not null) { return new Refusal("Team", "This is not in the library now"); }
        if (by.Agency is not { } agency) { return new Refusal("Team", "Only somebody of an agency can record a discussion"); }
        if (talked.Team.Trim().Length is 0 or > LongestTeam) { return new Refusal("Team", talked.Team.Trim().Length == 0 ? "Enter the team" : "The team must be 200 characters or fewer"); }
        if (talked.On > London.DateOf(at)) { return new Refusal("On", "The day you talked about it must be today or in the past"); }
        if (talked.People is < 1 or > MostPeople) { return new Refusal("People", "How many were there must be from 1 to 1,000"); }
        if (talked.Said.Trim().Length is 0 or > LongestText) { return new Refusal("Said", talked.Said.Trim().Length == 0 ? "Enter what was said" : "What was said must be 4,000 characters or fewer"); }
        if (talked.Will.Trim().Length > LongestText) { return new Refusal("Will", "What you will do must be 4,000 characters or fewer"); }
        if (about.Areas.FirstOrDefault(by.Areas.Contains) is not { } area) { return new Refusal("Team", "This is for another area"); }
        var discussion = new Discussion
        {
            ResourceId = about.Id,
            Area = area,
            Agency = agency,
            Team = talked.Team.Trim(),
            HeldOn = talked.On,
            People = talked.People,
            Said = talked.Said.Trim(),
            Will = talked.Will.Trim(),
            ById = by.UserId,
            At = at,
            AskOn = Deadline.Due(askAfter, Moment.On(talked.On), calendar).Date,
        };
        discussion.Happened(discussion.Of("library.discussed", Moment.On(talked.On)));
        return discussion;
    }

    /// <summary>Whoever recorded it is asked what changed. Once.</summary>
    internal void Ask(DateTimeOffset at)
    {
        AskedAt = at;
        Happened(Of("library.impact-asked", Moment.Exactly(at)));
    }

    /// <param name="impact">A code of <see cref="Impacts"/>.</param>
    public Outcome<Discussion> Answer(string impact, string words, DateTimeOffset at)
    {
        if (ImpactAt is not null) { return new Refusal("Impact", "You said already what changed"); }
        if (words.Trim().Length is 0 or > LongestText) { return new Refusal("Words", words.Trim().Length == 0 ? "Enter what changed, or why nothing did" : "What changed must be 4,000 characters or fewer"); }
        (Impact, ImpactWords, ImpactAt) = (impact, words.Trim(), at);
        Happened(Of("library.impact-said", Moment.Exactly(at), new FactDetail { Field = "impact", Code = impact }));
        return this;
    }

    private Fact Of(string kind, Moment when, params FactDetail[] details) => new() { Kind = kind, SourceId = ResourceId, Area = Area, Agency = Agency, Occurred = when, Details = [.. details] };
}
