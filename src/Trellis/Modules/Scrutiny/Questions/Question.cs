using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Scrutiny.Questions;

/// <summary>What the scrutineer asks one agency, what it answers, and how far that assures the scrutineer.</summary>
public sealed class Question : Entity, IEdited
{
    public const int LongestSubject = 300;
    public const int LongestText = 4000;

    public const string Asked = "asked";
    public const string Answered = "answered";
    public const string Settled = "settled";

    /// <summary><c>Q11</c></summary>
    public required string Reference { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>The piece of scrutiny it comes of; null: of none.</summary>
    public Guid? ActivityId { get; init; }

    public required string Agency { get; init; }

    /// <summary>The question in a few words.</summary>
    public required string Subject { get; init; }

    public required Guid AskedBy { get; init; }

    /// <summary>One of the words above: whose turn it is.</summary>
    public string State { get; private set; } = Asked;

    public DateOnly DueOn { get; private set; }

    /// <summary>A code of scrutiny-verdict, once it is settled.</summary>
    public string? Verdict { get; private set; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Edition { get; private set; }

    public List<Turn> Turns { get; } = [];

    public bool IsLate(DateOnly today) => State == Asked && DueOn < today;

    /// <param name="toKind">What kind of agency is asked.</param>
    /// <returns>A refusal names Words or Due.</returns>
    public Outcome<Turn> Puts(string words, DateOnly due, string toKind, Actor by)
    {
        if (Wrong(words, "Words", "Enter what you ask, and why") is { } wrong) { return wrong; }
        if (due < London.DateOf(MadeAt)) { return new Refusal("Due", "The day must be today or in the future"); }
        DueOn = due;
        Happened(Of("scrutiny.asked", by, MadeAt, ("to-kind", toKind)));
        return Add(Asked, words, by.UserId, MadeAt, due);
    }

    /// <returns>A refusal names Answer.</returns>
    public Outcome<Turn> Replies(string words, string toKind, Actor by, DateTimeOffset at)
    {
        if (State == Settled) { return new Refusal("Answer", "The scrutineer has taken this as answered"); }
        if (Wrong(words, "Answer", "Enter your agency’s answer, and how you know") is { } wrong) { return wrong; }
        var first = State == Asked;
        State = Answered;
        Happened(first
            ? Of("scrutiny.answered", by, at, ("in-time", London.DateOf(at) <= DueOn ? "yes" : "no"), ("to-kind", toKind))
            : Of("scrutiny.answer-added", by, at, ("to-kind", toKind)));
        return Add(Answered, words, by.UserId, at, null);
    }

    /// <summary>The scrutineer says how far the answer assures them: nothing more is asked.</summary>
    /// <param name="verdict">A code of scrutiny-verdict.</param>
    /// <returns>A refusal names Verdict or Why.</returns>
    public Outcome<Turn> Settles(string verdict, string why, string toKind, Actor by, DateTimeOffset at)
    {
        if (State != Answered) { return new Refusal("Verdict", State == Settled ? "This is settled already" : "There is no answer yet"); }
        if (Wrong(why, "Why", "Enter why") is { } wrong) { return wrong; }
        (State, Verdict) = (Settled, verdict);
        Happened(Of("scrutiny.settled", by, at, ("verdict", verdict), ("to-kind", toKind)));
        return Add(Settled, why, by.UserId, at, null);
    }

    /// <summary>The answer is not enough: the same agency is asked again, until another day.</summary>
    /// <returns>A refusal names Again or Until.</returns>
    public Outcome<Turn> AsksAgain(string words, DateOnly? due, string toKind, Actor by, DateTimeOffset at)
    {
        if (State != Answered) { return new Refusal("Again", State == Settled ? "This is settled already" : "There is no answer yet"); }
        if (Wrong(words, "Again", "Enter what is still to be answered") is { } wrong) { return wrong; }
        if (due is null || due < London.DateOf(at)) { return new Refusal("Until", "The day must be today or in the future"); }
        (State, DueOn) = (Asked, due.Value);
        Happened(Of("scrutiny.asked-again", by, at, ("to-kind", toKind)));
        return Add(Asked, words, by.UserId, at, due);
    }

    /// <summary>Somebody was reminded, or told that no answer came. Once for each step and day it was due.</summary>
    internal bool Told(string step, bool late, DateTimeOffset at)
    {
        if (State != Asked || Turns.Exists(t => t.Step == step && t.DueOn == DueOn)) { return false; }
        Happened(Of(late ? "scrutiny.late" : "scrutiny.reminded", Actor.TheSystem(Areas), at, ("step", step)));
        Turns.Add(new Turn { QuestionId = Id, Question = this, Kind = Turn.Told, At = at, ById = Actor.SystemId, Text = "", DueOn = DueOn, Step = step });
        Edition++;
        return true;
    }

    private Turn Add(string kind, string words, Guid by, DateTimeOffset at, DateOnly? due)
    {
        var turn = new Turn { QuestionId = Id, Question = this, Kind = kind, At = at, ById = by, Text = words.Trim(), DueOn = due };
        Turns.Add(turn);
        Edition++;
        return turn;
    }

    private static Refusal? Wrong(string words, string field, string empty) =>
        words.Trim().Length == 0 ? new Refusal(field, empty) : words.Trim().Length > LongestText ? new Refusal(field, "This must be 4,000 characters or fewer") : null;

    private Fact Of(string kind, Actor by, DateTimeOffset at, params (string Field, string Code)[] said) => new()
    {
        Kind = kind,
        SourceId = Id,
        Area = Areas.FirstOrDefault(by.Areas.Contains) ?? Areas[0],
        Agency = by.Agency,
        Occurred = Moment.Exactly(at),
        Details = [.. said.Select(s => new FactDetail { Field = s.Field, Code = s.Code })],
    };
}

/// <summary>What was said of a question, or that somebody was told of it. Never changed.</summary>
public sealed class Turn : IPart
{
    public const string Told = "told";

    public Guid Id { get; init; } = Ids.New();

    public required Guid QuestionId { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    public required string Text { get; init; }

    /// <summary>By when it is to be answered.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Of what was told: a step of <c>practice/scrutiny.yaml</c>, or <c>before-5</c>.</summary>
    public string? Step { get; init; }

    public Question? Question { get; init; }

    Entity IPart.Whole => Question ?? throw new InvalidOperationException("Read with its question");
}
