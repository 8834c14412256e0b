using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Actions;

/// <summary>What a body recommended to an agency or another body: what that answered, what changed because of it, until the body closes it.</summary>
public sealed class Recommendation : Entity, IEdited
{
    public const int LongestRecipient = 200;

    public const string Accepted = "accepted";
    public const string Partly = "partly";
    public const string NotAccepted = "not-accepted";

    public static readonly IReadOnlyDictionary<string, string> Answers = new Dictionary<string, string>
    {
        [Accepted] = "Accepted",
        [Partly] = "Accepted in part",
        [NotAccepted] = "Not accepted",
    };

    /// <summary><c>R101</c></summary>
    public required string Reference { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>Who recommended it.</summary>
    public Guid? BodyId { get; init; }

    /// <summary>meeting, plan, audit, review, scrutiny or other.</summary>
    public required string Source { get; init; }

    /// <summary>What of it: a finding of a review, a review from elsewhere.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>The report it was first made in, as it is called; empty when nobody said.</summary>
    public string Title { get; init; } = "";

    /// <summary>To whom, as written.</summary>
    public required string Recipient { get; init; }

    /// <summary>To whom, where they are of the partnership.</summary>
    public string? Agency { get; init; }

    public string Number { get; init; } = "";

    public DateOnly? MadeOn { get; init; }

    public required string Text { get; init; }

    /// <summary>A key of <see cref="Answers"/>; null until they answer, and where nobody said which it is.</summary>
    public string? Answer { get; private set; }

    /// <summary>In their words. Empty until they answer.</summary>
    public string Response { get; private set; } = "";

    public DateOnly? AnsweredOn { get; private set; }

    public DateOnly? AnswerDue { get; init; }

    /// <summary>The declared figure it is meant to change.</summary>
    public string? Figure { get; init; }

    public string Standard { get; init; } = "";

    public DateTimeOffset? ClosedAt { get; private set; }

    public Guid? ClosedBy { get; private set; }

    public string? Origin { get; init; }

    /// <summary>The tracker it was brought in with, so that all of that can be undone.</summary>
    public Guid? ListId { get; init; }

    public string Document { get; init; } = "";

    public int? Line { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<Followed> Followed { get; } = [];

    public List<Evidence> Evidence { get; } = [];

    public Recommendation Made(Actor by)
    {
        Happened(Of("recommendation.made", MadeOn is { } on ? Moment.On(on) : Moment.Exactly(MadeAt), by));
        return this;
    }

    /// <summary>As a list says it; which answer it is, nobody said.</summary>
    public void Answered(string response, DateTimeOffset at, Actor by)
    {
        (Response, AnsweredOn) = (response.Trim(), London.DateOf(at));
        Happened(Of("recommendation.answered", Moment.Exactly(at), by));
    }

    /// <param name="answer">A key of <see cref="Answers"/>.</param>
    /// <param name="words">What will be done, or why not.</param>
    public Outcome<Recommendation> Reply(string answer, string words, Actor by, DateTimeOffset at)
    {
        if (ClosedAt is not null) { return new Refusal("Answer", "This recommendation is closed"); }
        if (string.IsNullOrWhiteSpace(words)) { return new Refusal("Words", answer is Accepted ? "Enter what will be done" : "Enter why it is not accepted, or not all of it"); }
        (Answer, Response, AnsweredOn) = (answer, words.Trim(), London.DateOf(at));
        Followed.Add(new Followed { RecommendationId = Id, Recommendation = this, Kind = Actions.Followed.Answered, At = at, ById = by.UserId, Answer = answer, Text = words.Trim() });
        Happened(Of("recommendation.answered", Moment.Exactly(at), by, new FactDetail { Field = "answer", Code = answer }));
        return this;
    }

    /// <summary>What changed because of it, with documents.</summary>
    /// <param name="shownBy">A key of <see cref="Followed.Shown"/>.</param>
    public Outcome<Followed> Show(string words, IReadOnlyCollection<LookedAtFile> files, Actor by, DateTimeOffset at, string shownBy = "other")
    {
        if (ClosedAt is not null) { return new Refusal("Impact", "This recommendation is closed"); }
        if (!Actions.Followed.Shown.ContainsKey(shownBy)) { return new Refusal("ShownBy", "Select what shows it"); }
        if (string.IsNullOrWhiteSpace(words)) { return new Refusal("Impact", "Enter what changed, and how you know"); }
        var said = new Followed { RecommendationId = Id, Recommendation = this, Kind = Actions.Followed.Impact, At = at, ById = by.UserId, Text = words.Trim(), ShownBy = shownBy };
        Followed.Add(said);
        Evidence.AddRange(files.Select(f => Actions.Evidence.Of(f, said.Id, null, this, at, by.UserId)));
        Happened(Of("recommendation.impact-shown", Moment.Exactly(at), by, new FactDetail { Field = "shown-by", Code = shownBy }));
        return said;
    }

    /// <summary>The body that made it finds that it is done with. What was accepted needs evidence first.</summary>
    public Outcome<Recommendation> Close(string words, Actor by, DateTimeOffset at)
    {
        if (ClosedAt is not null) { return new Refusal("Closing", "This recommendation is closed already"); }
        if (Response.Length == 0) { return new Refusal("Closing", "Nobody has answered this recommendation yet"); }
        if (Answer is Accepted or Partly && !Followed.Exists(f => f.Kind == Actions.Followed.Impact)) { return new Refusal("Closing", "It was accepted, so first record what changed because of it"); }
        if (string.IsNullOrWhiteSpace(words)) { return new Refusal("Closing", "Enter what the body found"); }
        (ClosedAt, ClosedBy) = (at, by.UserId);
        Followed.Add(new Followed { RecommendationId = Id, Recommendation = this, Kind = Actions.Followed.Closed, At = at, ById = by.UserId, Text = words.Trim() });
        Happened(Of("recommendation.closed", Moment.Exactly(at), by));
        return this;
    }

    /// <summary>Those who are asked are told that it waits. Once for each step and day.</summary>
    /// <param name="step"><c>before</c>, <c>after-0</c>, …</param>
    internal void Remind(string step, DateTimeOffset at)
    {
        Followed.Add(new Followed { RecommendationId = Id, Recommendation = this, Kind = Actions.Followed.Reminded, At = at, ById = Actor.SystemId, Step = step, DueOn = AnswerDue });
        Happened(Of("recommendation.reminded", Moment.Exactly(at), Actor.TheSystem(Areas), new FactDetail { Field = "step", Code = step }));
    }

    /// <summary>Of those of its areas that whoever did it acts in, the first: of another one they may say nothing.</summary>
    private Fact Of(string kind, Moment at, Actor by, params FactDetail[] details) =>
        new() { Kind = kind, SourceId = Id, Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0], Agency = by.Agency, Occurred = at, Details = [.. details] };
}

/// <summary>What was said or done of a recommendation on one day. Never changed.</summary>
public sealed class Followed : IPart
{
    public const string Answered = "answered";
    public const string Impact = "impact";
    public const string Closed = "closed";
    public const string Reminded = "reminded";

    /// <summary>By what it is shown that something changed.</summary>
    public static readonly IReadOnlyDictionary<string, string> Shown = new Dictionary<string, string> { ["figure"] = "A figure", ["audit"] = "An audit, or a standard of one", ["feedback"] = "What people said", ["other"] = "Something else" };

    public Guid Id { get; init; } = Ids.New();

    public Guid RecommendationId { get; init; }

    /// <summary>One of the words above.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? ById { get; init; }

    /// <summary>Of an answer, which.</summary>
    public string? Answer { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Of evidence, by what it is shown: a key of <see cref="Shown"/>.</summary>
    public string? ShownBy { get; init; }

    /// <summary>Of a reminder, which.</summary>
    public string? Step { get; init; }

    /// <summary>Of a reminder, the day the answer was due.</summary>
    public DateOnly? DueOn { get; init; }

    public Recommendation? Recommendation { get; init; }

    Entity IPart.Whole => Recommendation ?? throw new InvalidOperationException("Load what followed with its recommendation to change it");
}
