using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires;

/// <summary>One sending of a questionnaire: to whom, from when until when, and what it is compared with.</summary>
public sealed class Round : Entity, IEdited
{
    public const int LongestTitle = 200;

    /// <summary>For people to name it by: Q1001.</summary>
    public required string Reference { get; init; }

    /// <summary>A questionnaire of the practice model.</summary>
    public required string Questionnaire { get; init; }

    public required string Title { get; init; }

    /// <summary>A code of <c>questionnaire-kind</c>.</summary>
    public required string Kind { get; init; }

    public required string[] Areas { get; init; }

    public required bool Anonymous { get; init; }

    /// <summary>Nothing is shown of a group with fewer answers.</summary>
    public required int Fewest { get; init; }

    /// <summary><see cref="Asks"/>, as text.</summary>
    public required string Questions { get; init; }

    public required DateOnly OpensOn { get; init; }

    /// <summary>The last day on which it can be answered.</summary>
    public required DateOnly ClosesOn { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When names and addresses of those who were asked went.</summary>
    public DateTimeOffset? AddressesGoneAt { get; init; }

    /// <summary>When what was answered went. Response rates and what figures counted stay.</summary>
    public DateTimeOffset? AnswersGoneAt { get; init; }

    /// <summary>The round it is compared with.</summary>
    public Guid? BeforeId { get; init; }

    /// <summary>The survey of others its answers are set beside.</summary>
    public Guid? BesideId { get; set; }

    /// <summary>Of an anonymous one that has closed: how many answers were in the box.</summary>
    public int? Answered { get; private set; }

    /// <summary>Of an anonymous one that is open: what locks its answers, itself locked.</summary>
    public string? BallotKey { get; private set; }

    /// <summary>Rule of feedback, area and quarter it was made for by itself; null: somebody made it.</summary>
    public string? ByRule { get; init; }

    public int Edition { get; private set; }

    private Questions? asks;

    public Questions Asks => asks ??= Modules.Questionnaires.Questions.Read(Questions);

    public bool IsOpen => OpenedAt is not null && ClosedAt is null;

    public string State => ClosedAt is not null ? "Closed" : OpenedAt is not null ? "Open" : "Not open yet";

    /// <returns>A refusal names Name, OpensOn, ClosesOn or Areas.</returns>
    public static Outcome<Round> Make(string reference, Questionnaire of, PracticeModel practice, string title, string[] areas, DateOnly opens, DateOnly closes, Guid? before, Guid? beside, DateTimeOffset now, string? by, string? rule = null)
    {
        var name = title.Trim();
        if (name.Length is 0 or > LongestTitle) { return new Refusal("Name", name.Length == 0 ? "Enter what the round is called" : "What the round is called must be 200 characters or fewer"); }
        if (areas.Length == 0) { return new Refusal("Areas", "Select which areas it is for"); }
        if (closes < opens) { return new Refusal("ClosesOn", "The last day must be the same as or after the day it opens"); }
        if (closes < London.DateOf(now)) { return new Refusal("ClosesOn", "The last day must be today or in the future"); }
        var round = new Round
        {
            Reference = reference,
            Questionnaire = of.Id,
            Title = name,
            Kind = of.Kind,
            Areas = areas,
            Anonymous = of.Anonymous,
            Fewest = of.Fewest,
            Questions = Modules.Questionnaires.Questions.Of(of, practice).Write(),
            OpensOn = opens,
            ClosesOn = closes,
            MadeAt = now,
            BeforeId = before,
            BesideId = beside,
            ByRule = rule,
        };
        round.Happened(round.Of("questionnaire.round-made", now, by, round.OfKind()));
        return round;
    }

    /// <summary>From now on it can be answered.</summary>
    /// <param name="ballotKey">Of an anonymous one: the key of its box, locked.</param>
    public Outcome<Round> Open(string? ballotKey, DateTimeOffset now, string? by)
    {
        if (OpenedAt is not null) { return new Refusal("", "This round is open already"); }
        if (Anonymous && ballotKey is null) { throw new InvalidOperationException("An anonymous round opens with the key of its box"); }
        (OpenedAt, BallotKey) = (now, Anonymous ? ballotKey : null);
        Happened(Of("questionnaire.opened", now, by, OfKind()));
        return this;
    }

    /// <summary>Nobody can answer any more.</summary>
    /// <param name="all">Those who were asked, and whether each answered.</param>
    public Outcome<Round> Close(IEnumerable<(Invitee Who, bool Answered)> all, DateTimeOffset now, string? by)
    {
        if (!IsOpen) { return new Refusal("", OpenedAt is null ? "This round has not opened" : "This round is closed already"); }
        (ClosedAt, BallotKey) = (now, null);
        Happened(Of("questionnaire.closed", now, by, OfKind()));
        foreach (var (who, answered) in all.Where(a => a.Who.WithdrawnAt is null))
        {
            Happened(new Fact
            {
                Kind = "questionnaire.came-to-its-end",
                SourceId = Id,
                Area = who.Area,
                Agency = by,
                Occurred = Moment.Exactly(now),
                VisibleTo = who.Audience,
                Details = [OfKind(), new() { Field = "sector", Code = who.Sector }, new() { Field = "answered", Code = answered ? "yes" : "no" }],
            });
        }

        return this;
    }

    /// <summary>It stays open longer. An anonymous one, whose box is looked into once, never shorter.</summary>
    public Outcome<Round> Extend(DateOnly closes, DateTimeOffset now, string? by)
    {
        if (ClosedAt is not null) { return new Refusal("ClosesOn", "This round is closed"); }
        if (closes <= ClosesOn) { return new Refusal("ClosesOn", $"Enter a day after {English.Date(ClosesOn)}"); }
        ClosesOn = closes;
        Happened(Of("questionnaire.round-extended", now, by));
        return this;
    }

    public FactDetail OfKind() => new() { Field = "kind", Code = Kind };

    internal Fact Of(string kind, DateTimeOffset at, string? by, params FactDetail[] details) =>
        new() { Kind = kind, SourceId = Id, Area = Areas[0], Agency = by, Occurred = Moment.Exactly(at), Details = [.. details] };
}
