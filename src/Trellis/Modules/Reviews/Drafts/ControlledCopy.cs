using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>A numbered copy of a draft for one named reader. What they read bears their name and its number.</summary>
public sealed class ControlledCopy : Entity, IEdited
{
    public required Guid DraftId { get; init; }

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    /// <summary>Counted in the review, over all its drafts.</summary>
    public required int Number { get; init; }

    /// <summary>The reader, where they have an account; others are handed it on paper or as a file.</summary>
    public Guid? ReaderId { get; init; }

    public required string Reader { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    public required Guid GivenBy { get; init; }

    /// <summary>By when they say whether it is accurate; null: they are not asked.</summary>
    public DateOnly? ReplyBy { get; init; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? RecalledAt { get; private set; }

    public Guid? RecalledBy { get; private set; }

    public int Edition { get; private set; }

    public string Mark => $"Copy {Number} for {Reader}. Do not pass it on";

    public static Outcome<ControlledCopy> Give(ReviewDraft draft, int number, Guid? readerId, string reader, DateOnly? replyBy, IReadOnlyCollection<ControlledCopy> given, Actor by, DateTimeOffset at, DateOnly today)
    {
        if (reader.Trim().Length is 0 or > 200) { return new Refusal("Reader", reader.Trim().Length == 0 ? "Enter who reads it" : "The reader must be 200 characters or fewer"); }
        if (replyBy < today) { return new Refusal("ReplyBy", "The day they reply by must be today or in the future"); }
        if (given.Any(c => c.RecalledAt is null && (readerId is { } id ? c.ReaderId == id : c.ReaderId is null && c.Reader == reader.Trim()))) { return new Refusal("Reader", "They have a copy of this version already"); }
        var copy = new ControlledCopy { DraftId = draft.Id, MatterId = draft.MatterId, Area = draft.Area, Number = number, ReaderId = readerId, Reader = reader.Trim(), GivenAt = at, GivenBy = by.UserId, ReplyBy = replyBy };
        copy.Say("review.copy-given", at, by);
        return copy;
    }

    /// <summary>Its reader looked at it for the first time. Every look is in the record of views besides.</summary>
    public void Open(Actor by, DateTimeOffset at)
    {
        if (OpenedAt is not null) { return; }
        OpenedAt = at;
        Say("review.copy-opened", at, by);
    }

    public Outcome<ControlledCopy> Recall(Actor by, DateTimeOffset at)
    {
        if (RecalledAt is not null) { return new Refusal("", "This copy is recalled already"); }
        (RecalledAt, RecalledBy) = (at, by.UserId);
        Say("review.copy-recalled", at, by);
        return this;
    }

    /// <summary>Whether one paragraph is right.</summary>
    public Outcome<FactualReply> Reply(int paragraphs, int paragraph, string says, string words, Actor by, DateTimeOffset at)
    {
        if (RecalledAt is not null) { return new Refusal("", "This copy was recalled"); }
        if (paragraph < 1 || paragraph > paragraphs) { return new Refusal("", "There is no such paragraph"); }
        if (!FactualReply.Says.ContainsKey(says)) { return new Refusal("Says", "Select whether it is accurate"); }
        if (says is not FactualReply.Accurate && words.Trim().Length == 0) { return new Refusal("Words", "Enter what is not right, and what would be"); }
        if (words.Trim().Length > FactualReply.LongestWords) { return new Refusal("Words", "This must be 4,000 characters or fewer"); }
        var reply = new FactualReply { CopyId = Id, DraftId = DraftId, MatterId = MatterId, Area = Area, Paragraph = paragraph, SaysCode = says, Words = words.Trim(), At = at, ById = by.UserId };
        reply.Said(by);
        return reply;
    }

    private void Say(string kind, DateTimeOffset at, Actor by) => Happened(Review.Of(kind, Id, MatterId, Area, at, by, ReaderId is { } reader ? [new FactDetail { Field = "staff", Code = reader.ToString() }] : []));
}

/// <summary>What a reader says of one paragraph, and what was made of it.</summary>
public sealed class FactualReply : Entity
{
    public const int LongestWords = 4000;

    public const string Accurate = "accurate";

    public static readonly IReadOnlyDictionary<string, string> Says = new Dictionary<string, string> { [Accurate] = "Accurate", ["not-accurate"] = "Not accurate", ["comment"] = "A comment" };

    public static readonly IReadOnlyDictionary<string, string> Answers = new Dictionary<string, string> { ["changed"] = "The text is changed", ["not-changed"] = "The text stays" };

    public required Guid CopyId { get; init; }

    public required Guid DraftId { get; init; }

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    public required int Paragraph { get; init; }

    /// <summary>A key of <see cref="Says"/>.</summary>
    public required string SaysCode { get; init; }

    public string Words { get; init; } = "";

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    /// <summary>A key of <see cref="Answers"/>.</summary>
    public string? Answer { get; private set; }

    public string AnswerWords { get; private set; } = "";

    public DateTimeOffset? AnsweredAt { get; private set; }

    public Guid? AnsweredBy { get; private set; }

    internal void Said(Actor by) => Happened(Review.Of("review.paragraph-replied", Id, MatterId, Area, At, by, [new FactDetail { Field = "says", Code = SaysCode }]));

    public Outcome<FactualReply> Settle(string answer, string words, Actor by, DateTimeOffset at)
    {
        if (Answer is not null) { return new Refusal("Answer", "This is answered already"); }
        if (!Answers.ContainsKey(answer)) { return new Refusal("Answer", "Select whether the text is changed"); }
        if (answer is "not-changed" && words.Trim().Length == 0) { return new Refusal("AnswerWords", "Enter why the text stays"); }
        if (words.Trim().Length > LongestWords) { return new Refusal("AnswerWords", "The reason must be 4,000 characters or fewer"); }
        (Answer, AnswerWords, AnsweredAt, AnsweredBy) = (answer, words.Trim(), at, by.UserId);
        Happened(Review.Of("review.reply-settled", Id, MatterId, Area, at, by, [new FactDetail { Field = "answer", Code = answer }]));
        return this;
    }
}
