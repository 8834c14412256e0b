using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Challenges.Events;

/// <summary>Something happened that the partnership cannot leave to its next meeting: agencies are asked what they can assure, and an extraordinary meeting is called.</summary>
public sealed class AssuranceEvent : Entity, IEdited
{
    public const int LongestTitle = 200;
    public const int LongestWhat = 4000;
    public const int LongestQuestion = 1000;
    public const int MostQuestions = 20;

    /// <summary><c>E11</c></summary>
    public required string Reference { get; init; }

    public required string[] Areas { get; init; }

    public required string Title { get; init; }

    /// <summary>What happened, without a name.</summary>
    public required string What { get; init; }

    public required DateOnly HappenedOn { get; init; }

    /// <summary>Those that are asked, by their codes.</summary>
    public required string[] Agencies { get; init; }

    public required DateOnly DueOn { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required Guid MadeBy { get; init; }

    public Guid? BodyId { get; private set; }

    public Guid? MeetingId { get; private set; }

    public DateTimeOffset? CalledAt { get; private set; }

    public int Edition { get; private set; }

    public List<EventQuestion> Questions { get; } = [];

    public Outcome<AssuranceEvent> Ask(IReadOnlyList<string> questions, Actor by)
    {
        if (HappenedOn > London.DateOf(MadeAt)) { return new Refusal("On", "The day must be today or in the past"); }
        if (DueOn < London.DateOf(MadeAt)) { return new Refusal("Due", "The day to answer by must be today or in the future"); }
        if (questions.Count is 0 or > MostQuestions) { return new Refusal("Questions", questions.Count == 0 ? "Enter at least one question" : "An event has 20 questions at most"); }
        if (questions.Any(q => q.Length > LongestQuestion)) { return new Refusal("Questions", "A question must be 1,000 characters or fewer"); }
        for (var n = 0; n < questions.Count; n++) { Questions.Add(new EventQuestion { EventId = Id, Event = this, Number = n + 1, Text = questions[n] }); }
        Happened(Of("assurance.asked", MadeAt, by, Agencies.Select(a => new FactDetail { Field = "agency", Code = a })));
        return this;
    }

    /// <summary>The meeting it is about is called.</summary>
    public Outcome<AssuranceEvent> Called(Guid body, Guid meeting, Actor by, DateTimeOffset at)
    {
        if (MeetingId is not null) { return new Refusal("Times.On", "A meeting about it is called already"); }
        (BodyId, MeetingId, CalledAt) = (body, meeting, at);
        Happened(Of("assurance.meeting-called", at, by, []));
        return this;
    }

    private Fact Of(string kind, DateTimeOffset at, Actor by, IEnumerable<FactDetail> details) =>
        new() { Kind = kind, SourceId = Id, Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], Agency = by.Agency, Occurred = Moment.Exactly(at), Details = [.. details] };
}

/// <summary>What agencies are asked.</summary>
public sealed class EventQuestion : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid EventId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required string Text { get; init; }

    public AssuranceEvent? Event { get; init; }

    Entity IPart.Whole => Event ?? throw new InvalidOperationException("Load the question with its event to change it");
}

/// <summary>What one agency answers.</summary>
public sealed class Assurance : Entity, IEdited
{
    public const int LongestText = 4000;

    public static readonly IReadOnlyDictionary<string, string> Levels = new Dictionary<string, string>
    {
        ["assured"] = "Assured",
        ["partly"] = "Assured in part",
        ["not-assured"] = "Not assured",
        ["not-applicable"] = "Does not apply to us",
    };

    public required Guid EventId { get; init; }

    public required string[] Areas { get; init; }

    public required string Agency { get; init; }

    public DateTimeOffset At { get; private set; }

    public Guid ById { get; private set; }

    public int Edition { get; private set; }

    public List<AssuranceLine> Lines { get; } = [];

    /// <summary>Answered, or answered anew before the meeting: every question, with how one knows.</summary>
    public Outcome<Assurance> Say(IReadOnlyList<EventQuestion> questions, IReadOnlyDictionary<string, string> levels, IReadOnlyDictionary<string, string> texts, Actor by, DateTimeOffset at)
    {
        foreach (var question in questions)
        {
            var key = question.Id.ToString();
            var (level, text) = (levels.GetValueOrDefault(key, ""), texts.GetValueOrDefault(key, "").Trim());
            if (!Levels.ContainsKey(level)) { return new Refusal($"Levels[{key}]", "Select how far you can assure it"); }
            if (text.Length == 0 || text.Length > LongestText) { return new Refusal($"Texts[{key}]", text.Length == 0 ? "Enter how you know" : "This must be 4,000 characters or fewer"); }
            if (Lines.Find(l => l.QuestionId == question.Id) is { } line) { (line.Level, line.Text) = (level, text); }
            else { Lines.Add(new AssuranceLine { AssuranceId = Id, Of = this, QuestionId = question.Id, Level = level, Text = text }); }
        }

        (At, ById) = (at, by.UserId);
        Happened(new Fact
        {
            Kind = "assurance.given",
            SourceId = Id,
            Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0],
            Agency = by.Agency,
            Occurred = Moment.Exactly(at),
            Details = [.. Lines.CountBy(l => l.Level).Select(l => new FactDetail { Field = l.Key, Code = l.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) })],
        });
        return this;
    }
}

/// <summary>What an agency answers to one question.</summary>
public sealed class AssuranceLine : IPart
{
    public Guid AssuranceId { get; init; }

    public Guid QuestionId { get; init; }

    /// <summary>A key of <see cref="Assurance.Levels"/>.</summary>
    public required string Level { get; set; }

    public required string Text { get; set; }

    public Assurance? Of { get; init; }

    Entity IPart.Whole => Of ?? throw new InvalidOperationException("Load the line with its assurance to change it");
}
